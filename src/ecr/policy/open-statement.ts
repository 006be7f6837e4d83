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

/** Tells whether a value of a condition is one that anybody's request may have. */
type IsAnybodys = (value: string) => boolean;

const hasWildcard: IsAnybodys = (value) => /[*?]/.test(value);
const isAnything: IsAnybodys = (value) => /^\**$/.test(value);
/** A complete id makes up for wildcards after it, which stand for units. */
const isAnyOrganization: IsAnybodys = (value) => hasWildcard(value) && !/^o-[a-z0-9]{10}/.test(value);
/** Anybody may name a resource as they like, so that the account has to be said; buckets have none. */
const isAnyArn: IsAnybodys = (value) => {
  const [, , , , account, name = ''] = value.split(':');
  return (
    hasWildcard(value) && (account === undefined || hasWildcard(account) || (account === '' && /^[*?]/.test(name)))
  );
};
/** What is after the colon is the name of a session. */
const isAnyUser: IsAnybodys = (value) => hasWildcard(value.split(':')[0]);
/** A block larger than those that are handed out belongs to nobody in particular. */
const isAnyAddress: IsAnybodys = (value) => {
  const [address, length] = value.split('/');
  return hasWildcard(address) || (length !== undefined && !(Number(length) >= (address.includes(':') ? 16 : 8)));
};

/** Keys that tell whose request it is, or whence, in lower case; a caller cannot choose their values. */
const RESTRICTING_KEYS = new Map<string, IsAnybodys>([
  ['aws:principalaccount', hasWildcard],
  ['aws:principalarn', isAnyArn],
  ['aws:principalorgid', isAnyOrganization],
  ['aws:principalorgpaths', isAnyOrganization],
  ['aws:sourceaccount', hasWildcard],
  ['aws:sourcearn', isAnyArn],
  ['aws:sourceip', isAnyAddress],
  ['aws:sourceorgid', isAnyOrganization],
  ['aws:sourceorgpaths', isAnyOrganization],
  ['aws:sourcevpc', hasWildcard],
  ['aws:sourcevpce', hasWildcard],
  ['aws:userid', isAnyUser],
]);

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
  return RESTRICTING_KEYS.has(key.toLowerCase()) && !isMetByAnybody(key, values);
}

/** Whether one of the values of a key, also of one that tells nothing of requests, is one that anybody's may have. */
export function isMetByAnybody(key: string, values: unknown): boolean {
  const isAnybodys = RESTRICTING_KEYS.get(key.toLowerCase()) ?? isAnything;
  return [values].flat().some((value) => typeof value === 'string' && isAnybodys(value));
}

/** Principals of whatever account. */
function isAnyRoot(principal: unknown): boolean {
  return typeof principal === 'string' && /^arn:[^:]*:(iam|sts)::[^:]*[*?]/.test(principal);
}
