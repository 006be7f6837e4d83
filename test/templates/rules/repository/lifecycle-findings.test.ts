import { CfnParameter, Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { lifecycleText, overridden, template } from './build';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../../src/lifecycle/tag-selection';
import { Registry } from '../../../../src/registry/registry';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.RELEASES_EXPIRE;
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
  override: (stack) => overridden(stack, { 'LifecyclePolicy.LifecyclePolicyText': all }),
  passes: (stack) => new PrivateRepository(stack, 'Good'),
});

describe('a policy whose numbers only the deployment knows', () => {
  const found = (id: EcrRule, text: string, number: number) => {
    const open = text.replace(`"countNumber":${number}}`, '"countNumber":${AWS::StackId}}');
    expect(open).toContain('AWS::StackId');
    const value = { 'Fn::Sub': open };
    return findingsOfRule(id, (stack) => overridden(stack, { 'LifecyclePolicy.LifecyclePolicyText': value }));
  };

  test('has the findings that it has with any number', () => {
    expect(found(EcrRule.SHADOWED_RULE, shadowed, 1)).toHaveLength(1);
  });

  test('has no finding that depends on the number', () => {
    expect(found(rule, all, 10)).toEqual([]);
  });
});

test('reports the text, remedy and severity of the review of lifecycle policies', () => {
  const [{ text, fix, severity }] = findingsOfRule(EcrRule.SHADOWED_RULE, (stack) =>
    template(stack, { lifecyclePolicy: shadowed }),
  );
  expect({ text, fix, severity }).toMatchInlineSnapshot(`
    {
      "fix": "move it before, or leave it out",
      "severity": "warning",
      "text": "rule 2 can never act, because rule 1 claims images with a tag that starts with "v1" first. An earlier rule selects the images first, so a later rule never acts on them",
    }
  `);
});

test.each<[EcrRule, LifecycleRule[]]>([
  [
    EcrRule.IMPOSSIBLE_TAG,
    [LifecycleRule.keepNewest(1, { tags: TagSelection.prefix('-x') }), LifecycleRule.expireUntagged(Duration.days(1))],
  ],
  [EcrRule.COUNT_OF_ONE, [LifecycleRule.archiveBeyondNewest(1, { tags: TagSelection.pattern('latest') })]],
  [EcrRule.TAG_LIST, [LifecycleRule.keepNewest(1, { tags: TagSelection.allPrefixes(['main', 'release']) })]],
  [EcrRule.RELEASES_EXPIRE, [LifecycleRule.keepNewest(1, { tags: TagSelection.any() })]],
  [EcrRule.ARCHIVED_FOR_EVER, [LifecycleRule.archiveNotPulledFor(Duration.days(1))]],
  [EcrRule.INDEX_IMAGES_STAY, [LifecycleRule.keepNewest(1, { tags: TagSelection.prefix('ci-') })]],
])('reports the remedy of %s apart from the text', (id, rules) => {
  const [{ text, fix }] = findingsOfRule(id, (stack) =>
    template(stack, { lifecyclePolicy: LifecyclePolicy.of(...rules).toJson() }),
  );
  expect(text).toMatch(/^rule 1 /);
  expect(fix).toMatch(/^(add|put|move|correct|where|write) /);
});

test('reports rules that expire untagged images by age only if tags can move', () => {
  const found = (mode: string) =>
    findingsOfRule(EcrRule.UNTAGGED_IN_USE, (stack) =>
      template(stack, { imageTagMutability: mode, lifecyclePolicy: lifecycleText() }),
    ).length;
  expect(found('IMMUTABLE')).toBe(0);
  expect(found('MUTABLE')).toBe(1);
  expect(found('IMMUTABLE_WITH_EXCLUSION')).toBe(1);
});

test('does not report rules for untagged images if only the deployment knows whether tags can move', () => {
  const found = findingsOfRule(EcrRule.UNTAGGED_IN_USE, (stack) => {
    const mode = new CfnParameter(stack, 'Mode').valueAsString;
    template(stack, { imageTagMutability: mode, lifecyclePolicy: lifecycleText() });
  });
  expect(found).toEqual([]);
});

describe('a list of tags', () => {
  const list = LifecyclePolicy.of(
    LifecycleRule.keep({ tags: TagSelection.allPrefixes(['main-', 'release-']) }),
    LifecycleRule.expireUntagged(Duration.days(1)),
  );
  const found = (build: (stack: Stack) => unknown) => findingsOfRule(EcrRule.TAG_LIST, build).length;

  test('is meant as it is in the policy of a construct that code wrote', () => {
    expect(found((stack) => new PrivateRepository(stack, 'Good', { lifecycle: list }))).toBe(0);
    const settings = { lifecycle: list };
    expect(
      found((stack) => new Registry(stack, 'Registry').addCreateOnPush('Good', { prefix: 'team', settings })),
    ).toBe(0);
  });

  test('is reported where the policy is a text', () => {
    const lifecycle = LifecyclePolicy.fromJson(list.toJson());
    expect(found((stack) => new PrivateRepository(stack, 'Bad', { lifecycle }))).toBe(1);
    expect(found((stack) => template(stack, { lifecyclePolicy: list.toJson() }))).toBe(1);
    const lifecycleRules = [{ tagPrefixList: ['main-', 'release-'], maxImageCount: 5 }];
    expect(found((stack) => new ecr.Repository(stack, 'Bad', { lifecycleRules }))).toBe(1);
  });
});

test('reports no rule that expires releases in the namespace of a cache, whose upstream has them', () => {
  const build = (repositoryName: string) => (stack: Stack) => {
    new ecr.CfnPullThroughCacheRule(stack, 'Cache', {
      ecrRepositoryPrefix: 'quay',
      upstreamRegistryUrl: 'quay.io',
      upstreamRegistry: 'quay',
    });
    new ecr.CfnRepository(stack, 'Bad', { repositoryName, lifecyclePolicy: { lifecyclePolicyText: all } });
  };
  expect(findingsOfRule(rule, build('quay/tool'))).toEqual([]);
  expect(findingsOfRule(rule, build('quays/tool'))).toHaveLength(1);
  const cache = { appliedFor: ['PULL_THROUGH_CACHE'], lifecyclePolicy: all };
  expect(findingsOfRule(rule, (stack) => template(stack, cache))).toEqual([]);
  expect(findingsOfRule(rule, (stack) => template(stack, { ...cache, appliedFor: ['REPLICATION'] }))).toHaveLength(1);
});
