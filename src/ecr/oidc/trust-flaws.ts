import { flawOf } from './claim-flaw';
import { flawOfSubject } from './subject-flaw';
import { isUnresolved } from '../../text/unresolved';
import { coversAction } from '../policy/action-pattern';
import { Openness, opennessOf } from '../policy/open-statement';

/** A statement of a trust policy. */
export interface TrustStatement {
  readonly Effect?: string;
  readonly Action?: string | string[];
  readonly NotAction?: string | string[];
  readonly Principal?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** A condition key, whose name is that of a claim. */
interface ClaimKey {
  readonly name: string;
  readonly issuer: string;
  readonly values: unknown[];
}

/** A claim of a token with one of its values. */
interface Claim {
  readonly name: string;
  readonly value: string;
  /** The issuer that the condition key names, in lower case. */
  readonly issuer: string;
}

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';

/**
 * The mistakes in a statement of a trust policy that let jobs of a CI system, or everybody, assume the role without being
 * named. Each is the end of a sentence that starts with "must".
 */
export function flawsOfTrust(statement: TrustStatement): string[] {
  if (statement.Effect !== 'Allow') return [];
  const { Principal: principal, Condition: conditions = {} } = statement;
  const open = opennessOf(statement) === Openness.OPEN ? [openFlaw(conditions)] : [];
  const isFederated = typeof principal === 'object' && principal !== null && 'Federated' in principal;
  return isFederated && !isSaml(principal.Federated) && coversAction(statement, WEB_IDENTITY)
    ? flawsOfConditions(principal.Federated, conditions)
    : open;
}

function openFlaw(conditions: Record<string, Record<string, unknown>>): string {
  const keys = Object.values(conditions).flatMap((each) => Object.keys(each ?? {}));
  return keys.length === 0
    ? 'not admit everybody without a condition'
    : `not admit everybody, who can meet its condition on ${keys.join(', ')}`;
}

function flawsOfConditions(provider: unknown, conditions: Record<string, Record<string, unknown>>): string[] {
  const found: string[] = [];
  if (Object.keys(conditions).some((operator) => /^ForAllValues:/i.test(operator))) {
    found.push('not use ForAllValues, which is true for a token without the claim');
  }
  const own = (operators: string[]) => claimsOf(conditions, operators).filter(({ issuer }) => isOf(issuer, provider));
  const either = own(['StringEquals', 'StringLike']);
  const ids = keysOf(conditions, ['StringEquals']).filter(
    ({ name, issuer }) => name === 'repository_id' && isOf(issuer, provider),
  );
  const hasId = ids.length > 0 && ids.every(({ values }) => values.every(isNumber));
  if (!own(['StringEquals']).some(({ name }) => name === 'aud')) found.push('compare aud with StringEquals');
  if (!either.some(({ name }) => name === 'sub')) found.push('compare sub with StringEquals or StringLike');
  for (const { name, value, issuer } of either) {
    const flaw = name === 'sub' ? flawOfSubject(issuer, value, hasId) : flawOf(value);
    if (flaw) found.push(`${flaw} (${name} "${value}")`);
  }
  return found;
}

/** Whether all providers are of SAML, whose users have assertions and no tokens. */
function isSaml(providers: unknown): boolean {
  return [providers].flat().every((each) => typeof each === 'string' && each.includes(':saml-provider/'));
}

/** Whether a condition key is of the provider. One whose ARN only the deployment knows may be of any issuer. */
function isOf(issuer: string, provider: unknown): boolean {
  if (typeof provider !== 'string' || (isUnresolved(provider) && !provider.includes('oidc-provider/'))) return true;
  return provider.toLowerCase().endsWith(`oidc-provider/${issuer}`);
}

/** Claims with each of their values that is known. */
function claimsOf(conditions: Record<string, Record<string, unknown>>, operators: string[]): Claim[] {
  return keysOf(conditions, operators).flatMap(({ name, issuer, values }) =>
    values.filter((value): value is string => typeof value === 'string').map((value) => ({ name, value, issuer })),
  );
}

/** Condition keys with their values. IAM compares the operators and the keys of conditions without case. */
function keysOf(conditions: Record<string, Record<string, unknown>>, operators: string[]): ClaimKey[] {
  const wanted = operators.map((operator) => operator.toLowerCase());
  return Object.entries(conditions)
    .filter(([operator]) => wanted.includes(operator.toLowerCase()))
    .flatMap(([, keys]) => Object.entries(keys))
    .map(([key, values]) => {
      const [, issuer, name] = /^([^:]+):(.+)$/.exec(key.toLowerCase()) ?? ['', '', key.toLowerCase()];
      return { name, issuer, values: [values].flat() };
    });
}

function isNumber(value: unknown): boolean {
  return typeof value === 'string' && /^\d+$/.test(value);
}
