import { conditionKey } from './condition-keys';
import { holdsWithoutKey, namesValues } from './condition-operators';

/** A policy statement as it is rendered. */
export interface StatementJson {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

export enum Openness {
  /** Its principals are named. */
  CLOSED,
  /** It admits everybody who meets a condition that not everybody can meet. */
  CONDITIONED,
  /** It admits everybody. */
  OPEN,
}

/** Whether an Allow admits everybody. */
export function opennessOf(statement: StatementJson): Openness {
  if (statement.Effect === 'Deny' || !admitsEverybody(statement)) return Openness.CLOSED;
  const restricted = Object.entries(statement.Condition ?? {}).some(([operator, keys]) =>
    Object.entries(keys ?? {}).some(([key, values]) => isRestricting(operator, key, values)),
  );
  return restricted ? Openness.CONDITIONED : Openness.OPEN;
}

/** Whether the principals of a statement are everybody, or everybody but some. */
export function admitsEverybody({ Principal: principal, NotPrincipal: exempted }: StatementJson): boolean {
  if (exempted !== undefined) return true;
  if (typeof principal !== 'object' || principal === null) return principal === '*';
  return Object.values(principal).some((values) => [values].flat().some((value) => value === '*' || isAnyRoot(value)));
}

/** Whether a condition is true only where its key is there, with a value that not everybody's request has. */
export function isRestricting(operator: string, key: string, values: unknown): boolean {
  return namesValues(operator) && !holdsWithoutKey(operator) && tellsApart(key, values);
}

/** Whether values of a key are of some requests, wherever they come from, and not of others. */
export function tellsApart(key: string, values: unknown): boolean {
  return conditionKey(key) !== undefined && !isMetByAnybody(key, values);
}

/** Whether one of the values of a key, also of one that tells nothing of requests, is one that anybody's may have. */
export function isMetByAnybody(key: string, values: unknown): boolean {
  const isAnybodys = conditionKey(key)?.isAnybodys ?? isAnything;
  return [values].flat().some((value) => typeof value === 'string' && isAnybodys(value));
}

function isAnything(value: string): boolean {
  return /^\**$/.test(value);
}

/** Principals of whatever account. */
function isAnyRoot(principal: unknown): boolean {
  return typeof principal === 'string' && /^arn:[^:]*:(iam|sts)::[^:]*[*?]/.test(principal);
}
