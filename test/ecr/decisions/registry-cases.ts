import { Duration, Stack, Stage } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { DecisionCase, Resources } from './decision-case';
import { ACCOUNT, OTHER_ACCOUNT, OTHER_REGION, REGION, resource, stackBeside, template } from './decision-case';
import type { REGISTRY_DECISIONS } from '../../../src/ecr/decisions/registry-decisions';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../src/registry/registry';
import { ImageSigningProfile } from '../../../src/registry/signing/image-signing-profile';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../src/repository/private-repository';
import type { RepositorySettings } from '../../../src/repository/repository-settings';
import { outside } from '../../support/outside';

const TEMPLATE = 'AWS::ECR::RepositoryCreationTemplate';
const CACHE = 'AWS::ECR::PullThroughCacheRule';
const LAST_REGION = 'us-east-1';

const rule = (filter: string, type: string, rest: object) => ({
  ...rest,
  RepositoryFilters: [{ Filter: filter, FilterType: type }],
});
const scanningRule = (filter: string, frequency = 'SCAN_ON_PUSH') =>
  rule(filter, 'WILDCARD', { ScanFrequency: frequency });
const signingRule = (filter: string) =>
  rule(filter, 'WILDCARD_MATCH', { SigningProfileArn: `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/images` });

const scanningOf = (...rules: object[]): Resources[string] => [
  'AWS::ECR::RegistryScanningConfiguration',
  { ScanType: 'ENHANCED', Rules: rules },
];

function scanning(...rules: object[]) {
  return { templates: [template({ Bad: scanningOf(...rules) })] };
}

/** Replicates `prod/` to a region. */
function replication(region: string, prefix = 'prod/', account = ACCOUNT): Resources[string] {
  const destinations = { Destinations: [{ Region: region, RegistryId: account }] };
  return [
    'AWS::ECR::ReplicationConfiguration',
    { ReplicationConfiguration: { Rules: [rule(prefix, 'PREFIX_MATCH', destinations)] } },
  ];
}

const beside = (resources: Resources, account = ACCOUNT) =>
  template(resources, { path: 'Beside', account, region: OTHER_REGION });
const replicaTemplate: Resources[string] = [TEMPLATE, { Prefix: 'prod', AppliedFor: ['REPLICATION'] }];
const quay: Resources[string] = [CACHE, { EcrRepositoryPrefix: 'quay', UpstreamRegistryUrl: 'quay.io' }];

/** A registry that replicates `prod/` to another one, with repositories of both. */
const replicating =
  (replica: RepositorySettings | undefined, own: RepositorySettings, prefix = 'prod/', names = ['prod/api']) =>
  (stack: Stack) => {
    const source = new Registry(stack, 'Registry');
    const there = new Registry(stackBeside(stack), 'Registry');
    source.replicateTo(there, { repositoryPrefixes: [prefix], settings: replica, rootTemplate: true });
    for (const name of names) new PrivateRepository(stack, name, { repositoryName: name, ...own });
    return source;
  };

const untaggedExpire = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
  ],
});

const keep = (count: number) => ({
  lifecycle: LifecyclePolicy.of(
    LifecycleRule.keepNewest(count, { tags: TagSelection.prefix('ci-') }),
    LifecycleRule.expireUntagged(Duration.days(14)),
  ),
});

export const REGISTRY_CASES: Record<keyof typeof REGISTRY_DECISIONS, DecisionCase> = {
  [EcrRule.REGISTRY_SINGLETON]: {
    warning: (stack) => {
      new Registry(new Stack(new Stage(stack.node.root, 'Beta'), 'Stack'), 'Registry');
      return new Registry(stack, 'Registry');
    },
    finding: {
      templates: [
        template({
          One: ['AWS::ECR::RegistryPolicy', { PolicyText: {} }],
          Other: ['AWS::ECR::RegistryPolicy', { PolicyText: {} }],
        }),
      ],
    },
    notShown: 'a construct warns where an environment is open, and two owners of one that is known are an error',
  },
  [EcrRule.REGISTRY_STACK]: {
    warning: (stack) => {
      stack.terminationProtection = false;
      const registry = new Registry(stack, 'Registry');
      registry.addCreateOnPush('Team', { prefix: 'team/' });
      return registry;
    },
  },
  [EcrRule.SCANNING_CONFIGURATION]: { finding: scanning(scanningRule('prod/')) },
  [EcrRule.ENHANCED_SCANNING]: {
    finding: {
      ...resource('AWS::ECR::RegistryScanningConfiguration', { ScanType: 'BASIC' }),
      parameters: { requireEnhancedScanning: true },
    },
  },
  [EcrRule.CONTINUOUS_SCAN_OF_ALL]: {
    warning: (stack) => new Registry(stack, 'Registry', { scanning: RegistryScanning.enhanced({ continuous: ['*'] }) }),
    finding: scanning(scanningRule('*', 'CONTINUOUS_SCAN')),
  },
  [EcrRule.REPLICATION_CONFIGURATION]: { finding: { templates: [template({ Bad: replication(REGION) })] } },
  [EcrRule.IMAGE_REPLICATION]: {
    finding: {
      ...resource('AWS::ECR::Repository', { RepositoryName: 'prod/api' }),
      parameters: { requireReplication: ['prod/*'] },
    },
  },
  [EcrRule.REPLICATION_RULE_COUNT]: {
    warning: (stack) => {
      const source = new Registry(stack, 'Registry');
      for (let i = 10; i < 21; i += 1) {
        const there = outside(stack, { account: `4444555566${i}`, region: OTHER_REGION });
        source.replicateTo(there, { repositoryPrefixes: [`team${i}/`] });
      }
      return source;
    },
    finding: resource('AWS::ECR::ReplicationConfiguration', {
      ReplicationConfiguration: {
        Rules: Array.from({ length: 11 }, (_, i) =>
          rule(`team${i}/`, 'PREFIX_MATCH', { Destinations: [{ Region: OTHER_REGION, RegistryId: OTHER_ACCOUNT }] }),
        ),
      },
    }),
  },
  [EcrRule.REPLICATION_CHAIN]: {
    warning: (stack) => {
      const [source, middle] = [stack, stackBeside(stack)].map((scope) => new Registry(scope, 'Registry'));
      source.replicateTo(middle, { repositoryPrefixes: ['prod/'] });
      middle.replicateTo(outside(middle, { account: ACCOUNT, region: LAST_REGION }), {
        repositoryPrefixes: ['prod/'],
      });
      return source;
    },
    finding: {
      templates: [template({ Bad: replication(OTHER_REGION) }), beside({ Middle: replication(LAST_REGION) })],
    },
  },
  [EcrRule.REPLICATION_PREFIX]: {
    warning: replicating(undefined, {}, 'apples', ['apples/red', 'apples-dev']),
    finding: {
      templates: [
        template({
          Bad: replication(OTHER_REGION, 'apples'),
          Meant: ['AWS::ECR::Repository', { RepositoryName: 'apples/red' }],
          Other: ['AWS::ECR::Repository', { RepositoryName: 'apples-dev' }],
        }),
      ],
    },
  },
  [EcrRule.REPLICA_TEMPLATE]: {
    finding: {
      templates: [
        template({ Bad: replication(OTHER_REGION) }),
        beside({ Other: [TEMPLATE, { Prefix: 'team', AppliedFor: ['REPLICATION'] }] }),
      ],
    },
  },
  [EcrRule.REPLICA_POLICY]: {
    finding: {
      templates: [
        template({ Bad: replication(OTHER_REGION, 'prod/', OTHER_ACCOUNT) }),
        beside({ Replicas: replicaTemplate }, OTHER_ACCOUNT),
      ],
    },
  },
  [EcrRule.IMMUTABLE_REPLICA]: {
    warning: replicating(
      { lifecycle: LifecyclePolicy.forPulledImages() },
      { tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }) },
    ),
    finding: {
      templates: [
        template({
          Bad: replication(OTHER_REGION),
          Api: ['AWS::ECR::Repository', { RepositoryName: 'prod/api', ImageTagMutability: 'MUTABLE' }],
        }),
        beside({ Replicas: [TEMPLATE, { ...replicaTemplate[1], ImageTagMutability: 'IMMUTABLE' }] }),
      ],
    },
  },
  [EcrRule.REPLICA_LIFECYCLE]: { warning: replicating(keep(5), keep(10)) },
  [EcrRule.DELETE_REPLICATION]: {
    warning: (stack) => {
      const [source, there] = [stack, stackBeside(stack)].map((scope) => new Registry(scope, 'Registry'));
      source.replicateTo(there, { repositoryPrefixes: ['prod/'], deleteReplication: true });
      new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api', ...keep(10) });
      return source;
    },
  },
  [EcrRule.REPLICA_DIFFERS]: {
    warning: (stack) => {
      const source = replicating(undefined, {})(stack);
      const there = stack.node.root.node.findChild(`In-${OTHER_REGION}`);
      new PrivateRepository(there, 'Api', { repositoryName: 'prod/api', tags: { other: 'yes' } });
      return source;
    },
  },
  [EcrRule.CACHE_CREDENTIALS]: {
    finding: resource(CACHE, { EcrRepositoryPrefix: 'hub', UpstreamRegistryUrl: 'registry-1.docker.io' }),
  },
  [EcrRule.PARTIAL_SECRET_ARN]: {
    warning: (stack) => {
      const credentials = Secret.fromSecretNameV2(stack, 'Secret', 'ecr-pullthroughcache/docker-hub');
      const upstream = UpstreamRegistry.dockerHub({ credentials });
      return new Registry(stack, 'Registry').addPullThroughCache('DockerHub', { upstream });
    },
    finding: resource(CACHE, {
      EcrRepositoryPrefix: 'hub',
      UpstreamRegistryUrl: 'registry-1.docker.io',
      CredentialArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:ecr-pullthroughcache/docker-hub-x`,
    }),
  },
  [EcrRule.CREDENTIALS_IN_TEMPLATE]: {
    finding: resource('AWS::SecretsManager::Secret', {
      Name: 'ecr-pullthroughcache/docker-hub',
      SecretString: '{"username":"team","accessToken":"dckr_pat_a1b2c3"}',
    }),
  },
  [EcrRule.CACHE_UPSTREAM]: {
    finding: { templates: [template({ Bad: quay })], parameters: { allowedUpstreams: ['registry-1.docker.io'] } },
  },
  [EcrRule.CACHE_TEMPLATE]: { finding: { templates: [template({ Bad: quay })] } },
  [EcrRule.IMMUTABLE_CACHE]: {
    warning: (stack) =>
      new Registry(stack, 'Registry').addPullThroughCache('Quay', {
        upstream: UpstreamRegistry.quay(),
        settings: { tagMutability: ImageTagMutability.immutable() },
      }),
    notShown: 'the cache makes the tags mutable',
    finding: {
      templates: [
        template({
          Bad: quay,
          Tags: [TEMPLATE, { Prefix: 'quay', AppliedFor: ['PULL_THROUGH_CACHE'], ImageTagMutability: 'IMMUTABLE' }],
        }),
      ],
    },
  },
  [EcrRule.CACHE_ORDER]: {
    warning: (stack) => {
      const cache = new Registry(stack, 'Registry').addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
      const consumer = stackBeside(stack, stack.region);
      stack.addDependency(consumer);
      cache.grants.pull(new Role(consumer, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') }));
      return cache;
    },
  },
  [EcrRule.TEMPLATE_ROLE]: {
    finding: resource(TEMPLATE, {
      Prefix: 'team',
      AppliedFor: ['CREATE_ON_PUSH'],
      ResourceTags: [{ Key: 'team', Value: 'a' }],
    }),
  },
  [EcrRule.TEMPLATE_NOT_SCANNED]: {
    warning: (stack) => {
      const registry = new Registry(stack, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['prod/*'] }) });
      registry.addCreateOnPush('Team', { prefix: 'team/' });
      return registry;
    },
    finding: {
      templates: [
        template({
          Scanning: scanningOf(scanningRule('prod/*')),
          Team: [TEMPLATE, { Prefix: 'team', AppliedFor: ['CREATE_ON_PUSH'] }],
        }),
      ],
    },
  },
  [EcrRule.ROOT_CREATE_ON_PUSH]: {
    warning: (stack) => {
      const registry = new Registry(stack, 'Registry');
      registry.addCreateOnPush('All', { prefix: 'ROOT' });
      return registry;
    },
    finding: resource(TEMPLATE, { Prefix: 'ROOT', AppliedFor: ['CREATE_ON_PUSH'] }),
  },
  [EcrRule.TEMPLATE_FORM]: { finding: resource(TEMPLATE, { Prefix: 'team/*', AppliedFor: ['CREATE_ON_PUSH'] }) },
  [EcrRule.SIGNING_CONFIGURATION]: {
    finding: resource('AWS::ECR::SigningConfiguration', { Rules: [signingRule('prod/*'), signingRule('*/api')] }),
  },
  [EcrRule.IMAGE_SIGNING]: {
    finding: {
      ...resource('AWS::ECR::Repository', { RepositoryName: 'prod/api' }),
      parameters: { requireSigning: ['prod/*'] },
    },
  },
  [EcrRule.SIGNATURES_EXPIRE]: {
    warning: (stack) => {
      const registry = new Registry(stack, 'Registry');
      const profile = new ImageSigningProfile(stack, 'Profile', { signingProfileName: 'images' });
      registry.addSigningRule({ profile, repositoryFilters: ['prod/*'] });
      new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api', lifecycle: LifecyclePolicy.forPulledImages() });
      return registry;
    },
    finding: {
      templates: [
        template({
          Signing: ['AWS::ECR::SigningConfiguration', { Rules: [signingRule('prod/*')] }],
          Api: [
            'AWS::ECR::Repository',
            { RepositoryName: 'prod/api', LifecyclePolicy: { LifecyclePolicyText: untaggedExpire } },
          ],
        }),
      ],
    },
  },
};
