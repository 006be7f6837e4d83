import { Duration, Stack } from 'aws-cdk-lib';
import type { InjectionContext } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { LifecycleCountType } from '../../lifecycle/count-types';
import { LifecycleAction } from '../../lifecycle/lifecycle-enums';
import { LifecyclePolicy } from '../../lifecycle/lifecycle-policy';
import type { LifecycleRule } from '../../lifecycle/lifecycle-rule';
import { describe } from '../../text/errors';

/** The first rule that the L2 has no property for, in words. */
export function unspeakableRule({ rules }: LifecyclePolicy): string | undefined {
  const rule = rules.find(({ action, countType }) => {
    const byNumberOrPush = [LifecycleCountType.IMAGE_COUNT_MORE_THAN, LifecycleCountType.SINCE_IMAGE_PUSHED];
    return action !== LifecycleAction.EXPIRE || !byNumberOrPush.includes(countType);
  });
  return rule && `${rule.action} by ${rule.countType}`;
}

/**
 * The rules as the L2 takes them, without numbers: it gives them in this order, and the owner's `addLifecycleRule` may
 * add a rule with a number, or one for any image, which the L2 puts last.
 */
export function l2RulesOf({ rules }: LifecyclePolicy): ecr.LifecycleRule[] {
  return rules.map(l2RuleOf);
}

/**
 * Reads the policy once it is complete: the L2 does not tell an owner whose rule meets one of the defaults that Amazon
 * ECR refuses two rules for the same images.
 */
export function checkLater({ scope, id }: InjectionContext): void {
  scope.node.addValidation({
    validate: () => {
      const repository = scope.node.tryFindChild(id);
      const resource = repository?.node.defaultChild;
      if (!ecr.CfnRepository.isCfnRepository(resource)) return [];
      const policy: unknown = Stack.of(resource).resolve(resource.lifecyclePolicy);
      return lifecycleErrors(policy).map((must) =>
        describe({
          scope: repository,
          api: 'RepositoryDefaults',
          property: 'the lifecycle with the rules of the defaults',
          found: 'refused',
          must: `be one that Amazon ECR takes (${must})`,
          remedy: 'pass all rules of this repository as lifecycleRules, which take the place of the defaults',
        }),
      );
    },
  });
}

function l2RuleOf({ description, tags, countType, countNumber }: LifecycleRule): ecr.LifecycleRule {
  const byNumber = countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN;
  return {
    description,
    tagStatus: tags.tagStatus as string as ecr.TagStatus,
    ...(tags.patterns.length > 0 && { tagPatternList: tags.patterns }),
    ...(tags.prefixes.length > 0 && { tagPrefixList: tags.prefixes }),
    ...(byNumber ? { maxImageCount: countNumber } : { maxImageAge: Duration.days(countNumber) }),
  };
}

function lifecycleErrors(policy: unknown): string[] {
  const { lifecyclePolicyText: text } = (policy ?? {}) as { lifecyclePolicyText?: unknown };
  if (typeof text !== 'string') return [];
  try {
    LifecyclePolicy.fromJson(text);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
