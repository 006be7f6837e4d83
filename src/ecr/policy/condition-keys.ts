import { comparesParts } from './condition-operators';

/** A condition key that identifies the origin of a request. The caller cannot choose its value. */
export interface ConditionKey {
  /** Name in the spelling of AWS. Policies may write it in any case. */
  readonly name: string;
  /** Subject of the key: the calling principal, the resource that a service acts for, or the network of the request. */
  readonly of: 'principal' | 'source' | 'network';
  readonly tells: 'account' | 'organization' | 'user' | 'network';
  /** Returns whether the request of any caller may have a value under an operator. */
  readonly isAnybodys: (value: string, operator: string) => boolean;
}

/** All keys that distinguish requests by their origin. */
const CONDITION_KEYS: readonly ConditionKey[] = [
  { name: 'aws:PrincipalAccount', of: 'principal', tells: 'account', isAnybodys: hasWildcard },
  { name: 'aws:PrincipalArn', of: 'principal', tells: 'account', isAnybodys: isAnyPrincipal },
  { name: 'aws:PrincipalOrgID', of: 'principal', tells: 'organization', isAnybodys: isAnyOrganization },
  { name: 'aws:PrincipalOrgPaths', of: 'principal', tells: 'organization', isAnybodys: isAnyOrganization },
  { name: 'aws:userid', of: 'principal', tells: 'user', isAnybodys: isAnyUser },
  { name: 'aws:SourceAccount', of: 'source', tells: 'account', isAnybodys: hasWildcard },
  { name: 'aws:SourceArn', of: 'source', tells: 'account', isAnybodys: isAnyArn },
  { name: 'aws:SourceOrgID', of: 'source', tells: 'organization', isAnybodys: isAnyOrganization },
  { name: 'aws:SourceOrgPaths', of: 'source', tells: 'organization', isAnybodys: isAnyOrganization },
  { name: 'aws:SourceIp', of: 'network', tells: 'network', isAnybodys: isAnyAddress },
  { name: 'aws:SourceVpc', of: 'network', tells: 'network', isAnybodys: hasWildcard },
  { name: 'aws:SourceVpce', of: 'network', tells: 'network', isAnybodys: hasWildcard },
];

const BY_NAME = new Map(CONDITION_KEYS.map((key) => [key.name.toLowerCase(), key]));

/** The key with a name in any case, if it distinguishes requests. */
export function conditionKey(name: string): ConditionKey | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** Names of the keys of a kind, in lower case as in conditions that are read. */
export function keysThat(kind: Partial<Pick<ConditionKey, 'of' | 'tells'>>): string[] {
  const { of = undefined, tells = undefined } = kind;
  return CONDITION_KEYS.filter((key) => (of ?? key.of) === key.of && (tells ?? key.tells) === key.tells).map(
    ({ name }) => name.toLowerCase(),
  );
}

function hasWildcard(value: string): boolean {
  return /[*?]/.test(value);
}

/** A complete id limits the organization. Wildcards after it stand for units. */
function isAnyOrganization(value: string): boolean {
  return hasWildcard(value) && !/^o-[a-z0-9]{10}/.test(value);
}

/** The ARN must have the account, because every account may choose names of resources. Buckets have no account. */
function isAnyArn(value: string): boolean {
  const [, , , , account, name = ''] = value.split(':');
  return (
    hasWildcard(value) && (account === undefined || hasWildcard(account) || (account === '' && /^[*?]/.test(name)))
  );
}

/**
 * Everybody may write an account of others into the path of a role, as in `role/x:111122223333:role/y`. Under StringLike a
 * wildcard before the account also stands for the start of such an ARN. Under ArnLike it ends at the next colon.
 */
function isAnyPrincipal(value: string, operator: string): boolean {
  const untilAccount = value.split(':').slice(0, 5).join(':');
  return isAnyArn(value) || (!comparesParts(operator) && hasWildcard(untilAccount));
}

/** Whether a user id matches all users. The name of a session follows the colon. */
function isAnyUser(value: string): boolean {
  return hasWildcard(value.split(':')[0]);
}

/** Whether an address block is larger than the blocks that one organization gets. */
function isAnyAddress(value: string): boolean {
  const [address, length] = value.split('/');
  return hasWildcard(address) || (length !== undefined && !(Number(length) >= (address.includes(':') ? 16 : 8)));
}
