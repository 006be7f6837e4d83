import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { RepositoryKey } from '../../src/repository/repository-key';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };

const ROOT = {
  Effect: 'Allow',
  Action: 'kms:*',
  Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } },
  Resource: '*',
};

const ONLY_AWS_SERVICES = {
  Sid: 'GrantsOnlyByAwsServices',
  Effect: 'Deny',
  Action: 'kms:CreateGrant',
  Principal: { AWS: '*' },
  Resource: '*',
  Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
};

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: ENV, stackName: 'images' });
});

test('all repositories of a stack share one key, rotated, retained and aliased, with a fixed logical id', () => {
  new PrivateRepository(stack, 'One');
  new PrivateRepository(stack, 'Two');
  const template = Template.fromStack(stack);
  expect(Object.keys(template.findResources('AWS::KMS::Key'))).toEqual(['EcrRepositoryKey44C6AEFC']);
  template.hasResource('AWS::KMS::Key', {
    Properties: { EnableKeyRotation: true, KeyPolicy: { Statement: [ROOT, ONLY_AWS_SERVICES] } },
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
  template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/cdk-ecr/images' });
});

test('RepositoryKey.ofStack gives the shared key, also if it is called first', () => {
  const key = RepositoryKey.ofStack(stack);
  const repository = new PrivateRepository(stack, 'One');
  expect(RepositoryKey.ofStack(repository)).toBe(key);
  Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
});

test('another RepositoryKey of the stack has an alias with its path', () => {
  new RepositoryKey(stack, 'Key for DR');
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/cdk-ecr/images/Key-for-DR' });
});

test('the statement that leaves grants to AWS services is optional', () => {
  new RepositoryKey(stack, 'Key', { grantsOnlyByAwsServices: false, alias: 'images', description: 'ours' });
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
    Description: 'ours',
    KeyPolicy: { Statement: [ROOT] },
  });
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/images' });
});

describe('the key of a retained repository', () => {
  function warningsWith(props: kms.KeyProps & { enabled?: boolean }): string[] {
    const own = new Stack(new App(), 'Stack');
    const key = new kms.Key(own, 'Key', props);
    new PrivateRepository(own, 'Api', { encryption: RepositoryEncryption.customerManaged(key) });
    return warningsOf(own);
  }

  test.each<[string, kms.KeyProps, string]>([
    [
      'is deleted with its stack',
      { removalPolicy: RemovalPolicy.DESTROY },
      'key.DeletionPolicy is "Delete" but must be Retain like that of its repositories, whose images are lost with the ' +
        'key; apply RemovalPolicy.RETAIN to the key [ack: cdk-ecr::keyLoss]',
    ],
    [
      'is disabled',
      { enabled: false },
      'key.Enabled is false but must be true, because no image can be pulled while the key is disabled; enable the key ' +
        '[ack: cdk-ecr::keyLoss]',
    ],
  ])('has a warning when it %s', (_, props, warning) => {
    expect(warningsWith(props)).toEqual([warning]);
  });

  test('has no warning when it is retained', () => {
    expect(warningsWith({})).toEqual([]);
  });

  test('fails the synthesis when it is asymmetric', () => {
    expect(() => warningsWith({ keySpec: kms.KeySpec.RSA_2048, keyUsage: kms.KeyUsage.ENCRYPT_DECRYPT })).toThrow(
      'key.KeySpec is "RSA_2048" but must be SYMMETRIC_DEFAULT, because Amazon ECR uses symmetric keys only',
    );
  });
});
