import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RepositoryKey } from '../../../../src/repository/repository-key';
import { findingsOfRule, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.KEY_LOSS;
const DESTROY = RemovalPolicy.DESTROY;

function encrypt(stack: Stack, kmsKey: string, removalPolicy = RemovalPolicy.RETAIN): ecr.CfnRepository {
  const repository = new ecr.CfnRepository(stack, 'Api', {
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
  });
  repository.applyRemovalPolicy(removalPolicy);
  return repository;
}

testRuleTable({
  rule,
  l1: (stack) => encrypt(stack, new kms.CfnKey(stack, 'Bad').attrArn),
  l2: (stack) => encrypt(stack, new kms.Key(stack, 'Bad', { removalPolicy: DESTROY }).keyArn),
  override: (stack) => {
    const key = new RepositoryKey(stack, 'Bad');
    (key.node.defaultChild as kms.CfnKey).addPropertyOverride('Enabled', false);
    encrypt(stack, key.keyArn);
  },
  passes: (stack) => {
    encrypt(stack, new RepositoryKey(stack, 'Good').keyArn);
    new RepositoryKey(stack, 'Unused', { removalPolicy: DESTROY });
  },
});

test('says what happens to the images', () => {
  const found = findingsOfRule(rule, (stack) => {
    const key = new kms.CfnKey(stack, 'Bad', { enabled: false });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    encrypt(stack, key.attrArn);
  });
  expect(found.map(({ text }) => text)).toMatchInlineSnapshot(`
    [
      "key.Enabled is false but must be true, because no image can be pulled while the key is disabled. Without its key, no image of a repository can ever be pulled again",
      "key.DeletionPolicy is "RetainExceptOnCreate" but must be Retain like that of its repositories, whose images are lost with the key. Without its key, no image of a repository can ever be pulled again",
    ]
  `);
});

test('does not report a key that is deleted together with its repositories', () => {
  const build = (stack: Stack) =>
    void encrypt(stack, new kms.Key(stack, 'Own', { removalPolicy: DESTROY }).keyArn, DESTROY);
  expect(findingsOfRule(rule, build)).toEqual([]);
});

test('reports a key of a creation template, whose repositories no stack deletes', () => {
  const build = (stack: Stack) =>
    void new ecr.CfnRepositoryCreationTemplate(stack, 'Template', {
      prefix: 'team',
      appliedFor: ['CREATE_ON_PUSH'],
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: new kms.CfnKey(stack, 'Bad').attrArn },
    });
  expect(findingsOfRule(rule, build)).toHaveLength(1);
});

test('reports a waiting period before the deletion of a key that KMS refuses', () => {
  const waiting = (days: unknown) =>
    problemsOf(rule, (stack) => {
      const key = new kms.CfnKey(stack, 'Bad');
      key.applyRemovalPolicy(RemovalPolicy.RETAIN);
      key.addPropertyOverride('PendingWindowInDays', days);
      encrypt(stack, key.attrArn);
    });
  expect([6, 31, 'never'].flatMap(waiting)).toMatchInlineSnapshot(`
    [
      "Properties/PendingWindowInDays: PendingWindowInDays is "6" but must be a whole number from 7 to 30",
      "Properties/PendingWindowInDays: PendingWindowInDays is "31" but must be a whole number from 7 to 30",
      "Properties/PendingWindowInDays: PendingWindowInDays is "never" but must be a whole number from 7 to 30",
    ]
  `);
  expect([7, 30, '14', { 'Fn::ImportValue': 'Days' }].flatMap(waiting)).toEqual([]);
});
