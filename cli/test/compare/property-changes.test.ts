import * as fc from 'fast-check';
import { RESOURCE_PROPERTIES } from '../../../src/ecr/resource-properties';
import { hole } from '../../../src/text/holes';
import { propertyChanges } from '../../src/compare/property-changes';
import { identityOf, nameOf } from '../../src/compare/resource-identity';

const REPOSITORY = 'AWS::ECR::Repository';

test('a difference has its path and the values before and after', () => {
  const before = { ImageScanningConfiguration: { ScanOnPush: true }, Tags: [{ Key: 'team', Value: 'one' }] };
  const after = { Tags: [{ Key: 'team', Value: 'two' }], ImageTagMutability: 'IMMUTABLE' };
  expect(propertyChanges(REPOSITORY, before, after)).toEqual([
    { path: 'ImageScanningConfiguration', before: { ScanOnPush: true }, after: undefined },
    { path: 'ImageTagMutability', before: undefined, after: 'IMMUTABLE' },
    { path: 'Tags.team', before: 'one', after: 'two' },
  ]);
});

test('a value that only the deployment knows is the same as the same reference only', () => {
  const key = (name: string) => ({ EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: hole(name) } });
  expect(propertyChanges(REPOSITORY, key('Stack|Key.Arn'), key('Stack|Key.Arn'))).toEqual([]);
  expect(propertyChanges(REPOSITORY, key('Stack|Key.Arn'), key('Stack|Other.Arn'))).toMatchObject([
    { path: 'EncryptionConfiguration.KmsKey' },
  ]);
});

test('a lifecycle with an unresolved number is compared by its rules', () => {
  const text = (days: string) => ({
    LifecyclePolicy: { LifecyclePolicyText: `{"rules":[{"rulePriority":1,"selection":{"countNumber":${days}}}]}` },
  });
  expect(propertyChanges(REPOSITORY, text(hole('Days')), text(` ${hole('Days')}`))).toEqual([]);
  expect(propertyChanges(REPOSITORY, text(hole('Days')), text('14'))).toHaveLength(1);
});

describe('a policy', () => {
  const texts = (...values: string[]) => fc.shuffledSubarray(values, { minLength: 1 });
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: fc.record({ AWS: texts('111122223333', 'arn:aws:iam::999999999999:role/ci', '*') }),
    Action: texts('ecr:BatchGetImage', 'ecr:PutImage', 'ecr:DescribeImages'),
  });
  const statements = fc.array(statement, { minLength: 1, maxLength: 4 });
  const policyOf = (Statement: object[]) => ({ RepositoryPolicyText: { Version: '2012-10-17', Statement } });

  test('is the same in any order of statements and lists, as an object or a text, with any Sid', () => {
    fc.assert(
      fc.property(statements, fc.string(), (all, Sid) => {
        const reversed = all
          .map(({ Principal, Action, ...rest }) => ({
            Sid,
            ...rest,
            Action: [...Action].reverse(),
            Principal: { AWS: [...Principal.AWS].reverse() },
          }))
          .reverse();
        const text = { RepositoryPolicyText: JSON.stringify(policyOf(reversed).RepositoryPolicyText) };
        expect(propertyChanges(REPOSITORY, policyOf(all), policyOf(reversed))).toEqual([]);
        expect(propertyChanges(REPOSITORY, policyOf(all), text)).toEqual([]);
      }),
    );
  });

  test('is another one with another statement', () => {
    fc.assert(
      fc.property(statements, (all) => {
        const more = [...all, { Effect: 'Allow', Principal: '*', Action: 'ecr:ListImages' }];
        expect(propertyChanges(REPOSITORY, policyOf(all), policyOf(more))).not.toEqual([]);
      }),
    );
  });
});

test('a value that has no text is a value as any other', () => {
  const properties = { ImageTagMutability: [{ toString: false }], Tags: [{ Key: { toString: false }, Value: 'x' }] };
  expect(propertyChanges('AWS::ECR::Repository', properties, structuredClone(properties))).toEqual([]);
  expect(propertyChanges('AWS::ECR::Repository', properties, {})).toHaveLength(2);
});

test('properties are the same as themselves, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(RESOURCE_PROPERTIES)),
      fc.jsonValue(),
      fc.jsonValue(),
      (type, one, other) => {
        const names = Object.keys(RESOURCE_PROPERTIES[type]);
        const properties = Object.fromEntries(names.map((name, index) => [name, index % 2 === 0 ? one : [other]]));
        expect(propertyChanges(type, properties, structuredClone(properties))).toEqual([]);
      },
    ),
  );
});

describe('the identity of a resource', () => {
  test.each<[string, object, string | undefined]>([
    [REPOSITORY, { RepositoryName: 'team/api' }, 'AWS::ECR::Repository team/api'],
    [REPOSITORY, {}, undefined],
    ['AWS::ECR::RegistryPolicy', {}, 'AWS::ECR::RegistryPolicy'],
    ['AWS::ECR::PullThroughCacheRule', { EcrRepositoryPrefix: 'quay' }, 'AWS::ECR::PullThroughCacheRule quay'],
    ['AWS::SNS::Topic', {}, undefined],
    ['AWS::Lambda::Function', { FunctionName: 'one' }, undefined],
  ])('of %s with %j is %j', (type, properties, identity) => {
    expect(identityOf(type, properties as never)).toBe(identity);
  });

  test('is the reference if the name is one, which is no name', () => {
    const properties = { RepositoryName: hole('Name') };
    expect(identityOf(REPOSITORY, properties)).toBe(identityOf(REPOSITORY, { ...properties }));
    expect(nameOf(REPOSITORY, properties)).toBeUndefined();
  });
});
