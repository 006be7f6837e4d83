import type { Place } from './text-at-place';
import { hasHole, isKnownText } from '../../text/holes';
import { isObject, parsed } from '../../text/json';
import { fillRegion } from '../fill-region';
import { LAMBDA } from '../services';

/** A statement of a policy, with its lists as lists. */
export interface PolicyStatement {
  /** Its position, for the location of a finding. */
  readonly index: number;
  readonly json: Record<string, unknown>;
  readonly sid?: string;
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly PolicyCondition[];
  /** Principals by kind: `AWS`, `Service`, `Federated`; `AWS` has `*` for everybody. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
}

/** One key of a condition. */
export interface PolicyCondition {
  readonly operator: string;
  /** The key in lower case, because its case does not matter. */
  readonly key: string;
  readonly values: readonly unknown[];
}

/** The content of a property with a policy. */
export interface PolicyDocument {
  readonly statements: readonly PolicyStatement[];
  /** The text is not JSON, so there are no statements. */
  readonly malformed?: boolean;
  /** The policy has unresolved parts. */
  readonly incomplete: boolean;
  /** The unresolved parts are whole statements or the whole policy, so there may be more statements. */
  readonly partial: boolean;
}

/**
 * Reads a policy from a property: an object or a text.
 *
 * @param place of the policy, which tells the partition and the domain that its texts refer to. Without a region they are
 * those of most regions. If there is no place, they stay holes.
 */
export function readPolicy(value: unknown, place?: Place): PolicyDocument {
  const document = documentOf(value, place);
  if (document === undefined) {
    const unknown = hasHole(value);
    return { statements: [], malformed: value !== undefined && !unknown, incomplete: unknown, partial: unknown };
  }
  const statements = [(document as { Statement?: unknown }).Statement ?? []].flat();
  return {
    statements: statements.flatMap((json, index) =>
      typeof json === 'object' && json !== null ? [statementOf(json as Record<string, unknown>, index)] : [],
    ),
    incomplete: hasHole(document),
    partial: statements.some((each) => typeof each === 'string' && hasHole(each)),
  };
}

/** Whether a policy lets AWS Lambda use a repository. */
export function admitsLambda(policy: unknown): boolean {
  return readPolicy(policy).statements.some(
    ({ allows, principals: { Service: services = [] } }) => allows && services.includes(LAMBDA.principal),
  );
}

function documentOf(value: unknown, place?: Place): object | undefined {
  const given = parsed(value);
  const json = place && hasHole(given) ? fillRegion(given, place.region) : given;
  return isObject(json) ? json : undefined;
}

function statementOf(json: Record<string, unknown>, index: number): PolicyStatement {
  return {
    index,
    json,
    sid: isKnownText(json.Sid) ? json.Sid : undefined,
    allows: json.Effect === 'Allow',
    actions: texts(json.Action),
    notActions: texts(json.NotAction),
    resources: texts(json.Resource),
    conditions: conditionsOf(json.Condition),
    principals: principalsOf(json.Principal),
  };
}

function principalsOf(principal: unknown): Record<string, readonly string[]> {
  if (typeof principal === 'string') return { AWS: [principal] };
  if (!isObject(principal)) return {};
  return Object.fromEntries(Object.entries(principal).map(([kind, values]) => [kind, texts(values)]));
}

function conditionsOf(condition: unknown): PolicyCondition[] {
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries((keys ?? {}) as Record<string, unknown>).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: [values].flat(),
    })),
  );
}

function texts(value: unknown): string[] {
  return value === undefined
    ? []
    : [value].flat().map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
}
