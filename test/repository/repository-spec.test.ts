import { App, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RepositoryAccess } from '../../src/access/repository-access';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { RepositoryKey } from '../../src/repository/repository-key';
import type { RepositorySettings } from '../../src/repository/repository-settings';
import { RepositorySpec } from '../../src/repository/repository-spec';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const INPUT_TEXTS = { key: '<key>', policyText: (policy: object) => JSON.stringify(policy) };

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
    expect(spec.lifecycle.toJson()).toBe(LifecyclePolicy.forBuilds().toJson());
    expect([spec.access, spec.tags]).toEqual([[], {}]);
  });

  test.each([
    ['some tags can move', ImageTagMutability.immutable({ exceptTags: ['latest'] })],
    ['all tags can move', ImageTagMutability.mutable()],
  ])('have the lifecycle for moving tags if %s', (_, tagMutability) => {
    const { lifecycle } = RepositorySpec.of({ tagMutability });
    expect(lifecycle.toJson()).toBe(LifecyclePolicy.forPulledImages().toJson());
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
  const repository = new ecr.CfnRepository(stack, 'Api', spec.repositoryProps(stack));
  expect(stack.resolve(repository.lifecyclePolicy)).toEqual({ lifecyclePolicyText });
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
  expect(spec.templateProps()).toEqual({
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [wildcard('dev-*'), wildcard('latest')],
    lifecyclePolicy: lifecyclePolicyText,
  });
  const { repositoryPolicy, ...input } = spec.templateInput(INPUT_TEXTS);
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
  const nothing = { lifecyclePolicy: undefined, encryptionConfiguration: undefined };
  expect(spec.repositoryProps(stack)).toEqual({
    ...nothing,
    imageTagMutability: 'IMMUTABLE',
    repositoryPolicyText: undefined,
  });
  expect(spec.templateProps().lifecyclePolicy).toBeUndefined();
  expect(spec.templateInput(INPUT_TEXTS)).toMatchObject({
    ...nothing,
    imageTagMutabilityExclusionFilters: undefined,
    repositoryPolicy: undefined,
    resourceTags: undefined,
  });
});

describe('two specifications', () => {
  test.each<[string, RepositorySettings]>([
    ['tagMutability', { tagMutability: ImageTagMutability.mutable(), lifecycle: LifecyclePolicy.forBuilds() }],
    ['lifecycle', { lifecycle: LifecyclePolicy.none() }],
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
      expect(Object.values(spec)).toHaveLength(5);
      spec.templateProps();
      spec.templateInput(INPUT_TEXTS);
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
