import { App, Aws, Fn, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { OF_ORGANIZATION, OTHER, override, policy, repository, rootOf, statement, template } from './policies';
import { RepositoryAccess } from '../../../../src/access/repository-access';
import { RepositoryPerimeter } from '../../../../src/access/repository-perimeter';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PullThroughCache } from '../../../../src/registry/caches/pull-through-cache';
import { UpstreamRegistry } from '../../../../src/registry/caches/upstream-registry';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { ACCOUNT, findingsOf, REGION, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.LAMBDA_IMAGE;
const Action = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const functions = (account: string) => ({ StringLike: { 'aws:sourceArn': `arn:aws:lambda:*:${account}:function:*` } });
const service = (account: string, changes: object = {}) =>
  statement({ Principal: { Service: 'lambda.amazonaws.com' }, Action, Condition: functions(account), ...changes });
const deployers = (changes: object = {}) => statement({ Action, ...changes });

testRuleTable({
  rule,
  l1: repository(service(OTHER)),
  l2: (stack) =>
    new lambda.CfnFunction(stack, 'Bad', {
      code: { imageUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/team/api:v1` },
      packageType: 'Image',
      role: `arn:aws:iam::${ACCOUNT}:role/x`,
    }),
  override: override(service(OTHER)),
  passes: repository(service(OTHER), deployers()),
});

test.each<[string, unknown[]]>([
  ['the service without the account', [service(OTHER)]],
  ['the service for two accounts, of which one deploys', [service(OTHER), service('333333333333'), deployers()]],
  ['an account for Lambda, by its name, without the service', [deployers({ Sid: 'LambdaAccounts' })]],
  [
    'one of two accounts for Lambda without the service',
    [deployers({ Sid: 'LambdaAccounts', Principal: { AWS: [OTHER, rootOf('333333333333')] } }), service(OTHER)],
  ],
  ['an account that may not get layers', [service(OTHER), deployers({ Action: 'ecr:BatchGetImage' })]],
  ['a service in the form of a region', [service(OTHER, { Principal: { Service: 'lambda.eu-west-1.amazonaws.com' } })]],
  [
    'the service by its account',
    [service(OTHER, { Condition: { StringEquals: { 'aws:SourceAccount': OTHER } } }), deployers({ Effect: 'Deny' })],
  ],
])('reports %s', (_, statements) => {
  expect(textsOf(rule, repository(...statements))).toHaveLength(1);
});

test.each<[string, unknown[]]>([
  ['the service for the own account', [service(ACCOUNT)]],
  ['both, by their names', [service(OTHER, { Sid: 'LambdaService' }), deployers({ Sid: 'LambdaAccounts' })]],
  ['the account without the service, because other clients pull too', [deployers()]],
  ['a role that deploys', [service(OTHER), deployers({ Principal: { AWS: `arn:aws:iam::${OTHER}:role/deploy` } })]],
  ['actions in two statements', [service(OTHER), ...Action.map((each) => deployers({ Action: each }))]],
  ['an organization that deploys', [service(OTHER), deployers({ Principal: '*', Condition: OF_ORGANIZATION })]],
  ['a principal that is known at deployment', [service(OTHER), deployers({ Principal: { AWS: { Ref: 'Deployer' } } })]],
])('does not report %s', (_, statements) => {
  expect(textsOf(rule, repository(...statements))).toEqual([]);
});

test('reports the policy of a creation template', () => {
  expect(textsOf(rule, template(service(OTHER)))).toHaveLength(1);
  expect(textsOf(rule, template(service(OTHER), deployers()))).toEqual([]);
});

/** An app with a repository, and a function that uses its image in another account or region. */
function textsWith(
  statements: unknown[] | undefined,
  account = OTHER,
  region = REGION,
  functionName?: string,
): string[] {
  const app = new App();
  const images = new Stack(app, 'Images', { env: { account: ACCOUNT, region: REGION } });
  new ecr.CfnRepository(images, 'Repository', {
    repositoryName: 'team/api',
    ...(statements && { repositoryPolicyText: policy(...statements) }),
  });
  const stack = new Stack(app, 'Service', { env: { account, region } });
  const imported = ecr.Repository.fromRepositoryAttributes(stack, 'Imported', {
    repositoryArn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/api`,
    repositoryName: 'team/api',
  });
  new lambda.DockerImageFunction(stack, 'Function', { code: lambda.DockerImageCode.fromEcr(imported), functionName });
  return findingsOf(stack)
    .filter((found) => found.rule.endsWith(rule))
    .map(({ text }) => text.split('. ')[0]);
}

test('reports a function of another account that the policy of its repository does not admit', () => {
  const expected = [
    `the policy of Images/Repository does not let Lambda pull for functions of account ${OTHER}, so the function fails, at ` +
      'the latest when Lambda gets the image again',
  ];
  expect(textsWith(undefined)).toEqual(expected);
  expect(textsWith([deployers()])).toEqual(expected);
  expect(
    textsWith([deployers(), service('333333333333'), deployers({ Principal: { AWS: rootOf('333333333333') } })]),
  ).toEqual(expected);
  expect(textsWith([deployers(), service(OTHER)])).toEqual([]);
  expect(textsWith(undefined, ACCOUNT)).toEqual([]);
});

test('reports a function in another region than its image', () => {
  expect(textsWith([deployers(), service(OTHER)], OTHER, 'us-east-1')).toEqual([
    'the image is in eu-west-1, but Lambda uses images of its own region only, which is us-east-1',
  ]);
});

test('reports a function that the condition on aws:SourceArn does not name', () => {
  const only = (name: string) =>
    service(OTHER, {
      Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:lambda:${REGION}:${OTHER}:function:${name}` } },
    });
  expect(textsWith([deployers(), only('web')], OTHER, REGION, 'api')).toEqual([
    `the policy of Images/Repository does not let Lambda pull for this function, only for others of account ${OTHER}, so the ` +
      'function fails, at the latest when Lambda gets the image again',
  ]);
  for (const name of ['api', 'a?i', 'a*', '*']) {
    expect(textsWith([deployers(), only(name)], OTHER, REGION, 'api')).toEqual([]);
  }
  // The deployment gives it a name, which may be any.
  expect(textsWith([deployers(), only('web')])).toEqual([]);
});

/** The findings for a function with an image, in a stack with a cache of quay.io. */
function textsOfCached(imageUri: string | ((stack: Stack) => string), add: (stack: Stack) => void = () => undefined) {
  return textsOf(rule, (stack) => {
    new ecr.CfnPullThroughCacheRule(stack, 'Quay', { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' });
    add(stack);
    new lambda.CfnFunction(stack, 'Function', {
      code: { imageUri: typeof imageUri === 'string' ? imageUri : imageUri(stack) },
      packageType: 'Image',
      role: `arn:aws:iam::${ACCOUNT}:role/x`,
    });
  });
}

const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

test.each<[string, string | ((stack: Stack) => string)]>([
  ['a tag', `${HOST}/quay/coreos/etcd:v3`],
  ['a digest', `${HOST}/quay/coreos/etcd@sha256:${'0a'.repeat(32)}`],
  ['pseudo parameters', `${Aws.ACCOUNT_ID}.dkr.ecr.${Aws.REGION}.${Aws.URL_SUFFIX}/quay/coreos/etcd:v3`],
  [
    'the URI of a construct',
    (stack) => {
      const attributes = { repositoryPrefix: 'quay', upstream: UpstreamRegistry.quay() };
      return PullThroughCache.fromPullThroughCacheAttributes(stack, 'Imported', attributes).uriFor('coreos/etcd', 'v3');
    },
  ],
])('reports a function whose image comes through a cache of the app, by %s', (_, imageUri) => {
  expect(textsOfCached(imageUri)).toEqual([
    'the image comes through the cache Stack/Quay, and Lambda cannot use images through a cache',
  ]);
});

const nothing = () => undefined;

test.each<[string, string, (stack: Stack) => void]>([
  ['of another prefix', `${HOST}/quayside/etcd:v3`, nothing],
  ['in the cache of another account', `${OTHER}.dkr.ecr.${REGION}.amazonaws.com/quay/coreos/etcd:v3`, nothing],
  [
    'in a repository that the app declares',
    `${HOST}/quay/coreos/etcd:v3`,
    (stack) => new ecr.CfnRepository(stack, 'Repository', { repositoryName: 'quay/coreos/etcd' }),
  ],
  [
    'in the registry of a cache without a prefix',
    `${HOST}/team/api:v3`,
    (stack) =>
      new ecr.CfnPullThroughCacheRule(stack, 'Root', { ecrRepositoryPrefix: 'ROOT', upstreamRegistryUrl: 'ghcr.io' }),
  ],
])('does not report a function with an image %s', (_, imageUri, add) => {
  expect(textsOfCached(imageUri, add)).toEqual([]);
});

/** The findings for a function with an image. */
const textsOfImage = (imageUri: string) =>
  textsOf(rule, (stack) => {
    new lambda.CfnFunction(stack, 'Function', {
      code: { imageUri },
      packageType: 'Image',
      role: `arn:aws:iam::${ACCOUNT}:role/x`,
    });
  });

test.each([
  ['the public gallery', 'public.ecr.aws/lambda/nodejs:22', 'public.ecr.aws'],
  ['GitHub', 'ghcr.io/acme/api:v1', 'ghcr.io'],
  ['Docker Hub, which has no host', 'acme/api:v1', 'docker.io'],
])('reports an image of %s', (_, image, host) => {
  expect(textsOfImage(image)).toEqual([
    `${image} is an image of ${host}, but Lambda uses images of private repositories of Amazon ECR only`,
  ]);
});

test.each([
  ['of a private repository', `${HOST}/team/api:v1`],
  ['of a private repository, by its dual-stack host', `${ACCOUNT}.dkr-ecr.${REGION}.on.aws/team/api:v1`],
  ['whose host is known at deployment', `${Fn.importValue('Host')}/team/api:v1`],
])('does not report an image %s', (_, image) => {
  expect(textsOfImage(image)).toEqual([]);
});

test('is content with what the library makes', () => {
  const app = new App();
  const images = new Stack(app, 'Images', { env: { account: ACCOUNT, region: REGION } });
  const access = [RepositoryAccess.pullFromLambda({ accounts: [ACCOUNT, '333333333333'] })];
  const api = new PrivateRepository(images, 'Repository', { repositoryName: 'team/api', access });
  const stack = new Stack(app, 'Service', { env: { account: OTHER, region: REGION } });
  new lambda.DockerImageFunction(stack, 'Function', { code: lambda.DockerImageCode.fromEcr(api) });
  expect(findingsOf(stack).filter((found) => found.rule.endsWith(rule))).toEqual([]);
});

describe('a function whose image is in a repository of the app', () => {
  const NETWORK = { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } };
  const STRANGERS = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
  const deny = (Condition?: object, changes: object = {}) => ({
    ...{ Effect: 'Deny', Principal: '*', Action: 'ecr:*', ...(Condition && { Condition }), ...changes },
  });
  const withFunction =
    (...statements: object[]) =>
    (stack: Stack) => {
      const images = new ecr.CfnRepository(stack, 'Images', {
        repositoryName: 'images',
        repositoryPolicyText: policy(...statements),
      });
      new lambda.CfnFunction(stack, 'Function', {
        code: { imageUri: `${images.attrRepositoryUri}:v1` },
        packageType: 'Image',
        role: `arn:aws:iam::${ACCOUNT}:role/x`,
      });
    };

  test.each<[string, object[]]>([
    ['all outside of the organization', [deny(STRANGERS)]],
    ['all outside of a network', [deny(NETWORK)]],
    ['pulls from outside of a network', [deny(NETWORK, { Action: ['ecr:BatchGetImage'] })]],
  ])('is found where the policy denies %s', (_, statements) => {
    expect(textsOf(rule, withFunction(...statements))).toEqual([
      expect.stringMatching(
        /^statement 1 of the policy of the repository denies ecr:BatchGetImage to requests without aws:/,
      ),
    ]);
  });

  test.each<[string, object[]]>([
    ['exempts services', [deny({ ...STRANGERS, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } })]],
    ['denies other actions', [deny(STRANGERS, { Action: ['ecr:PutImage', 'ecr:DeleteRepository'] })]],
    ['denies requests that are not encrypted', [deny({ Bool: { 'aws:SecureTransport': 'false' } })]],
    ['has a finding of its own for the service', [service(ACCOUNT), deny(STRANGERS)]],
  ])('is not found where the policy %s', (_, statements) => {
    expect(textsOf(rule, withFunction(...statements))).toEqual([]);
  });

  test('is not found with the guardrail of this library', () => {
    const found = textsOf(rule, (stack) => {
      const access = [RepositoryAccess.denyOutside(RepositoryPerimeter.organization('o-a1b2c3d4e5'))];
      const images = new PrivateRepository(stack, 'Images', { repositoryName: 'images', access });
      new lambda.CfnFunction(stack, 'Function', {
        code: { imageUri: `${images.repositoryUri}:v1` },
        packageType: 'Image',
        role: `arn:aws:iam::${ACCOUNT}:role/x`,
      });
    });
    expect(found).toEqual([]);
  });
});
