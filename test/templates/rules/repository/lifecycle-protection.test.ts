import { Aws, Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { overridden, template } from './build';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../../src/lifecycle/tag-selection';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.LIFECYCLE_PROTECTION;
const props = { protect: ['v*', 'release-*'] };
const keep = (pattern: string) => LifecycleRule.keep({ tags: TagSelection.pattern(pattern) });
const all = LifecycleRule.keepNewest(10, { tags: TagSelection.any() });

testRuleTable({
  rule,
  props,
  l1: (stack) =>
    new ecr.CfnRepository(stack, 'Bad', { lifecyclePolicy: { lifecyclePolicyText: LifecyclePolicy.of(all).toJson() } }),
  l2: (stack) =>
    new ecr.Repository(stack, 'Bad', { lifecycleRules: [{ tagPatternList: ['v1.*'], maxImageAge: Duration.days(1) }] }),
  override: (stack) =>
    overridden(stack, { 'LifecyclePolicy.LifecyclePolicyText': LifecyclePolicy.of(keep('v*'), all).toJson() }),
  passes: (stack) => {
    new PrivateRepository(stack, 'Good', { lifecycle: LifecyclePolicy.of(keep('v*'), keep('release-*'), all) });
    new PrivateRepository(stack, 'Untagged');
    new PrivateRepository(stack, 'None', { lifecycle: LifecyclePolicy.none() });
  },
});

function textsOf(...rules: LifecycleRule[]): string[][] {
  const found = findingsOfRule(
    rule,
    (stack) => template(stack, { lifecyclePolicy: LifecyclePolicy.of(...rules).toJson() }),
    props,
  );
  return found.map(({ text, fix }) => [text, fix!]);
}

test('reports which rule can expire which protected tags', () => {
  expect(textsOf(all)).toMatchInlineSnapshot(`
    [
      [
        "rule 1 can expire an image beyond the newest 10 whose only tag matches "v*" or "release-*", and no rule before it is sure to keep such images. An expired image is deleted for good, and an archived one cannot be pulled",
        "put a rule before it for each of the tags, LifecycleRule.keep or one with countType imageCountMoreThan and countNumber 10000000, or narrow rule 1",
      ],
    ]
  `);
});

test('reports a rule that can expire archived images with protected tags', () => {
  const expiry = LifecycleRule.expireArchivedAfter(Duration.days(90), { tags: TagSelection.prefix('v') });
  expect(textsOf(keep('v*'), expiry)).toMatchInlineSnapshot(`
    [
      [
        "rule 2 can expire an image archived for more than 90 days whose only tag matches "v*", and no rule before it is sure to keep such images. An expired image is deleted for good, and an archived one cannot be pulled",
        "put a rule before it for each of the tags, LifecycleRule.keepArchived or one with countType sinceImageTransitioned and countNumber 36500, or narrow rule 2",
      ],
    ]
  `);
});

test('does not report anything without protected tags', () => {
  const build = (stack: Stack) => template(stack, { lifecyclePolicy: LifecyclePolicy.of(all).toJson() });
  expect(findingsOfRule(rule, build)).toEqual([]);
});

test('does not report a policy with parts known only at deployment', () => {
  const text = LifecyclePolicy.of(all).toJson().replace('any', Aws.STACK_ID);
  expect(findingsOfRule(rule, (stack) => template(stack, { lifecyclePolicy: text }), props)).toEqual([]);
});

test('does not report a creation template for caches', () => {
  const build = (stack: Stack) =>
    template(stack, { appliedFor: ['PULL_THROUGH_CACHE'], lifecyclePolicy: LifecyclePolicy.of(all).toJson() });
  expect(findingsOfRule(rule, build, props)).toEqual([]);
});
