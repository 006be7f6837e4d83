import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { countKeyUse } from '../../src/repository/private/key-use';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { RepositoryKey } from '../../src/repository/repository-key';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };

function encryptionOf(encryption: RepositoryEncryption, region = ENV.region) {
  const stack = new Stack(new App(), 'Stack', { env: { ...ENV, region } });
  new PrivateRepository(stack, 'Api', { encryption });
  const template = Template.fromStack(stack);
  const [repository] = Object.values(template.findResources('AWS::ECR::Repository'));
  return { template, encryption: repository.Properties.EncryptionConfiguration };
}

test('AES-256 renders nothing, because it would replace a repository without an encryption', () => {
  const { template, encryption } = encryptionOf(RepositoryEncryption.aes256());
  expect(encryption).toBeUndefined();
  template.resourceCountIs('AWS::KMS::Key', 0);
});

test('AES-256 takes no key: the call does not compile', () => {
  const key = undefined as unknown as kms.IKeyRef;
  // @ts-expect-error a key beside AES-256 cannot be written
  RepositoryEncryption.aes256(key);
  // @ts-expect-error nor beside the key of AWS
  RepositoryEncryption.awsManaged(key);
});

test('the AWS-managed key renders KMS without a key, and creates none', () => {
  const { template, encryption } = encryptionOf(RepositoryEncryption.awsManaged());
  expect(encryption).toEqual({ EncryptionType: 'KMS' });
  template.resourceCountIs('AWS::KMS::Key', 0);
});

test('a given key encrypts the repository, and no other key is created', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:444455556666:key/abc');
  new PrivateRepository(stack, 'Api', { encryption: RepositoryEncryption.customerManaged(key) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ECR::Repository', {
    EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: 'arn:aws:kms:eu-west-1:444455556666:key/abc' },
  });
  template.resourceCountIs('AWS::KMS::Key', 0);
});

test('an L1 key can encrypt a repository', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const key = new kms.CfnKey(stack, 'Key', { keyPolicy: {} });
  new PrivateRepository(stack, 'Api', { encryption: RepositoryEncryption.customerManaged(key) });
  Template.fromStack(stack).hasResourceProperties('AWS::ECR::Repository', {
    EncryptionConfiguration: { KmsKey: { 'Fn::GetAtt': ['Key', 'Arn'] } },
  });
});

test('two layers encrypt in GovCloud, with the key of the stack or a given one', () => {
  const { encryption } = encryptionOf(RepositoryEncryption.dualLayer(), 'us-gov-west-1');
  expect(encryption).toEqual({ EncryptionType: 'KMS_DSSE', KmsKey: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } });
});

test('two layers are accepted in an unresolved region', () => {
  const stack = new Stack(new App(), 'Stack');
  new PrivateRepository(stack, 'Api', { encryption: RepositoryEncryption.dualLayer() });
  Template.fromStack(stack).hasResourceProperties('AWS::ECR::Repository', {
    EncryptionConfiguration: { EncryptionType: 'KMS_DSSE' },
  });
});

test('fails when two layers are asked for outside GovCloud', () => {
  expect(() => encryptionOf(RepositoryEncryption.dualLayer())).toThrow(
    'RepositoryEncryption.dualLayer at Stack/Api: region is "eu-west-1" but must be one of AWS GovCloud (US); use ' +
      'RepositoryEncryption.customerManaged',
  );
});

test('fails when the key is of another region', () => {
  const app = new App();
  const other = new Stack(app, 'Other', { env: { ...ENV, region: 'us-east-1' } });
  const key = new RepositoryKey(other, 'Key');
  const stack = new Stack(app, 'Stack', { env: ENV });
  expect(() => new PrivateRepository(stack, 'Api', { encryption: RepositoryEncryption.customerManaged(key) })).toThrow(
    'RepositoryEncryption at Stack/Api: key is "Other/Key" but must be a key of the repository\'s region eu-west-1, ' +
      'not of us-east-1; create a RepositoryKey in a stack of eu-west-1',
  );
});

test('warns once when a key serves more than 20,000 repositories', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const key = new RepositoryKey(stack, 'Key');
  for (let i = 0; i < 20_000; i += 1) countKeyUse(key);
  expect(warningsOf(stack)).toEqual([]);
  for (let i = 0; i < 2; i += 1) countKeyUse(key);
  expect(warningsOf(stack)).toEqual([
    'more than 20000 repositories are encrypted with this key; Amazon ECR creates two grants for each, and a key has ' +
      'at most 50,000: give some repositories another key, e.g. by declaring them in another stack [ack: cdk-ecr::keyGrants]',
  ]);
});
