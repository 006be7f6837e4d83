import { Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { repositoryOf, stackOf } from './support';
import * as mixins from '../../src/mixins';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { RepositoryKey } from '../../src/repository/repository-key';
import { warningsOf } from '../support/warnings';

const { OVERRIDE } = mixins.MixinStrategy;
const STAYS =
  'a mixin asks for another encryption, which would replace the repository and leave its images behind; the repository ' +
  'stays as it is: set `replaceRepositories` where it is not deployed yet, or copy the images to a new repository ' +
  '[ack: cdk-ecr::encryptionStays]';

function keysOf(stack: ReturnType<typeof stackOf>): string[] {
  return Object.keys(Template.fromStack(stack).findResources('AWS::KMS::Key'));
}

describe('RepositoryEncryptionAtRest without replaceRepositories', () => {
  test.each([
    ['without a name', undefined],
    ['with a name', 'team/api'],
  ])('warns of a repository %s, which keeps its encryption, and creates no key', (_, repositoryName) => {
    const stack = stackOf();
    const mixin = new mixins.RepositoryEncryptionAtRest();
    new ecr.Repository(stack, 'Api', { repositoryName }).with(mixin).with(mixin);
    expect(warningsOf(stack)).toEqual([STAYS]);
    expect(repositoryOf(stack).Properties).not.toHaveProperty('EncryptionConfiguration');
    expect(keysOf(stack)).toEqual([]);
  });

  test('does not warn by default if the owner chose an encryption', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api', { encryption: ecr.RepositoryEncryption.KMS }).with(
      new mixins.RepositoryEncryptionAtRest(),
    );
    expect(repositoryOf(stack).Properties.EncryptionConfiguration).toEqual({ EncryptionType: 'KMS' });
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([
    ['AWS-managed to customer-managed', { encryptionType: 'KMS' }, RepositoryEncryption.customerManaged(), [STAYS]],
    [
      'customer-managed to another key',
      { encryptionType: 'KMS', kmsKey: 'x' },
      RepositoryEncryption.customerManaged(),
      [],
    ],
    [
      'customer-managed to AWS-managed',
      { encryptionType: 'KMS', kmsKey: 'x' },
      RepositoryEncryption.awsManaged(),
      [STAYS],
    ],
    ['customer-managed to AES-256', { encryptionType: 'KMS', kmsKey: 'x' }, RepositoryEncryption.aes256(), [STAYS]],
    ['AES-256 to AES-256', { encryptionType: 'AES256' }, RepositoryEncryption.aes256(), []],
    ['something known later', Lazy.any({ produce: () => undefined }), RepositoryEncryption.aes256(), [STAYS]],
  ])('changes nothing under OVERRIDE from %s', (_, encryptionConfiguration, encryption, warnings) => {
    const [stack, plain] = [stackOf(), stackOf()];
    new ecr.CfnRepository(plain, 'Api', { encryptionConfiguration });
    new ecr.CfnRepository(stack, 'Api', { encryptionConfiguration }).with(
      new mixins.RepositoryEncryptionAtRest({ encryption, strategy: OVERRIDE }),
    );
    expect(warningsOf(stack)).toEqual(warnings);
    expect(Template.fromStack(stack).toJSON()).toEqual(Template.fromStack(plain).toJSON());
  });
});

describe('RepositoryEncryptionAtRest with replaceRepositories', () => {
  test("gives a repository without encryption the stack's key", () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api', { repositoryName: 'team/api' }).with(
      new mixins.RepositoryEncryptionAtRest({ replaceRepositories: true }),
    );
    expect(repositoryOf(stack).Properties.EncryptionConfiguration).toEqual({
      EncryptionType: 'KMS',
      KmsKey: { 'Fn::GetAtt': [keysOf(stack)[0], 'Arn'] },
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('keeps the encryption of the owner by default', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api', { encryption: ecr.RepositoryEncryption.KMS }).with(
      new mixins.RepositoryEncryptionAtRest({ replaceRepositories: true }),
    );
    expect(repositoryOf(stack).Properties.EncryptionConfiguration).toEqual({ EncryptionType: 'KMS' });
  });

  test('replaces the encryption of the owner under OVERRIDE, also of a PrivateRepository', () => {
    const stack = stackOf();
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/mine');
    new PrivateRepository(stack, 'Api', { encryption: RepositoryEncryption.aes256() }).with(
      new mixins.RepositoryEncryptionAtRest({
        encryption: RepositoryEncryption.customerManaged(key),
        replaceRepositories: true,
        strategy: OVERRIDE,
      }),
    );
    expect(repositoryOf(stack).Properties.EncryptionConfiguration).toEqual({
      EncryptionType: 'KMS',
      KmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/mine',
    });
  });

  test('leaves an encryption that is partly overridden, and creates no key', () => {
    const stack = stackOf();
    const resource = new ecr.CfnRepository(stack, 'Api');
    resource.addPropertyOverride('EncryptionConfiguration.EncryptionType', 'AES256');
    resource.with(new mixins.RepositoryEncryptionAtRest({ replaceRepositories: true }));
    expect(repositoryOf(stack).Properties).toEqual({ EncryptionConfiguration: { EncryptionType: 'AES256' } });
    expect(stack.node.findAll().some((construct) => construct instanceof RepositoryKey)).toBe(false);
  });

  test('fails when the key is of another region', () => {
    const stack = stackOf();
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/mine');
    const mixin = new mixins.RepositoryEncryptionAtRest({
      encryption: RepositoryEncryption.customerManaged(key),
      replaceRepositories: true,
    });
    expect(() => new ecr.CfnRepository(stack, 'Api').with(mixin)).toThrow(
      'RepositoryEncryption at Stack/Api: key is "Stack/Key" but must be a key of the repository\'s region eu-west-1, ' +
        'not of us-east-1; create a RepositoryKey in a stack of eu-west-1',
    );
  });
});
