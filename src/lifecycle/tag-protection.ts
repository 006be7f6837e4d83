import { LifecycleCountType } from './count-types';
import { keeps } from './evaluator/compiled-rule';
import { LifecycleStorageClass, LifecycleTagStatus } from './lifecycle-enums';
import type { LifecyclePolicy } from './lifecycle-policy';
import type { LifecycleRule } from './lifecycle-rule';
import type { PolicyEntry } from './policy-mistakes';
import { coversTags, patternsOf } from './private/selection-cover';
import type { TagSelection } from './tag-selection';
import { wildcardsOverlap } from '../text/wildcard';

/**
 * The rules that could ever expire or archive an image whose only tag matches a pattern, also one that was archived by
 * hand.
 *
 * In doubt a rule is among them: the members of a list are compared with the pattern one by one, so that two of them
 * may never match the same tag; and rules before it protect only if one of them alone claims everything that the rule
 * could select.
 *
 * A rule for archived images of any tag is not among them where the policy keeps the images in standard storage. Then
 * it takes only those that were archived by hand, or that an earlier policy archived.
 */
export function rulesThatTake(policy: LifecyclePolicy, pattern: string): PolicyEntry[] {
  const taking = policy._entries.filter((entry) => mayTake(entry, policy._entries, pattern));
  const isKept = policy._entries.some(
    ({ rule }) => isStandard(rule) && keeps(rule) && coversTags(rule.tags, [pattern]) && isTagged(rule),
  );
  if (!isKept || taking.some(({ rule }) => isStandard(rule))) return taking;
  return taking.filter(({ rule }) => isTagged(rule));
}

function mayTake({ priority, rule }: PolicyEntry, entries: readonly PolicyEntry[], pattern: string): boolean {
  if (neverActs(rule) || !maySelect(rule.tags, pattern)) return false;
  const taken = [pattern, ...patternsOf(rule.tags)];
  return !entries.some(
    (earlier) =>
      earlier.priority < priority &&
      earlier.rule.storageClass === rule.storageClass &&
      coversTags(earlier.rule.tags, taken),
  );
}

function isStandard({ storageClass }: LifecycleRule): boolean {
  return storageClass === LifecycleStorageClass.STANDARD;
}

function isTagged({ tags }: LifecycleRule): boolean {
  return tags.tagStatus === LifecycleTagStatus.TAGGED;
}

/** A rule that keeps, or one by number with a whole tag as a member: that tag is on one image, which is the newest. */
function neverActs(rule: LifecycleRule): boolean {
  if (keeps(rule)) return true;
  const counts = rule.countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN;
  return counts && rule.tags.patterns.some((member) => !member.includes('*'));
}

function maySelect(tags: TagSelection, pattern: string): boolean {
  if (tags.tagStatus === LifecycleTagStatus.UNTAGGED) return false;
  return patternsOf(tags).every((member) => wildcardsOverlap(member, pattern));
}
