import { FIXED, RESOURCE_ACCOUNT, withoutVariables } from './policy-variables';
import { filledText, HOLE, ownAccount } from './text-at-place';
import type { Place } from './text-at-place';
import { isKnownText, referenceOf } from '../../text/holes';
import { isAccountId } from '../identifiers';

/** An account that a policy names. */
export interface NamedAccount {
  /** Its id; `undefined` if it is unresolved. */
  readonly id?: string;
  /** Whether it is the account of the resource with the policy; `undefined` if that is not known. */
  readonly isOwn?: boolean;
}

/** The account of a principal, an ARN or an account id; `undefined` if there is none. */
export function accountOf(value: unknown, place: Place): NamedAccount | undefined {
  if (typeof value === 'number') return accountOf(String(value), place);
  if (typeof value !== 'string' || value === '*') return undefined;
  // A resource of the template is in the account of the template.
  if (referenceOf(value)?.includes('|')) return { isOwn: true };
  const text = withoutVariables(filledText(value, place), (name) =>
    name === RESOURCE_ACCOUNT ? ownAccount(place) : FIXED,
  );
  const account = text.startsWith('arn:') ? text.split(':')[4] : text;
  if (account === ownAccount(place)) return { id: account, isOwn: true };
  if (isAccountId(account)) return { id: account, isOwn: place.account === undefined ? undefined : false };
  // A tag of the resource may tell any account.
  const isTag = account === FIXED && value.includes('${');
  // Neither the other parts of an ARN nor the id of a deleted principal tell the account.
  return (isKnownText(value) || !account.includes(HOLE)) && !isTag ? undefined : {};
}

/** Whether a principal is a whole account, not one of its users or roles. */
export function isWholeAccount(principal: string): boolean {
  return isAccountId(principal) || principal.endsWith(':root') || referenceOf(principal) === 'AWS::AccountId';
}
