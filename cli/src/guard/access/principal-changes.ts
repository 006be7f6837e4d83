import { Direction } from './access-change';
import { decisionChanges } from './decision-changes';
import type { DecisionChange } from './decision-changes';
import { POLICY_PROPERTIES } from '../changes/access-happenings';
import { guarded } from '../changes/guarded';
import type { GuardedResource } from '../changes/guarded-resource';
import { SUBJECTS } from '../changes/subjects';
import { Gravity } from '../guarded-change';
import type { GuardedChange } from '../guarded-change';

/** A resource with a policy before and after. One of them may not be there. */
export interface PolicyPair {
  readonly before?: GuardedResource;
  readonly after?: GuardedResource;
}

/** The directions of decisions, with the gravity and kind of the change. A decision without a direction may open. */
const KINDS = [
  { direction: Direction.OPENED, gravity: Gravity.OPENED, kind: 'principal-opened', verb: 'gets' },
  { direction: undefined, gravity: Gravity.OPENED, kind: 'principal-conditions', verb: 'has other conditions for' },
  { direction: Direction.REVOKED, gravity: Gravity.REVOKED, kind: 'principal-revoked', verb: 'loses' },
];

/** What the policies of resources decide differently for the principals that the user gave. */
export function principalChanges(pairs: readonly PolicyPair[], principals: readonly string[]): GuardedChange[] {
  return pairs.flatMap(({ before, after }) => {
    const resource = (after ?? before)!;
    const property = POLICY_PROPERTIES[resource.type];
    if (property === undefined) return [];
    const [old, next] = [before, after].map((each) => each?.properties[property]);
    const place = { account: resource.stack.account };
    const changes = principals.flatMap((principal) => decisionChanges(old, next, principal, resource.type, place));
    return KINDS.flatMap(({ direction, ...rest }) => {
      const found = changes.filter((change) => change.direction === direction);
      return found.length > 0 ? [guardedDecisions(resource, found, rest)] : [];
    });
  });
}

function guardedDecisions(
  resource: GuardedResource,
  changes: readonly DecisionChange[],
  { gravity, kind, verb }: Omit<(typeof KINDS)[number], 'direction'>,
): GuardedChange {
  const classes = [...new Set(changes.map(({ accessClass }) => accessClass))].join(', ');
  const subject =
    new Set(changes.map(({ principal }) => principal)).size > 1 ? 'each of some given principals' : 'a given principal';
  const text = `${SUBJECTS[resource.type].words}: ${subject} ${verb} access (${classes}).`;
  return guarded(resource, { gravity, kind, text, details: changes.map((change) => change.text) });
}
