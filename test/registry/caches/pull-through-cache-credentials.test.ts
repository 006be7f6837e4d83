import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { PullThroughCacheCredentials } from '../../../src/registry/caches/pull-through-cache-credentials';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../src/registry/registry';
import { warningsOf } from '../../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret';

const stackOf = (env?: object) => new Stack(new App(), 'Stack', { env: { ...ENV, ...env } });

function cache(stack: Stack, credentials: secretsmanager.ISecretRef) {
  const registry = new Registry(stack, 'Registry');
  return registry.addPullThroughCache('Hub', { upstream: UpstreamRegistry.dockerHub({ credentials }) });
}

describe('the secret of a cache', () => {
  test('has a fixed name and the default key, and is retained', () => {
    const stack = stackOf();
    new PullThroughCacheCredentials(stack, 'Credentials', { name: 'docker-hub' });
    Template.fromStack(stack).hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Name: 'ecr-pullthroughcache/docker-hub',
        Description:
          'Credentials of a pull-through cache of Amazon ECR: set username and accessToken with put-secret-value',
        // A change here overwrites the credentials in every account that has set them.
        GenerateSecretString: { SecretStringTemplate: '{"username":"unset"}', GenerateStringKey: 'accessToken' },
      },
    });
  });

  test('has no finding of cdk-nag and does not hide findings on a construct that is added in its scope', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: ENV });
    const credentials = new PullThroughCacheCredentials(stack, 'Credentials', { name: 'docker-hub' });
    new secretsmanager.CfnSecret(credentials, 'Another').applyRemovalPolicy(RemovalPolicy.RETAIN);
    app.synth();
    const findings = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks].flatMap(
      (Pack) => new Pack(app).validateScope(app).violations,
    );
    expect(findings).toHaveLength(6);
    for (const { violatingResources } of findings) {
      expect(violatingResources.map(({ constructPath }) => constructPath)).toEqual(['Stack/Credentials/Another']);
    }
  });

  test.each(['', 'ecr-pullthroughcache/docker-hub', 'docker hub', 'x'.repeat(492)])(
    'fails when the name of the secret is %j',
    (name) => {
      expect(() => new PullThroughCacheCredentials(stackOf(), 'Credentials', { name })).toThrow(
        /PullThroughCacheCredentials at Stack\/Credentials: name is ".*"?.* but must be 1 to 491 letters, digits and any of "\/_\+=\.@-", and not start with "ecr-pullthroughcache\/"; write what comes after "ecr-pullthroughcache\/", such as "docker-hub"/,
      );
    },
  );
});

describe('a cache with credentials', () => {
  test.each<[string, (stack: Stack) => secretsmanager.ISecretRef, unknown]>([
    [
      'PullThroughCacheCredentials',
      (stack) => new PullThroughCacheCredentials(stack, 'Own', { name: 'hub' }),
      { Ref: expect.stringMatching(/^Own/) },
    ],
    [
      'an L2 secret',
      (stack) => new secretsmanager.Secret(stack, 'L2', { secretName: 'ecr-pullthroughcache/hub' }),
      { Ref: expect.stringMatching(/^L2/) },
    ],
    [
      'an L1 secret with the AWS-managed key',
      (stack) =>
        new secretsmanager.CfnSecret(stack, 'L1', {
          name: 'ecr-pullthroughcache/hub',
          kmsKeyId: 'alias/aws/secretsmanager',
        }),
      { Ref: 'L1' },
    ],
    [
      'an L1 secret whose name is a token',
      (stack) => new secretsmanager.CfnSecret(stack, 'L1', { name: stack.stackName.concat(stack.stackId) }),
      { Ref: 'L1' },
    ],
    [
      'an imported secret',
      (stack) => secretsmanager.Secret.fromSecretCompleteArn(stack, 'I', `${SECRET}:ecr-pullthroughcache/hub-AbCdEf`),
      `${SECRET}:ecr-pullthroughcache/hub-AbCdEf`,
    ],
  ])('accepts %s', (_, make, credentialArn) => {
    const stack = stackOf();
    cache(stack, make(stack));
    const rules = Template.fromStack(stack).findResources('AWS::ECR::PullThroughCacheRule');
    expect(Object.values(rules).map(({ Properties: { CredentialArn } }) => CredentialArn)).toEqual([credentialArn]);
  });

  test('accepts a secret of another stack in the same account and region', () => {
    const app = new App();
    const secrets = new Stack(app, 'Secrets', { env: ENV });
    const stack = new Stack(app, 'Stack', { env: ENV });
    cache(stack, new PullThroughCacheCredentials(secrets, 'Credentials', { name: 'hub' }));
    expect(() => app.synth()).not.toThrow();
  });

  const prefix = 'PullThroughCache at Stack/Registry/Hub: credentials is ';
  test.each<[string, (stack: Stack) => secretsmanager.ISecretRef, string]>([
    [
      'the secret has another name',
      (stack) => new secretsmanager.Secret(stack, 'Secret', { secretName: 'docker-hub' }),
      '"docker-hub" but must have a name that starts with "ecr-pullthroughcache/", because Amazon ECR can read no other secrets; ' +
        'declare a PullThroughCacheCredentials',
    ],
    [
      'the secret has no name',
      (stack) => new secretsmanager.Secret(stack, 'Secret'),
      '"a generated name" but must have a name that starts with "ecr-pullthroughcache/"',
    ],
    [
      'the secret is imported and has another name',
      (stack) => secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', `${SECRET}:docker-hub-AbCdEf`),
      '"docker-hub-AbCdEf" but must have a name that starts with "ecr-pullthroughcache/"',
    ],
    [
      'the secret has a customer-managed key',
      (stack) =>
        new secretsmanager.Secret(stack, 'Secret', {
          secretName: 'ecr-pullthroughcache/hub',
          encryptionKey: new kms.Key(stack, 'Key'),
        }),
      '"Stack/Secret" but must have no customer-managed key, which Amazon ECR cannot use; leave its encryptionKey out, ' +
        'or declare a PullThroughCacheCredentials',
    ],
    [
      'the secret is imported with a customer-managed key',
      (stack) =>
        secretsmanager.Secret.fromSecretAttributes(stack, 'Secret', {
          secretCompleteArn: `${SECRET}:ecr-pullthroughcache/hub-AbCdEf`,
          encryptionKey: new kms.Key(stack, 'Key'),
        }),
      '"Stack/Secret" but must have no customer-managed key',
    ],
    [
      'the secret is in another region',
      (stack) =>
        new secretsmanager.Secret(
          new Stack(stack.node.scope!, 'Other', { env: { ...ENV, region: 'us-east-1' } }),
          'S',
          {
            secretName: 'ecr-pullthroughcache/hub',
          },
        ),
      '"Other/S" but must be in 111122223333/eu-west-1, the account and region of the cache, not in ' +
        '111122223333/us-east-1; declare a PullThroughCacheCredentials there',
    ],
    [
      'the secret is imported from another account',
      (stack) =>
        secretsmanager.Secret.fromSecretCompleteArn(
          stack,
          'Secret',
          'arn:aws:secretsmanager:eu-west-1:444455556666:secret:ecr-pullthroughcache/hub-AbCdEf',
        ),
      '"Stack/Secret" but must be in 111122223333/eu-west-1, the account and region of the cache, not in ' +
        '444455556666/eu-west-1',
    ],
  ])('fails when %s', (_, make, text) => {
    const stack = stackOf();
    const secret = make(stack);
    expect(() => cache(stack, secret)).toThrow(`${prefix}${text}`);
  });

  test.each<[string, (stack: Stack) => secretsmanager.ISecret]>([
    ['name', (stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'ecr-pullthroughcache/hub')],
    [
      'partial ARN',
      (stack) => secretsmanager.Secret.fromSecretPartialArn(stack, 'Secret', `${SECRET}:ecr-pullthroughcache/hub`),
    ],
  ])('warns when only the %s of the secret is known', (_, make) => {
    const stack = stackOf();
    cache(stack, make(stack));
    expect(warningsOf(stack)).toContain(
      'credentials is "Stack/Secret", which has no full ARN, with the 6 characters at the end: no document says that a ' +
        'cache rule takes it; import it with secretsmanager.Secret.fromSecretCompleteArn, or acknowledge that it works ' +
        '[ack: cdk-ecr::partialSecretArn]',
    );
  });
});
