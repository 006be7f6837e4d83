import { LifecycleAction } from '../../lifecycle';
import type { LifecyclePolicy, LifecycleRule } from '../../lifecycle';

/** In words, the rules by which a replica loses images that its source keeps, or keeps longer. */
export function shorterRules(source: LifecyclePolicy, replica: LifecyclePolicy): string[] {
  const kept = new Map(expiring(source).map((rule) => [selectionOf(rule), rule.countNumber]));
  return expiring(replica).flatMap((rule) => {
    const own = kept.get(selectionOf(rule));
    if (own !== undefined && own <= rule.countNumber) return [];
    const text = `${rule.tags._describe()}, ${rule.countType} ${rule.countNumber}`;
    return [`${text}, where the source has ${own ?? 'no such rule'}`];
  });
}

function expiring(policy: LifecyclePolicy): LifecycleRule[] {
  return policy.rules.filter(({ action }) => action === LifecycleAction.EXPIRE);
}

/** What a rule looks at and counts; the same for rules that differ in their number only. */
function selectionOf({ tags, storageClass, countType }: LifecycleRule): string {
  return JSON.stringify([tags.tagStatus, tags.patterns, tags.prefixes, storageClass, countType]);
}
