import type { StatementActions } from './action-pattern';
import { conditionKey } from './condition-keys';
import { holdsWithoutKey, namesValues, withKey } from './condition-operators';
import { limitsNobody } from './limits-nobody';
import { filledText } from './text-at-place';
import { mapTexts } from '../../text/json';

/** A rendered policy statement. */
export interface StatementJson extends StatementActions {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

export enum Openness {
  /** The statement names its principals. */
  CLOSED,
  /** The statement admits everybody, on a condition that only some can meet. */
  CONDITIONED,
  /** The statement admits everybody. */
  OPEN,
}

/** Whether an Allow admits everybody. */
export function opennessOf(statement: StatementJson): Openness {
  if (statement.Effect === 'Deny' || !admitsEverybody(statement)) return Openness.CLOSED;
  const conditions = Object.entries(statement.Condition ?? {});
  const present = conditions
    .filter(([operator]) => operator.toLowerCase() === 'null')
    .flatMap(([, keys]) => Object.entries(keys ?? {}))
    .flatMap(([key, value]) =>
      [value].flat().every((each) => each === false || each === 'false') ? key.toLowerCase() : [],
    );
  const restricted = conditions.some(([operator, keys]) =>
    Object.entries(keys ?? {}).some(([key, values]) =>
      isRestricting(present.includes(key.toLowerCase()) ? withKey(operator) : operator, key, values),
    ),
  );
  return restricted ? Openness.CONDITIONED : Openness.OPEN;
}

/** The openness of a statement whose texts have holes. A hole is taken to be a name, not a wildcard. */
export function opennessWithHoles(json: unknown): Openness {
  return opennessOf(mapTexts(json, (text) => filledText(text, {})) as StatementJson);
}

/** Whether a statement is for everybody, or for everybody but some principals. */
export function admitsEverybody({ Principal: principal, NotPrincipal: exempted }: StatementJson): boolean {
  if (exempted !== undefined) return true;
  if (typeof principal !== 'object' || principal === null) return principal === '*';
  return Object.values(principal).some((values) => [values].flat().some((value) => value === '*' || isAnyRoot(value)));
}

/** Whether a condition requires its key, with a value that not every request can have. */
export function isRestricting(operator: string, key: string, values: unknown): boolean {
  return namesValues(operator) && !holdsWithoutKey(operator) && tellsApart(operator, key, values);
}

/** Whether the values of a key distinguish requests by their origin. */
export function tellsApart(operator: string, key: string, values: unknown): boolean {
  return conditionKey(key) !== undefined && !limitsNobody(operator, key, values);
}

/** Whether a principal is the root of any account. */
function isAnyRoot(principal: unknown): boolean {
  return typeof principal === 'string' && /^arn:[^:]*:(iam|sts)::[^:]*[*?]/.test(principal);
}
