import { App, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { RepositoryPerimeter } from '../../../src/access/repository-perimeter';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { PullThroughCache } from '../../../src/registry/caches/pull-through-cache';
import type { PullThroughCacheOptions } from '../../../src/registry/caches/pull-through-cache';
import { PullThroughCacheCredentials } from '../../../src/registry/caches/pull-through-cache-credentials';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../src/registry/registry';
import { RegistryRemovalPolicy } from '../../../src/registry/registry-removal-policy';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';
import { warningsOf } from '../../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const CONSUMER = '444455556666';
const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*';
const REPOSITORIES = (prefix: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:eu-west-1:111122223333:repository/${prefix}/*`]],
});
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

function setUp(env: object | undefined = ENV) {
  const stack = new Stack(new App(), 'Stack', { env, terminationProtection: true });
  return { stack, registry: new Registry(stack, 'Registry') };
}

function quay(options: Partial<PullThroughCacheOptions> = {}) {
  const { stack, registry } = setUp();
  return {
    stack,
    registry,
    cache: registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay(), ...options }),
  };
}

function only(stack: Stack, type: string): { [property: string]: any } {
  const resources = Object.values(Template.fromStack(stack).findResources(type));
  expect(resources).toHaveLength(1);
  return resources[0].Properties;
}

const templateOf = (stack: Stack) => only(stack, 'AWS::ECR::RepositoryCreationTemplate');
/** A text with the references in it. */
const textOf = ({ 'Fn::Join': [, parts] }: { 'Fn::Join': [string, (string | { Ref: string })[]] }) =>
  parts.map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join('');
const notOf = (account: string) => ({ StringNotEquals: { 'aws:PrincipalAccount': account } });
const registryPolicyOf = (stack: Stack) => only(stack, 'AWS::ECR::RegistryPolicy').PolicyText.Statement;

describe('the rule of a pull-through cache', () => {
  test('is deleted with its line, and can be imported by its prefix', () => {
    const { stack, registry } = quay();
    const template = Template.fromStack(stack);
    template.hasResource('AWS::ECR::PullThroughCacheRule', {
      DeletionPolicy: 'Delete',
      Properties: { EcrRepositoryPrefix: 'quay' },
    });
    const [id] = Object.keys(template.findResources('AWS::ECR::PullThroughCacheRule'));
    expect(registry.importMapping).toMatchObject({ [id]: { EcrRepositoryPrefix: 'quay' } });
  });

  test('has the removal policy of the registry', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    const registry = new Registry(stack, 'Registry', { removalPolicy: RegistryRemovalPolicy.RETAIN });
    registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
    Template.fromStack(stack).hasResource('AWS::ECR::PullThroughCacheRule', { DeletionPolicy: 'Retain' });
  });

  test('depends on the template and on the registry policy, also when the policy is added last', () => {
    const { stack, cache } = quay();
    cache.allowPullFrom(RepositoryAccess.pullFromAccounts([CONSUMER]));
    const template = Template.fromStack(stack);
    const ids = (type: string) => Object.keys(template.findResources(type));
    const [rule] = Object.values(template.findResources('AWS::ECR::PullThroughCacheRule'));
    expect(rule.DependsOn).toEqual(
      expect.arrayContaining([...ids('AWS::ECR::RepositoryCreationTemplate'), ...ids('AWS::ECR::RegistryPolicy')]),
    );
  });

  test('has the same prefix with and without a slash at the end', () => {
    const { stack } = quay({ repositoryPrefix: 'mirror/quay/' });
    expect(only(stack, 'AWS::ECR::PullThroughCacheRule')).toMatchObject({ EcrRepositoryPrefix: 'mirror/quay' });
  });

  test.each([
    ['x', 'have'],
    ['a'.repeat(31), 'have'],
  ])('fails when the prefix does not have 2 to 30 characters: %s', (repositoryPrefix) => {
    expect(() => quay({ repositoryPrefix })).toThrow(
      `PullThroughCache at Stack/Registry/Quay: repositoryPrefix is "${repositoryPrefix}" but must be 2 to 30 ` +
        `characters, not ${repositoryPrefix.length}; choose a ${repositoryPrefix.length < 2 ? 'longer' : 'shorter'} prefix`,
    );
  });

  test.each(['quay.', 'Quay', 'quay/*', '/quay', ''])('fails when the prefix is %j', (repositoryPrefix) => {
    expect(() => quay({ repositoryPrefix })).toThrow(
      `PullThroughCache at Stack/Registry/Quay: repositoryPrefix is "${repositoryPrefix}" but must be namespaces like ` +
        '"team" or "team/project/", or "ROOT"; write lower-case letters and digits, separated by ".", "_", "__", dashes ' +
        'or "/", without a wildcard',
    );
  });

  test('fails when two caches have one prefix', () => {
    const { registry } = quay();
    const upstream = UpstreamRegistry.ecrPublic();
    expect(() => registry.addPullThroughCache('Public', { upstream, repositoryPrefix: 'quay/' })).toThrow(
      'PullThroughCache at Stack/Registry/Public: repositoryPrefix is "quay" but must differ from the prefix of every ' +
        'other cache of the registry, and Stack/Registry/Quay has it; give one of the two another `repositoryPrefix`',
    );
  });

  test('fails when a registry has 51 caches', () => {
    const { registry } = setUp();
    const add = (index: number) =>
      registry.addPullThroughCache(`Quay${index}`, {
        upstream: UpstreamRegistry.quay(),
        repositoryPrefix: `quay-${index}`,
      });
    for (let index = 1; index <= 50; index++) add(index);
    expect(() => add(51)).toThrow(
      'PullThroughCache at Stack/Registry/Quay51: number of caches is 51 but must be at most 50 in a registry; cache ' +
        'what belongs together under one prefix, or in another account or region',
    );
  });

  test.each(['cn-north-1', 'us-gov-west-1'])('fails when the region is %s', (region) => {
    const { registry } = setUp({ ...ENV, region });
    expect(() => registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() })).toThrow(
      `PullThroughCache at Stack/Registry/Quay: region is "${region}" but must be one that has pull-through caches, ` +
        'which China and AWS GovCloud (US) have not; copy the images into repositories of your own',
    );
  });

  test('fails when the registry is in another region than the cache', () => {
    const { stack, registry } = setUp();
    const other = new Stack(stack.node.scope!, 'Other', { env: { ...ENV, region: 'us-east-1' } });
    expect(() => new PullThroughCache(other, 'Quay', { registry, upstream: UpstreamRegistry.quay() })).toThrow(
      'PullThroughCache at Other/Quay: registry is "Stack/Registry" but must be of the account and region of the cache, ' +
        'and not of 111122223333/eu-west-1; use Registry.of(scope), or declare the cache with registry.addPullThroughCache',
    );
  });

  test('fails when the stage is already synthesized', () => {
    const stage = new Stage(new App(), 'Prod', { env: ENV });
    const registry = new Registry(new Stack(stage, 'Stack'), 'Registry');
    stage.synth();
    expect(() => registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() })).toThrow(
      /contribution is "pull-through cache quay" but must come before its stage Prod is synthesized/,
    );
  });
});

describe('the template of a pull-through cache', () => {
  test('has mutable tags, a lifecycle and no repository policy by default', () => {
    const { stack } = quay();
    expect(templateOf(stack)).toMatchObject({
      AppliedFor: ['PULL_THROUGH_CACHE'],
      ImageTagMutability: 'MUTABLE',
      LifecyclePolicy: LifecyclePolicy.forPullThroughCache().toJson(),
    });
    expect(templateOf(stack)).not.toHaveProperty('RepositoryPolicy');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('has the settings of the cache', () => {
    const lifecycle = LifecyclePolicy.forPulledImages();
    const { stack } = quay({ settings: { lifecycle, encryption: RepositoryEncryption.aes256() } });
    const template = templateOf(stack);
    expect(template).toMatchObject({ ImageTagMutability: 'MUTABLE', LifecyclePolicy: lifecycle.toJson() });
    expect(JSON.stringify(template)).not.toContain('KmsKey');
  });

  test('has a warning when no tag can move', () => {
    const { stack } = quay({ settings: { tagMutability: ImageTagMutability.immutable() } });
    expect(warningsOf(stack)).toEqual([
      'settings: an immutable tag that the upstream moves stays on the image that was cached first, so the tags of this ' +
        'cache are mutable; use ImageTagMutability.mutable(), or immutable() with exceptions for the tags that move [ack: cdk-ecr::immutableCache]',
    ]);
  });

  test('has no warning when some tags can move', () => {
    const { stack } = quay({ settings: { tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }) } });
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('the URI of an image in a cache', () => {
  const uri = (stack: Stack, text: string) =>
    stack
      .resolve(text)
      ['Fn::Join'][1].map((part: any) => part.Ref ?? part)
      .join('');
  const HOST = '111122223333.dkr.ecr.eu-west-1.AWS::URLSuffix';

  test.each([
    ['alpine', '3.20', 'docker-hub/library/alpine:3.20'],
    ['library/alpine', '3.20', 'docker-hub/library/alpine:3.20'],
    ['grafana/grafana', '12', 'docker-hub/grafana/grafana:12'],
    ['alpine', 'sha256:abc', 'docker-hub/library/alpine@sha256:abc'],
    ['alpine', undefined, 'docker-hub/library/alpine'],
  ])(
    'adds the namespace library to an official image of Docker Hub only: %s %s',
    (repository, tagOrDigest, expected) => {
      const { stack, registry } = setUp();
      const credentials = new PullThroughCacheCredentials(stack, 'Credentials', { name: 'hub' });
      const cache = registry.addPullThroughCache('Hub', { upstream: UpstreamRegistry.dockerHub({ credentials }) });
      expect(uri(stack, cache.uriFor(repository, tagOrDigest))).toBe(`${HOST}/${expected}`);
    },
  );

  test('adds no namespace for other upstream registries', () => {
    const { stack, registry } = setUp();
    const cache = registry.addPullThroughCache('K8s', { upstream: UpstreamRegistry.kubernetes() });
    expect(uri(stack, cache.uriFor('pause', '3.10'))).toBe(`${HOST}/kubernetes/pause:3.10`);
  });

  test('has no prefix when the cache is for ROOT', () => {
    const { stack, cache } = quay({ repositoryPrefix: 'ROOT' });
    expect(uri(stack, cache.uriFor('prometheus/prometheus', 'v3'))).toBe(`${HOST}/prometheus/prometheus:v3`);
  });

  test('fails when the repository name contains a tag', () => {
    const { cache } = quay();
    expect(() => cache.uriFor('prometheus/prometheus:v3')).toThrow(
      'PullThroughCache.uriFor at Stack/Registry/Quay: repository is "quay/prometheus/prometheus:v3" but must be 2 ' +
        'to 256 lower-case letters and digits, separated by ".", "_", "__", dashes or "/"; start and end every part with ' +
        'a letter or digit and use lower case',
    );
  });
});

describe('the URI of an image in a cache, from JavaScript', () => {
  const nothing = undefined as unknown as string;
  const version = 3.2 as unknown as string;

  test('fails without a repository, whose name would be "undefined"', () => {
    expect(() => quay().cache.uriFor(nothing)).toThrow(
      'PullThroughCache.uriFor at Stack/Registry/Quay: repository is undefined but must be a string; write the name ' +
        'of the repository in the upstream registry',
    );
  });

  test('fails with a number as the tag', () => {
    expect(() => quay().cache.uriFor('prometheus/prometheus', version)).toThrow(
      'PullThroughCache.uriFor at Stack/Registry/Quay: tagOrDigest is 3.2 but must be a string; write the tag in quotes, ' +
        'like "3.20"',
    );
  });
});

describe('the name of an upstream repository', () => {
  const hub = () => {
    const { stack, registry } = setUp();
    const credentials = new PullThroughCacheCredentials(stack, 'Credentials', { name: 'hub' });
    return registry.addPullThroughCache('Hub', { upstream: UpstreamRegistry.dockerHub({ credentials }) });
  };

  test.each(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'quay.io', 'ghcr.io', 'public.ecr.aws'])(
    'has no host, which people copy from compose files: %s',
    (host) => {
      expect(() => hub().uriFor(`${host}/library/alpine`)).toThrow(
        `PullThroughCache.uriFor at Stack/Registry/Hub: repository is "${host}/library/alpine" but must be the name in ` +
          'the upstream registry, without the host; write "library/alpine"',
      );
    },
  );

  test('has no host in precreate either', () => {
    expect(() => quay({ precreate: ['quay.io/prometheus/prometheus'] })).toThrow(
      /PullThroughCache at .*: precreate\[0\] is "quay.io\/prometheus\/prometheus" but must be .* without the host/,
    );
  });

  test('has the namespace that all repositories of the upstream have', () => {
    expect(() => quay().cache.uriFor('prometheus')).toThrow(
      'repository is "prometheus" but must have a namespace, as all repositories of quay; write it like ' +
        '"<namespace>/prometheus"',
    );
  });

  test('may have the host of another registry where the upstream is a registry of Amazon ECR, which caches it', () => {
    const { registry } = setUp();
    const upstream = UpstreamRegistry.ecr({ account: '444455556666', region: 'eu-west-1' });
    const cache = registry.addPullThroughCache('Shared', { upstream });
    expect(cache.uriFor('docker.io/library/alpine')).toMatch(/\/ecr\/docker\.io\/library\/alpine$/);
    expect(() => cache.uriFor('444455556666.dkr.ecr.eu-west-1.amazonaws.com/team/api')).toThrow(/without the host/);
  });

  test('that starts with the prefix of the cache gets a warning, as the prefix would stand twice', () => {
    const { stack, cache } = quay();
    cache.uriFor('quay/busybox');
    expect(warningsOf(stack)).toEqual([
      'repository is "quay/busybox", which starts with the prefix of the cache, which would ' +
        'then stand twice in quay/quay/busybox; write "busybox", or acknowledge that the upstream has such a namespace' +
        ' [ack: cdk-ecr::unknownName]',
    ]);
  });

  test('that is a token, or starts with similar letters, gets no warning', () => {
    const { stack, cache } = quay();
    cache.uriFor(Lazy.string({ produce: () => 'a/b' }));
    cache.uriFor('quayside/busybox');
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('a grant to pull through a cache', () => {
  test('allows pulling, importing and creating in the namespace of the cache, and getting the token', () => {
    const { stack, cache } = quay();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    cache.grants.pull(role);
    expect(only(stack, 'AWS::IAM::Policy').PolicyDocument.Statement).toEqual([
      {
        Action: [...PULL, 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
        Effect: 'Allow',
        Resource: REPOSITORIES('quay'),
      },
      { Action: 'ecr:GetAuthorizationToken', Effect: 'Allow', Resource: '*' },
    ]);
  });

  test('does not allow to create repositories when the app declares them', () => {
    const { stack, cache } = quay({ precreate: ['prometheus/prometheus'] });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    cache.grants.pull(role);
    expect(JSON.stringify(only(stack, 'AWS::IAM::Policy'))).not.toContain('ecr:CreateRepository');
  });

  const remedy = 'use PullThroughCache.allowPullFrom for accounts and organizations, and its result as their policy';

  test('fails when the role is in another account', () => {
    const { stack, cache } = quay();
    const role = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${CONSUMER}:role/node`);
    expect(() => cache.grants.pull(role)).toThrow(
      `PullThroughCacheGrants.pull at Stack/Registry/Quay: grantee is "444455556666" but must be of the cache's account ` +
        `111122223333; ${remedy}`,
    );
  });

  test('fails when the principal has no policy', () => {
    const { cache } = quay();
    expect(() => cache.grants.pull(new iam.OrganizationPrincipal(ORGANIZATION))).toThrow(
      `PullThroughCacheGrants.pull at Stack/Registry/Quay: grantee is "OrganizationPrincipal(${ORGANIZATION})" but must ` +
        `be a role or user, which has a policy; ${remedy}`,
    );
  });
});

describe('PullThroughCache.allowPullFrom', () => {
  test('lets accounts pull and import, and returns the policy for their roles', () => {
    const { stack, cache } = quay();
    const policy = cache.allowPullFrom(RepositoryAccess.pullFromAccounts([CONSUMER]));
    expect(registryPolicyOf(stack)).toEqual([
      expect.objectContaining({
        Action: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${CONSUMER}:root`]] } },
        Resource: REPOSITORIES('quay'),
      }),
    ]);
    expect(JSON.stringify(templateOf(stack).RepositoryPolicy)).toContain('PullFromAccounts');
    expect(stack.resolve(policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Action: 'ecr:GetAuthorizationToken', Effect: 'Allow', Resource: '*' },
        {
          Action: [...PULL, 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
          Effect: 'Allow',
          Resource: REPOSITORIES('quay'),
        },
      ],
    });
  });

  test.each<[string, RepositoryAccess, object]>([
    [
      'an organization',
      RepositoryAccess.pullFromOrganization(ORGANIZATION),
      { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
    ],
    [
      'organizational units',
      RepositoryAccess.pullFromOrganizationPaths([UNIT]),
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': UNIT } },
    ],
  ])('lets %s pull and import by a condition in both policies', (_, consumers, condition) => {
    const { stack, cache } = quay();
    cache.allowPullFrom(consumers);
    expect(registryPolicyOf(stack)).toEqual([
      expect.objectContaining({
        Principal: { AWS: '*' },
        Condition: { ...condition, ...notOf(ENV.account) },
        Resource: REPOSITORIES('quay'),
      }),
    ]);
    const policy = JSON.parse(textOf(templateOf(stack).RepositoryPolicy));
    expect(policy.Statement).toEqual([
      expect.objectContaining({ Condition: { ...condition, ...notOf('<AWS::AccountId>') }, Action: PULL }),
    ]);
  });

  test.each<[string, RepositoryAccess, unknown[]]>([
    [
      'an organization, which does not include the own account',
      RepositoryAccess.pullFromOrganization(ORGANIZATION),
      [
        'allowPullFrom: the organization does not include principals of the own account, whose first pull of a new ' +
          'image fails without their own permissions; use cache.grants.pull(role) for each role that pulls here',
      ],
    ],
    ['accounts', RepositoryAccess.pullFromAccounts([CONSUMER]), []],
  ])('has a note for %s', (_, access, notes) => {
    const { stack, cache } = quay();
    cache.allowPullFrom(access);
    const found = Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('own account'));
    expect(found.map(({ entry }) => String(entry.data).replace(/ \[ack: .*\]$/, ''))).toEqual(notes);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('does not let consumers create repositories when the app declares them', () => {
    const { stack, cache } = quay({ precreate: ['prometheus/prometheus'] });
    const policy = cache.allowPullFrom(RepositoryAccess.pullFromOrganization(ORGANIZATION));
    expect(registryPolicyOf(stack)[0].Action).toEqual('ecr:BatchImportUpstreamImage');
    expect(JSON.stringify(stack.resolve(policy))).not.toContain('ecr:CreateRepository');
  });

  test('lets people with a permission set pull, by the name of their role', () => {
    const { stack, cache } = quay();
    cache.allowPullFrom(
      RepositoryAccess.pullFromPermissionSets({ accounts: [CONSUMER], permissionSets: ['Developer'] }),
    );
    const [statement] = registryPolicyOf(stack);
    expect(JSON.stringify(statement.Condition)).toContain('AWSReservedSSO_Developer_????????????????');
    expect(JSON.stringify(statement.Principal)).toContain(`:iam::${CONSUMER}:root`);
  });

  test.each<[string, RepositoryAccess, string]>([
    ['lets accounts push', RepositoryAccess.pushFromAccounts([CONSUMER]), 'PushFromAccounts'],
    [
      'is for Lambda functions',
      RepositoryAccess.pullFromLambda({ accounts: [CONSUMER] }),
      'LambdaDeploymentAccounts, LambdaECRImageRetrievalPolicy',
    ],
    [
      'is a guardrail',
      RepositoryAccess.denyOutside(RepositoryPerimeter.organization(ORGANIZATION)),
      'DenyOutsideOrganization, DenyOutsideOrganizationAdministration, DenyOutsideOrganizationServices',
    ],
  ])('fails when the access %s', (_, access, sids) => {
    const { cache } = quay();
    expect(() => cache.allowPullFrom(access)).toThrow(
      `PullThroughCache.allowPullFrom at Stack/Registry/Quay: access is "${sids}" but must let accounts, an organization, ` +
        'organizational units or permission sets pull, which alone a cache can admit; use ' +
        'RepositoryAccess.pullFromAccounts, or another factory for one of them',
    );
  });

  test('fails when the stage is already synthesized', () => {
    const stage = new Stage(new App(), 'Prod', { env: ENV });
    const registry = new Registry(new Stack(stage, 'Stack'), 'Registry');
    const cache = registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
    stage.synth();
    expect(() => cache.allowPullFrom(RepositoryAccess.pullFromAccounts([CONSUMER]))).toThrow(
      /must come before its stage Prod/,
    );
  });
});

describe('the precreated repositories of a PullThroughCache', () => {
  test('have the settings of the cache and let in all its consumers, also those added later', () => {
    const { stack, cache } = quay({
      precreate: ['prometheus/prometheus', 'prometheus/prometheus', 'coreos/etcd'],
      settings: { access: [RepositoryAccess.pullFromAccounts(['777788889999'])] },
    });
    cache.repositories[0].addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'Mine',
        actions: ['ecr:DescribeImages'],
        principals: [new iam.AccountPrincipal('777788889999')],
      }),
    );
    cache.allowPullFrom(RepositoryAccess.pullFromAccounts([CONSUMER]));
    cache.allowPullFrom(RepositoryAccess.pullFromOrganization(ORGANIZATION));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ECR::Repository', 2);
    template.hasResource('AWS::ECR::Repository', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        RepositoryName: 'quay/prometheus/prometheus',
        ImageTagMutability: 'MUTABLE',
        LifecyclePolicy: { LifecyclePolicyText: LifecyclePolicy.forPullThroughCache().toJson() },
        RepositoryPolicyText: {
          Statement: [
            Match.objectLike({ Sid: 'PullFromAccounts', Principal: { AWS: [Match.anyValue(), Match.anyValue()] } }),
            Match.objectLike({ Sid: 'PullFromOrganization' }),
            Match.objectLike({ Sid: 'Mine' }),
          ],
        },
      },
    });
    template.hasResourceProperties('AWS::ECR::Repository', {
      RepositoryName: 'quay/coreos/etcd',
      RepositoryPolicyText: { Statement: [Match.anyValue(), Match.anyValue()] },
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('have no policy when the cache has no consumers', () => {
    const { stack } = quay({ precreate: ['coreos/etcd'] });
    expect(only(stack, 'AWS::ECR::Repository')).not.toHaveProperty('RepositoryPolicyText');
  });

  test('have the namespace library when the cache is for Docker Hub', () => {
    const { stack, registry } = setUp();
    const credentials = new PullThroughCacheCredentials(stack, 'Credentials', { name: 'hub' });
    const upstream = UpstreamRegistry.dockerHub({ credentials });
    registry.addPullThroughCache('Hub', { upstream, precreate: ['alpine', 'library/alpine'] });
    expect(only(stack, 'AWS::ECR::Repository')).toMatchObject({ RepositoryName: 'docker-hub/library/alpine' });
  });

  test('have a warning when a setting fails a control of Security Hub', () => {
    const { stack } = quay({ precreate: ['coreos/etcd'], settings: { encryption: RepositoryEncryption.aes256() } });
    expect(warningsOf(stack)).toEqual(
      expect.arrayContaining([expect.stringContaining('encryption: this choice fails Security Hub ECR.5')]),
    );
  });

  test('fails when a repository name is invalid', () => {
    expect(() => quay({ precreate: ['CoreOS/etcd'] })).toThrow(
      /^PullThroughCache at Stack\/Registry\/Quay: precreate\[0\] is "quay\/CoreOS\/etcd" but must be/,
    );
  });
});

describe('an imported cache', () => {
  test('has URIs and grants pulls', () => {
    const { stack } = setUp();
    const cache = PullThroughCache.fromPullThroughCacheAttributes(stack, 'Cache', {
      repositoryPrefix: 'hub/',
      account: CONSUMER,
      region: 'us-east-1',
    });
    expect(cache.env).toEqual({ account: CONSUMER, region: 'us-east-1' });
    expect(cache.repositoryPrefix).toBe('hub');
    expect(cache.uriFor('alpine', '3.20')).toMatch(/^444455556666\.dkr\.ecr\.us-east-1\..*\/hub\/alpine:3\.20$/);
    // The consumer of a cache in another account, whose owner calls allowPullFrom.
    cache.grants.pull(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }));
    expect(JSON.stringify(only(stack, 'AWS::IAM::Policy'))).toContain(':ecr:us-east-1:444455556666:repository/hub/*');
  });

  test('is in the environment of the stack by default, and may have an upstream', () => {
    const { stack } = setUp();
    const credentials = new PullThroughCacheCredentials(stack, 'Credentials', { name: 'hub' });
    const cache = PullThroughCache.fromPullThroughCacheAttributes(stack, 'Cache', {
      repositoryPrefix: 'docker-hub',
      upstream: UpstreamRegistry.dockerHub({ credentials }),
    });
    expect(cache.env).toEqual(ENV);
    expect(cache.uriFor('alpine', '3.20')).toContain('/docker-hub/library/alpine:3.20');
  });

  test('fails when the prefix is invalid', () => {
    const { stack } = setUp();
    const attributes = { repositoryPrefix: 'Hub' };
    expect(() => PullThroughCache.fromPullThroughCacheAttributes(stack, 'Cache', attributes)).toThrow(
      /^PullThroughCache.fromPullThroughCacheAttributes at Stack\/Cache: repositoryPrefix is "Hub" but must be/,
    );
  });
});

test('pull-through caches render the same in any order of the contributions', () => {
  const contributions: ((quayCache: PullThroughCache, publicCache: PullThroughCache) => void)[] = [
    (one) => one.allowPullFrom(RepositoryAccess.pullFromAccounts(['444455556666'])),
    (one) => one.allowPullFrom(RepositoryAccess.pullFromAccounts(['777788889999'])),
    (one) => one.allowPullFrom(RepositoryAccess.pullFromOrganization(ORGANIZATION)),
    (_, other) => other.allowPullFrom(RepositoryAccess.pullFromOrganizationPaths([UNIT])),
    (_, other) => other.allowPullFrom(RepositoryAccess.pullFromAccounts(['444455556666'])),
  ];
  const render = (order: typeof contributions, quayFirst: boolean) => {
    const { stack, registry } = setUp();
    const addQuay = () =>
      registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay(), precreate: ['coreos/etcd'] });
    const addPublic = () => registry.addPullThroughCache('Public', { upstream: UpstreamRegistry.ecrPublic() });
    const caches = quayFirst ? [addQuay(), addPublic()] : [addPublic(), addQuay()].reverse();
    for (const contribute of order) contribute(caches[0], caches[1]);
    new PrivateRepository(stack, 'Other');
    const { Resources: resources } = Template.fromStack(stack).toJSON();
    // Resources are in the order of their creation, which means nothing.
    return Object.fromEntries(
      Object.keys(resources)
        .sort()
        .map((id) => [id, JSON.stringify(resources[id])]),
    );
  };
  const expected = render(contributions, true);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(contributions, { minLength: contributions.length }),
      fc.boolean(),
      (order, quayFirst) => expect(render(order, quayFirst)).toEqual(expected),
    ),
    { numRuns: 15 },
  );
});

describe('a stack that pulls through a cache', () => {
  const twoStacks = () => {
    const app = new App();
    const [registries, service] = ['Registries', 'AService'].map((id) => new Stack(app, id, { env: ENV }));
    const registry = new Registry(registries, 'Registry');
    const cache = registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
    const role = new iam.Role(service, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    cache.grants.pull(role);
    return { app, registries, service, cache, role };
  };

  test('is deployed after the stack of the cache', () => {
    const { app } = twoStacks();
    const assembly = app.synth();
    expect(assembly.getStackByName('AService').dependencies).toContain(assembly.getStackByName('Registries'));
  });

  test('gets a warning instead where the stack of the cache depends on it', () => {
    const { app, registries, service } = twoStacks();
    registries.addDependency(service);
    expect(warningsOf(registries)).toContainEqual(
      'grants.pull: the stack of AService/Role is deployed before the cache, because the stack of the cache depends on it; ' +
        'declare the registry in a stack that needs nothing of those that pull [ack: cdk-ecr::cacheOrder]',
    );
    const assembly = app.synth();
    expect(assembly.getStackByName('AService').dependencies).not.toContain(assembly.getStackByName('Registries'));
  });

  test('waits for nothing in another stage, or where it is the same stack', () => {
    const app = new App();
    const registries = new Stack(app, 'Registries', { env: ENV });
    const cache = new Registry(registries, 'Registry').addPullThroughCache('Quay', {
      upstream: UpstreamRegistry.quay(),
    });
    const stage = new Stage(app, 'Prod');
    for (const scope of [registries, new Stack(stage, 'Service', { env: ENV })]) {
      cache.grants.pull(
        new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }),
      );
    }
    expect(warningsOf(registries).join()).not.toContain('cacheOrder');
  });
});
