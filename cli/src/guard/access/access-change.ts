import type { AccessClass } from '../../../../src/ecr/policy/access-class';

/** The direction of a change of access. */
export enum Direction {
  OPENED = 'opened',
  REVOKED = 'revoked',
}

/** Access that a principal gets or loses by a resource policy. */
export interface AccessChange {
  readonly direction: Direction;
  /** The principal as the policy writes it; `all but …` for a NotPrincipal. */
  readonly principal: string;
  readonly accessClass: AccessClass;
  /** The actions in the spelling of AWS. */
  readonly actions: readonly string[];
  /** The condition in words, after "if"; absent if there is none. */
  readonly condition?: string;
  /** The narrower conditions under which the policy of the other side says the same; absent if it does not. */
  readonly otherwise?: string;
  /** The resource of the statement; absent if it is the resource with the policy, or all. */
  readonly resource?: string;
  /** Whether a Deny that is added or removed makes the change. */
  readonly byDeny: boolean;
}

/** All changes of one direction, as a guarded change tells them. */
export interface AccessSummary {
  /** A sentence without principals, accounts and conditions, such as `2 principals get pull access`. */
  readonly text: string;
  /** Sentences with them. */
  readonly details: readonly string[];
}

/** The comparison of two resource policies. */
export interface AccessComparison {
  readonly changes: readonly AccessChange[];
  /** Statements that only one of the policies has, and that are unresolved as a whole. They may open and revoke. */
  readonly unresolved: readonly string[];
  readonly opened?: AccessSummary;
  readonly revoked?: AccessSummary;
  /** The last Deny goes: nothing is forbidden any more that another policy allows. */
  readonly lastDenyRemoved?: AccessSummary;
}
