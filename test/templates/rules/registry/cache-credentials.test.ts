import { App, Aws, CfnParameter, CfnResource, SecretValue, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { cache, NO_L2, OTHER_ACCOUNT, RECOVERY } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PullThroughCacheCredentials } from '../../../../src/registry/caches/pull-through-cache-credentials';
import { UpstreamRegistry } from '../../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../../src/registry/registry';
import { ACCOUNT, findingsOf, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.CACHE_CREDENTIALS;

const DOCKER_HUB = { ecrRepositoryPrefix: 'docker-hub', upstreamRegistryUrl: 'registry-1.docker.io' };
const ecrUrl = (account: string, region: string) => `${account}.dkr.ecr.${region}.${Aws.URL_SUFFIX}`;
const arn = (name: string, region = REGION, account = ACCOUNT) =>
  `arn:${Aws.PARTITION}:secretsmanager:${region}:${account}:secret:${name}`;

testRuleTable({
  rule,
  l1: (stack) => cache(stack, 'Bad', DOCKER_HUB),
  l2: NO_L2,
  override: (stack) => {
    const credentials = new PullThroughCacheCredentials(stack, 'Credentials', { name: 'docker-hub' });
    const upstream = UpstreamRegistry.dockerHub({ credentials });
    const added = new Registry(stack, 'Bad').addPullThroughCache('Cache', { upstream });
    const [resource] = added.node.findAll().filter((each) => each instanceof ecr.CfnPullThroughCacheRule);
    (resource as CfnResource).addPropertyDeletionOverride('CredentialArn');
  },
  passes: (stack) => {
    const credentials = new PullThroughCacheCredentials(stack, 'Credentials', { name: 'docker-hub' });
    new Registry(stack, 'Good').addPullThroughCache('Cache', { upstream: UpstreamRegistry.dockerHub({ credentials }) });
  },
});

test('reports each mistake in the ARN of a secret', () => {
  const problems = (credentialArn: string) =>
    problemsOf(rule, (stack) => cache(stack, 'Cache', { ...DOCKER_HUB, credentialArn }));
  expect({
    partial: problems(arn('ecr-pullthroughcache/docker-hub')),
    name: problems(arn('docker-hub-a1b2c3')),
    region: problems(arn('ecr-pullthroughcache/docker-hub-a1b2c3', RECOVERY)),
    account: problems(arn('ecr-pullthroughcache/docker-hub-a1b2c3', REGION, OTHER_ACCOUNT)),
    none: problems('ecr-pullthroughcache/docker-hub'),
    openName: problems(arn(`docker-${Aws.STACK_ID}`)),
  }).toMatchInlineSnapshot(`
       {
         "account": [
           "Properties/CredentialArn: CredentialArn is "arn:\${AWS::Partition}:secretsmanager:eu-west-1:444455556666:secret:ecr-pullthroughcache/docker-hub-a1b2c3" but must be in 111122223333/eu-west-1, the account and region of the cache, not in 444455556666/eu-west-1",
         ],
         "name": [
           "Properties/CredentialArn: CredentialArn is "docker-hub-a1b2c3" but must have a name that starts with "ecr-pullthroughcache/", because Amazon ECR can read no other secrets",
         ],
         "none": [
           "Properties/CredentialArn: CredentialArn is ecr-pullthroughcache/docker-hub, which is no ARN of a secret",
         ],
         "openName": [
           "Properties/CredentialArn: CredentialArn is "docker-\${AWS::StackId}" but must have a name that starts with "ecr-pullthroughcache/", because Amazon ECR can read no other secrets",
         ],
         "partial": [],
         "region": [
           "Properties/CredentialArn: CredentialArn is "arn:\${AWS::Partition}:secretsmanager:eu-central-1:111122223333:secret:ecr-pullthroughcache/docker-hub-a1b2c3" but must be in 111122223333/eu-west-1, the account and region of the cache, not in 111122223333/eu-central-1",
         ],
       }
    `);
});

test('reports a secret of the app with a wrong name or a customer-managed key', () => {
  const problems = (props: secretsmanager.SecretProps) =>
    problemsOf(rule, (stack) => {
      const secret = new secretsmanager.Secret(stack, 'Secret', props);
      cache(stack, 'Cache', { ...DOCKER_HUB, credentialArn: secret.secretArn });
    });
  expect({
    generated: problems({}),
    name: problems({ secretName: 'docker-hub' }),
  }).toMatchInlineSnapshot(`
       {
         "generated": [
           "Properties/CredentialArn: CredentialArn is "a generated name" but must have a name that starts with "ecr-pullthroughcache/", because Amazon ECR can read no other secrets",
         ],
         "name": [
           "Properties/CredentialArn: CredentialArn is "docker-hub" but must have a name that starts with "ecr-pullthroughcache/", because Amazon ECR can read no other secrets",
         ],
       }
    `);
  const keyed = problemsOf(rule, (stack) => {
    const secret = new secretsmanager.Secret(stack, 'Secret', {
      secretName: 'ecr-pullthroughcache/docker-hub',
      encryptionKey: new kms.Key(stack, 'Key'),
      secretStringValue: SecretValue.unsafePlainText('{}'),
    });
    cache(stack, 'Cache', { ...DOCKER_HUB, credentialArn: secret.secretArn });
  });
  expect(keyed).toMatchInlineSnapshot(`
       [
         "Properties/CredentialArn: CredentialArn is "Stack/Secret/Resource" but must have no customer-managed key, which Amazon ECR cannot use",
       ]
    `);
});

test('reports a missing role if the upstream is a registry of another account', () => {
  const problems = (url: string, props: Partial<ecr.CfnPullThroughCacheRuleProps> = {}) =>
    problemsOf(rule, (stack) => cache(stack, 'Cache', { upstreamRegistryUrl: url, upstreamRegistry: 'ecr', ...props }));
  expect(problems(ecrUrl(OTHER_ACCOUNT, REGION))).toMatchInlineSnapshot(`
    [
      "Properties/CustomRoleArn: CustomRoleArn is not set, but the upstream is in another account, 444455556666",
    ]
  `);
  expect(problems(ecrUrl(ACCOUNT, RECOVERY))).toEqual([]);
  const customRoleArn = `arn:aws:iam::${ACCOUNT}:role/reader`;
  expect(problems(ecrUrl(OTHER_ACCOUNT, REGION), { customRoleArn })).toEqual([]);
});

test.each([
  ['by its host', { upstreamRegistryUrl: 'ghcr.io' }, 'github-container-registry'],
  [
    'by its name',
    { upstreamRegistryUrl: Aws.NO_VALUE, upstreamRegistry: 'gitlab-container-registry' },
    'gitlab-container-registry',
  ],
  ['by its host in Azure', { upstreamRegistryUrl: 'acme1.azurecr.io' }, 'azure-container-registry'],
  ['by both', { upstreamRegistryUrl: 'cgr.dev', upstreamRegistry: 'chainguard' }, 'chainguard'],
])('reports missing credentials for an upstream named %s', (_, props, name) => {
  const [problem] = problemsOf(rule, (stack) => cache(stack, 'Cache', props));
  expect(problem).toContain(`${name} requires credentials`);
});

test('does not report secrets, upstreams and accounts known only at deployment', () => {
  const stack = new Stack(new App(), 'Stack');
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  const secret = new secretsmanager.CfnSecret(stack, 'Secret', { name: `${parameter}-hub`, kmsKeyId: parameter });
  [
    parameter,
    arn(parameter),
    arn(`ecr-pullthroughcache/${parameter}`),
    arn(`ecr-${parameter}`),
    arn('ecr-pullthroughcache/docker-hub-a1b2c3', Aws.REGION, Aws.ACCOUNT_ID),
    arn('ecr-pullthroughcache/docker-hub-a1b2c3', Aws.REGION, parameter),
    secret.ref,
  ].forEach((credentialArn, index) => cache(stack, `Cache${index}`, { ...DOCKER_HUB, credentialArn }));
  cache(stack, 'Open', { upstreamRegistryUrl: parameter, upstreamRegistry: parameter });
  cache(stack, 'Role', { upstreamRegistryUrl: ecrUrl(OTHER_ACCOUNT, REGION), upstreamRegistry: 'ecr' });
  override(cache(stack, 'Strange', DOCKER_HUB), { CredentialArn: { a: parameter } });
  expect(findingsOf(stack).filter((each) => each.rule === rule)).toEqual([]);
});

test('does not report a host that does not belong to the named upstream, which another rule reports', () => {
  const problems = problemsOf(rule, (stack) =>
    cache(stack, 'Cache', { upstreamRegistryUrl: 'quay.io', upstreamRegistry: 'docker-hub' }),
  );
  expect(problems).toEqual([]);
});

describe('a secret without its full ARN', () => {
  const partial = (credentialArn: string) =>
    problemsOf(EcrRule.PARTIAL_SECRET_ARN, (stack) => cache(stack, 'Cache', { ...DOCKER_HUB, credentialArn }));

  test('is a finding of its own', () => {
    expect(partial(arn('ecr-pullthroughcache/docker-hub'))).toEqual([
      'Properties/CredentialArn: CredentialArn is ' +
        '"arn:${AWS::Partition}:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub", which has ' +
        'no full ARN, with the 6 characters at the end: no document says that a cache rule takes it',
    ]);
  });

  test.each([
    arn('ecr-pullthroughcache/docker-hub-a1b2c3'),
    arn('other'),
    arn('ecr-pullthroughcache/x', RECOVERY),
    new CfnParameter(new Stack(), 'Secret').valueAsString,
    'ecr-pullthroughcache/docker-hub',
  ])('is not found in %s', (credentialArn) => {
    expect(partial(credentialArn)).toEqual([]);
  });
});
