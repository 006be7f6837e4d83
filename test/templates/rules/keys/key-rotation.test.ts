import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, NestedStack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RepositoryKey } from '../../../../src/repository/repository-key';
import { findingsOfRule, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.KEY_ROTATION;

function encrypt(stack: Stack, kmsKey: string): ecr.CfnRepository {
  return new ecr.CfnRepository(stack, 'Api', { encryptionConfiguration: { encryptionType: 'KMS', kmsKey } });
}

testRuleTable({
  rule,
  l1: (stack) => encrypt(stack, new kms.CfnKey(stack, 'Bad').attrArn),
  l2: (stack) =>
    new ecr.Repository(stack, 'Api', {
      encryption: ecr.RepositoryEncryption.KMS,
      encryptionKey: new kms.Key(stack, 'Bad'),
    }),
  override: (stack) => {
    const key = new RepositoryKey(stack, 'Bad');
    (key.node.defaultChild as kms.CfnKey).addPropertyOverride('EnableKeyRotation', false);
    encrypt(stack, key.keyArn);
  },
  passes: (stack) => encrypt(stack, new RepositoryKey(stack, 'Good').keyArn),
});

test('reports whether rotation is off or not set', () => {
  const texts = [undefined, false].flatMap((enableKeyRotation) =>
    findingsOfRule(rule, (stack) => encrypt(stack, new kms.CfnKey(stack, 'Bad', { enableKeyRotation }).ref)).map(
      ({ text }) => text,
    ),
  );
  expect(texts).toMatchInlineSnapshot(`
    [
      "EnableKeyRotation is not set, so that images are encrypted with one key for ever. Rotation limits how much data one version of a key encrypts, and standards require it every year",
      "EnableKeyRotation is false, so that images are encrypted with one key for ever. Rotation limits how much data one version of a key encrypts, and standards require it every year",
    ]
  `);
});

test.each<[string, (stack: Stack) => void]>([
  ['its id', (stack) => encrypt(stack, new kms.CfnKey(stack, 'Bad').ref)],
  [
    'an ARN made of its id',
    (stack) => encrypt(stack, `arn:aws:kms:eu-west-1:111122223333:key/${new kms.CfnKey(stack, 'Bad').ref}`),
  ],
  ['an alias', (stack) => encrypt(stack, new kms.Key(stack, 'Bad').addAlias('alias/images').aliasName)],
  [
    'the name of an alias',
    (stack) => {
      new kms.Key(stack, 'Bad').addAlias('alias/images');
      encrypt(stack, 'alias/images');
    },
  ],
  ['a nested stack', (stack) => encrypt(new NestedStack(stack, 'Nested'), new kms.Key(stack, 'Bad').keyArn)],
  [
    'a creation template',
    (stack) => {
      const { attrArn: kmsKey } = new kms.CfnKey(stack, 'Bad');
      new ecr.CfnRepositoryCreationTemplate(stack, 'Template', {
        prefix: 'team',
        appliedFor: ['CREATE_ON_PUSH'],
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
      });
    },
  ],
])('reports a key that is used by %s', (_, build) => {
  expect(findingsOfRule(rule, build)).toHaveLength(1);
});

test.each<[string, (stack: Stack) => void]>([
  ['a key that encrypts no repository', (stack) => new kms.CfnKey(stack, 'Other')],
  ['an HMAC key', (stack) => encrypt(stack, new kms.CfnKey(stack, 'Key', { keySpec: 'HMAC_256' }).ref)],
  [
    'a key with imported key material',
    (stack) => encrypt(stack, new kms.CfnKey(stack, 'Key', { origin: 'EXTERNAL' }).ref),
  ],
  ['an existing key, used by its ARN', (stack) => encrypt(stack, 'arn:aws:kms:eu-west-1:111122223333:key/1234')],
  [
    'a rotation setting known only at deployment',
    (stack) => {
      const { valueAsString } = new CfnParameter(stack, 'Rotation');
      const key = new kms.CfnKey(stack, 'Key');
      key.addPropertyOverride('EnableKeyRotation', valueAsString);
      encrypt(stack, key.ref);
    },
  ],
  [
    'a rotation setting that is the text "true"',
    (stack) => {
      const key = new kms.CfnKey(stack, 'Key');
      key.addPropertyOverride('EnableKeyRotation', 'true');
      encrypt(stack, key.ref);
    },
  ],
])('does not report %s', (_, build) => {
  expect(findingsOfRule(rule, build)).toEqual([]);
});

test('reports a number of days between rotations that KMS refuses', () => {
  const rotatedAfter = (days: unknown) =>
    problemsOf(rule, (stack) => {
      const key = new kms.CfnKey(stack, 'Bad', { enableKeyRotation: true });
      key.addPropertyOverride('RotationPeriodInDays', days);
      encrypt(stack, key.attrArn);
    });
  expect([89, 2561, 90.5, 'yearly'].flatMap(rotatedAfter)).toMatchInlineSnapshot(`
    [
      "Properties/RotationPeriodInDays: RotationPeriodInDays is "89" but must be a whole number from 90 to 2560",
      "Properties/RotationPeriodInDays: RotationPeriodInDays is "2561" but must be a whole number from 90 to 2560",
      "Properties/RotationPeriodInDays: RotationPeriodInDays is "90.5" but must be a whole number from 90 to 2560",
      "Properties/RotationPeriodInDays: RotationPeriodInDays is "yearly" but must be a whole number from 90 to 2560",
    ]
  `);
  expect([90, 2560, '365', { 'Fn::ImportValue': 'Days' }].flatMap(rotatedAfter)).toEqual([]);
});
