import { LifecycleCountType } from './count-types';
import { keeps } from './evaluator/compiled-rule';
import { LifecycleTagStatus } from './lifecycle-enums';
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
 */
export function rulesThatTake(policy: LifecyclePolicy, pattern: string): PolicyEntry[] {
  return policy._entries.filter(({ priority, rule }) => {
    if (neverActs(rule) || !maySelect(rule.tags, pattern)) return false;
    const taken = [pattern, ...patternsOf(rule.tags)];
    return !policy._entries.some(
      (earlier) =>
        earlier.priority < priority &&
        earlier.rule.storageClass === rule.storageClass &&
        coversTags(earlier.rule.tags, taken),
    );
  });
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
