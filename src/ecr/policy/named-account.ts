import { filledText, HOLE, ownAccount } from './text-at-place';
import type { Place } from './text-at-place';
import { isKnownText, referenceOf } from '../../text/holes';
import { isAccountId } from '../identifiers';

/** An account that a policy names. */
export interface NamedAccount {
  /** Its id; `undefined` where only the deployment knows it. */
  readonly id?: string;
  /** Whether it is that of the policy's resource; `undefined` where that is not known. */
  readonly isOwn?: boolean;
}

/** The account of a principal, an ARN or an account id; `undefined` where none is named. */
export function accountOf(value: unknown, place: Place): NamedAccount | undefined {
  if (typeof value === 'number') return accountOf(String(value), place);
  if (typeof value !== 'string' || value === '*') return undefined;
  // What a template refers to is in its account.
  if (referenceOf(value)?.includes('|')) return { isOwn: true };
  const text = filledText(value, place);
  const account = text.startsWith('arn:') ? text.split(':')[4] : text;
  if (account === ownAccount(place)) return { id: account, isOwn: true };
  if (isAccountId(account)) return { id: account, isOwn: place.account === undefined ? undefined : false };
  // Other parts of an ARN do not say whose it is, nor does the id of a principal that was deleted.
  return isKnownText(value) || !account.includes(HOLE) ? undefined : {};
}

/** Whether a principal is all of an account, and not one of its users or roles. */
export function isWholeAccount(principal: string): boolean {
  return isAccountId(principal) || principal.endsWith(':root') || referenceOf(principal) === 'AWS::AccountId';
}
