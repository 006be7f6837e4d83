import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RepositoryRole } from '../../src/ecr/repository-role';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { RepositoryKey } from '../../src/repository/repository-key';
import type { RepositorySettings } from '../../src/repository/repository-settings';
import { RepositorySpec } from '../../src/repository/repository-spec';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const INPUT_TEXTS = { key: '<key>', policyText: (policy: object) => JSON.stringify(policy) };

const ROLES: [RepositoryRole, LifecyclePolicy][] = [
  [RepositoryRole.PULLED, LifecyclePolicy.forPulledImages()],
  [RepositoryRole.REPLICA, LifecyclePolicy.keepAll()],
  [RepositoryRole.CACHE, LifecyclePolicy.forPullThroughCache()],
  [RepositoryRole.KEPT, LifecyclePolicy.keepAll()],
];

const RICH: RepositorySettings = {
  tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest', 'dev-*'] }),
  access: [RepositoryAccess.pullFromAccounts(['222222222222'])],
  tags: { team: 'payments', cost: '42' },
};

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: ENV });
});

function keysIn(scope: Stack): kms.CfnKey[] {
  return scope.node.findAll().filter((construct) => construct instanceof kms.CfnKey);
}

describe('settings that are not given', () => {
  test('have the defaults of the library', () => {
    const spec = RepositorySpec.of({});
    expect(spec.encryption._isDefault).toBe(true);
    expect(String(spec.tagMutability)).toBe('immutable');
    expect(spec.lifecycle).toBeUndefined();
    expect([spec.access, spec.tags]).toEqual([[], {}]);
  });

  test.each(ROLES)('have the lifecycle of the role %s', (role, lifecycle) => {
    expect(RepositorySpec.of({}).lifecycleIn(role).lifecycle.toJson()).toBe(lifecycle.toJson());
  });

  test.each(ROLES)('have a lifecycle that never acts in the role %s without the archive', (role) => {
    const { lifecycle } = RepositorySpec.of({ archive: false }).lifecycleIn(role);
    expect(lifecycle.toJson()).toBe(LifecyclePolicy.keepAll().toJson());
  });
});

test('a specification of a specification is the same, and with() changes single settings', () => {
  const spec = RepositorySpec.of(RICH);
  expect(RepositorySpec.of(spec)).toBe(spec);
  const changed = spec.with({ tags: { team: 'search' } });
  expect(changed).toMatchObject({ tags: { team: 'search' }, access: spec.access, tagMutability: spec.tagMutability });
  expect(spec.tags).toEqual(RICH.tags);
});

test('a repository, a creation template and an owner elsewhere get the same settings, each in its own form', () => {
  const spec = RepositorySpec.of(RICH);
  const lifecyclePolicyText = LifecyclePolicy.forPulledImages().toJson();
  expect(spec.lifecycleIn(RepositoryRole.PULLED).lifecycle.toJson()).toBe(lifecyclePolicyText);
  const [statement] = spec.policy(stack)!.Statement;
  const wildcard = (tag: string) => ({
    imageTagMutabilityExclusionFilterType: 'WILDCARD',
    imageTagMutabilityExclusionFilterValue: tag,
  });
  expect(spec.repositoryProps(stack)).toMatchObject({
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [wildcard('latest'), wildcard('dev-*')],
    repositoryPolicyText: { Statement: [statement] },
  });
  expect(spec.templateMutability()).toEqual({
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [wildcard('dev-*'), wildcard('latest')],
  });
  const { repositoryPolicy, ...input } = spec.templateInput(RepositoryRole.PULLED, INPUT_TEXTS);
  expect(input).toEqual({
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [
      { filterType: 'WILDCARD', filter: 'latest' },
      { filterType: 'WILDCARD', filter: 'dev-*' },
    ],
    lifecyclePolicy: lifecyclePolicyText,
    resourceTags: [
      { Key: 'team', Value: 'payments' },
      { Key: 'cost', Value: '42' },
    ],
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey: '<key>' },
  });
  expect(JSON.parse(repositoryPolicy!)).toMatchObject({
    Statement: [{ Action: expect.arrayContaining(['ecr:BatchGetImage']) }],
  });
});

test('an empty setting renders nothing', () => {
  const spec = RepositorySpec.of({ encryption: RepositoryEncryption.aes256(), lifecycle: LifecyclePolicy.none() });
  expect(spec.repositoryProps(stack)).toEqual({
    encryptionConfiguration: undefined,
    imageTagMutability: 'IMMUTABLE',
    repositoryPolicyText: undefined,
  });
  expect(spec.templateInput(RepositoryRole.PULLED, INPUT_TEXTS)).toMatchObject({
    lifecyclePolicy: undefined,
    encryptionConfiguration: undefined,
    imageTagMutabilityExclusionFilters: undefined,
    repositoryPolicy: undefined,
    resourceTags: undefined,
  });
});

describe('two specifications', () => {
  test.each<[string, RepositorySettings]>([
    ['tagMutability', { tagMutability: ImageTagMutability.mutable() }],
    ['lifecycle', { lifecycle: LifecyclePolicy.none() }],
    ['archive', { archive: false }],
    ['access', { access: [RepositoryAccess.pullFromAccounts(['222222222222'])] }],
    ['tags', { tags: { team: 'payments' } }],
  ])('differ if only %s differs', (setting, settings) => {
    const [plain, other] = [RepositorySpec.of({}), RepositorySpec.of(settings)];
    expect(plain.differencesFrom(other, stack)).toEqual([setting]);
    expect(other.differencesFrom(plain, stack)).toEqual([setting]);
  });

  test('are equal for any order of tags, filters and access, and for any encryption', () => {
    const other = RepositorySpec.of({
      encryption: RepositoryEncryption.aes256(),
      tagMutability: ImageTagMutability.immutable({ exceptTags: ['dev-*', 'latest'] }),
      access: [...RICH.access!, ...RICH.access!],
      tags: { cost: '42', team: 'payments' },
    });
    expect(RepositorySpec.of(RICH).differencesFrom(other, stack)).toEqual([]);
  });
});

describe('the key of a stack', () => {
  test.each([
    ['the default', undefined],
    ['the key of the stack', RepositoryEncryption.customerManaged()],
    ['two layers', RepositoryEncryption.dualLayer()],
    ['the AWS-managed key', RepositoryEncryption.awsManaged()],
    ['AES-256', RepositoryEncryption.aes256()],
  ])(
    'is not created when settings with %s are inspected, compared or written for an owner elsewhere',
    (_, encryption) => {
      const spec = RepositorySpec.of({ ...RICH, encryption });
      expect(Object.values(spec)).toHaveLength(6);
      spec.templateMutability();
      spec.templateInput(RepositoryRole.PULLED, INPUT_TEXTS);
      spec.policy(stack);
      spec.differencesFrom(RepositorySpec.of({}), stack);
      spec.encryption._isSameAs(RepositoryEncryption.customerManaged(), stack);
      spec.encryption._matches(undefined);
      spec.encryption._in(stack.env);
      expect([
        spec.encryption._isDefault,
        spec.encryption._isCustomerManaged,
        spec.encryption._isDualLayer,
      ]).toHaveLength(3);
      expect(keysIn(stack)).toEqual([]);
    },
  );

  test('is created by a repository that is rendered', () => {
    RepositorySpec.of({}).repositoryProps(stack);
    expect(keysIn(stack)).toHaveLength(1);
  });
});

describe('two encryptions', () => {
  test('are the same if the key of the stack is given to one of them', () => {
    const given = RepositoryEncryption.customerManaged(RepositoryKey.ofStack(stack));
    expect(given._isSameAs(RepositoryEncryption.customerManaged(), stack)).toBe(true);
  });

  test('are the same if both have the key of the stack, also before it is used', () => {
    const [one, other] = [RepositoryEncryption.customerManaged(), RepositoryEncryption.customerManaged()];
    expect(one._isSameAs(other, stack)).toBe(true);
  });

  test('differ with another key or type', () => {
    const key = RepositoryEncryption.customerManaged(new RepositoryKey(stack, 'Key'));
    const choices = [
      key,
      RepositoryEncryption.customerManaged(),
      RepositoryEncryption.dualLayer(),
      RepositoryEncryption.awsManaged(),
      RepositoryEncryption.aes256(),
    ];
    for (const one of choices) {
      expect(choices.filter((other) => one._isSameAs(other, stack))).toEqual([one]);
    }
  });
});
