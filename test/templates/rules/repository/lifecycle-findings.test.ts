import { Aws, CfnCondition, Duration, Fn } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { lifecycleText, overridden, template } from './build';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../../src/lifecycle/tag-selection';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.LIFECYCLE_EFFECT;
const all = LifecyclePolicy.of(LifecycleRule.keepNewest(10, { tags: TagSelection.any() })).toJson();
const shadowed = LifecyclePolicy.of(
  LifecycleRule.keep({ tags: TagSelection.prefix('v') }),
  LifecycleRule.keepNewest(10, { tags: TagSelection.prefix('v1') }),
  LifecycleRule.expireUntagged(Duration.days(1)),
).toJson();

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad', { lifecyclePolicy: { lifecyclePolicyText: all } }),
  l2: (stack) => new ecr.Repository(stack, 'Bad', { lifecycleRules: [{ maxImageCount: 10 }] }),
  override: (stack) => overridden(stack, { 'LifecyclePolicy.LifecyclePolicyText': shadowed }),
  passes: (stack) => new PrivateRepository(stack, 'Good'),
});

test('takes text and remedy over from the review of policies', () => {
  const [{ text, fix, severity }] = findingsOfRule(rule, (stack) => template(stack, { lifecyclePolicy: shadowed }));
  expect({ text, fix, severity }).toMatchInlineSnapshot(`
   {
     "fix": "move it before, or leave it out",
     "severity": "warning",
     "text": "rule 2 can never act, because rule 1 claims images with a tag that starts with "v1" first. A lifecycle rule that does not do what it seems to keeps what nobody needs, or deletes what somebody runs",
   }
  `);
});

test.each<[string, LifecycleRule[]]>([
  [
    'an impossible tag',
    [LifecycleRule.keepNewest(1, { tags: TagSelection.prefix('-x') }), LifecycleRule.expireUntagged(Duration.days(1))],
  ],
  ['a count of one', [LifecycleRule.keepNewest(1, { tags: TagSelection.pattern('latest') })]],
  ['releases that expire', [LifecycleRule.keepNewest(1, { tags: TagSelection.any() })]],
  ['images archived for ever', [LifecycleRule.archiveNotPulledFor(Duration.days(1))]],
  ['images of indexes that stay', [LifecycleRule.keepNewest(1, { tags: TagSelection.prefix('ci-') })]],
])('%s: the remedy is apart from the text', (_, rules) => {
  const [{ text, fix }] = findingsOfRule(rule, (stack) =>
    template(stack, { lifecyclePolicy: LifecyclePolicy.of(...rules).toJson() }),
  );
  expect(text).toMatch(/^rule 1 /);
  expect(fix).toMatch(/^(add|put|move|correct|where) /);
});

test('untagged images by age are reported where tags can move only', () => {
  const found = (mode: string) =>
    findingsOfRule(rule, (stack) => template(stack, { imageTagMutability: mode, lifecyclePolicy: lifecycleText() }))
      .length;
  expect(found('IMMUTABLE')).toBe(0);
  expect(found('MUTABLE')).toBe(1);
  expect(found('IMMUTABLE_WITH_EXCLUSION')).toBe(1);
});

test('where tags may move, nothing is reported', () => {
  const found = findingsOfRule(rule, (stack) => {
    const condition = new CfnCondition(stack, 'Prod', { expression: Fn.conditionEquals(Aws.STACK_NAME, 'prod') });
    const mode = Fn.conditionIf(condition.logicalId, 'IMMUTABLE', 'MUTABLE').toString();
    template(stack, { imageTagMutability: mode, lifecyclePolicy: lifecycleText() });
  });
  expect(found).toEqual([]);
});
