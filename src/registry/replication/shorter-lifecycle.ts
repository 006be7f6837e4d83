import { LifecycleCountType } from '../../lifecycle/count-types';
import { deletes } from '../../lifecycle/evaluator/compiled-rule';
import { LifecycleTagStatus } from '../../lifecycle/lifecycle-enums';
import type { LifecyclePolicy } from '../../lifecycle/lifecycle-policy';
import type { LifecycleRule } from '../../lifecycle/lifecycle-rule';

/**
 * The rules, in words, that delete images of a replica that its source keeps, or keeps longer.
 *
 * A rule of the source that takes the same images, or any, answers for one of the replica: a count for a count, an age
 * for an age, whichever clock it has.
 */
export function shorterRules(source: LifecyclePolicy, replica: LifecyclePolicy): string[] {
  return replica.rules.filter(deletes).flatMap((rule) => {
    const numbers = source.rules
      .filter(deletes)
      .filter((own) => isCount(own) === isCount(rule) && takesAllOf(own, rule))
      .map(({ countNumber }) => countNumber);
    if (numbers.some((number) => number <= rule.countNumber)) return [];
    const own = numbers.length > 0 ? `has ${Math.min(...numbers)}` : 'has no such rule';
    return [`${rule.tags._describe()}, ${rule.countType} ${rule.countNumber}, where the source ${own}`];
  });
}

function isCount({ countType }: LifecycleRule): boolean {
  return countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN;
}

function takesAllOf(own: LifecycleRule, rule: LifecycleRule): boolean {
  return own.tags.tagStatus === LifecycleTagStatus.ANY || own.tags._key() === rule.tags._key();
}
