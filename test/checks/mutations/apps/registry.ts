import { Aws, CfnCondition, CfnParameter, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as signer from 'aws-cdk-lib/aws-signer';
import {
  handWritten,
  handWrittenKey,
  KEY_ARN,
  MOVING_LIFECYCLE,
  OTHER,
  registryPolicy,
  stackIn,
  template,
} from './parts';
import { RepositoryAccess } from '../../../../src/access/repository-access';
import { RegistryScanning } from '../../../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { UpstreamRegistry } from '../../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../../src/registry/registry';
import { ImageSigningProfile } from '../../../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { ACCOUNT, REGION } from '../../support';
import type { SoundApp } from '../mutant';

/** Scanning by the L1, on push, of the repositories of some filters. */
function scanning(
  stack: Stack,
  id: string,
  scanType: string,
  ...filters: string[]
): ecr.CfnRegistryScanningConfiguration {
  const repositoryFilters = filters.map((filter) => ({ filter, filterType: 'WILDCARD' }));
  const rules = [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters }];
  return new ecr.CfnRegistryScanningConfiguration(stack, id, { scanType, rules });
}

/** Replication by the L1 of a prefix. */
function replication(scope: Stack, prefix: string, ...destinations: [account: string, region: string][]): void {
  new ecr.CfnReplicationConfiguration(scope, 'Replication', {
    replicationConfiguration: {
      rules: [
        {
          destinations: destinations.map(([registryId, region]) => ({ registryId, region })),
          repositoryFilters: [{ filter: prefix, filterType: 'PREFIX_MATCH' }],
        },
      ],
    },
  });
}

function secretOf(stack: Stack, name: string): secretsmanager.ISecret {
  const arn = `arn:aws:secretsmanager:${stack.region}:${ACCOUNT}:secret:ecr-pullthroughcache/${name}-a1b2c3`;
  return secretsmanager.Secret.fromSecretCompleteArn(stack, `${name}Secret`, arn);
}

export const REGISTRY_APPS: readonly SoundApp[] = [
  {
    name: 'a platform has all of a registry from this library',
    options: () => ({ allowedUpstreams: ['registry-1.docker.io'], allowedOrganizations: ['o-a1b2c3d4e5'] }),
    build: (app) => {
      const stack = stackIn(app, 'Primary');
      const scan = RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] });
      const registry = new Registry(stack, 'Registry', { scanning: scan });
      const there = new Registry(stackIn(app, 'Recovery', { region: 'eu-central-1' }), 'Registry', {
        scanning: RegistryScanning.enhanced({ onPush: ['*'] }),
      });
      registry.replicateTo(there, { repositoryPrefixes: ['prod/'] });
      const upstream = UpstreamRegistry.dockerHub({ credentials: secretOf(stack, 'docker-hub') });
      registry.addPullThroughCache('DockerHub', { upstream });
      registry.addCreateOnPush('Teams', { prefix: 'team/' });
      const profile = new ImageSigningProfile(stack, 'Profile', { signingProfileName: 'prod' });
      registry.addSigningRule({ profile, repositoryFilters: ['signed/*'] });
      new PrivateRepository(stack, 'Api', {
        repositoryName: 'prod/api',
        access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')],
      });
    },
  },
  {
    name: 'caches have secrets of another stack and repositories declared beforehand',
    options: () => ({ protect: ['v*'] }),
    build: (app) => {
      const secrets = stackIn(app, 'Secrets');
      const secret = new secretsmanager.Secret(secrets, 'GitHub', { secretName: 'ecr-pullthroughcache/github' });
      const stack = stackIn(app, 'Registry');
      const registry = new Registry(stack, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['*'] }) });
      registry.addPullThroughCache('GitHub', { upstream: UpstreamRegistry.gitHub({ credentials: secret }) });
      registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
      registry.addPullThroughCache('Public', { upstream: UpstreamRegistry.ecrPublic(), precreate: ['nginx/nginx'] });
      handWritten(stack, 'Etcd', KEY_ARN, {
        repositoryName: 'quay/coreos/etcd',
        imageTagMutability: 'MUTABLE',
        lifecyclePolicy: { lifecyclePolicyText: MOVING_LIFECYCLE },
      });
    },
  },
  {
    name: 'caches are written by hand',
    options: () => ({
      allowedUpstreams: ['registry.k8s.io', 'registry-1.docker.io', `${ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com`],
    }),
    build: (app) => {
      const stack = stackIn(app, 'Registry');
      scanning(stack, 'Scanning', 'BASIC', '*');
      const key = handWrittenKey(stack).attrArn;
      const secret = new secretsmanager.CfnSecret(stack, 'Secret', { name: 'ecr-pullthroughcache/docker-hub' });
      const caches = {
        'docker-hub': { upstreamRegistryUrl: 'registry-1.docker.io', credentialArn: secret.ref },
        k8s: { upstreamRegistryUrl: 'registry.k8s.io' },
      };
      const some = {
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [
          { imageTagMutabilityExclusionFilterType: 'WILDCARD', imageTagMutabilityExclusionFilterValue: 'latest' },
        ],
      };
      const all = { imageTagMutability: 'MUTABLE', imageTagMutabilityExclusionFilters: undefined };
      for (const [prefix, props] of Object.entries(caches)) {
        new ecr.CfnPullThroughCacheRule(stack, prefix, { ecrRepositoryPrefix: prefix, ...props });
        const tags = prefix === 'k8s' ? some : all;
        template(stack, `${prefix}Template`, `${prefix}/`, ['PULL_THROUGH_CACHE'], key, {
          ...tags,
          lifecyclePolicy: MOVING_LIFECYCLE,
        });
      }
      new ecr.CfnPullThroughCacheRule(new NestedStack(stack, 'Nested'), 'Ecr', {
        ecrRepositoryPrefix: 'k8s/own',
        upstreamRegistry: 'ecr',
        upstreamRegistryUrl: `${Aws.ACCOUNT_ID}.dkr.ecr.us-west-2.${Aws.URL_SUFFIX}`,
      });
    },
  },
  {
    name: 'two registries replicate to each other',
    build: (app) => {
      const [one, other] = ['eu-west-1', 'eu-central-1'].map(
        (region) =>
          new Registry(stackIn(app, `In-${region}`, { region }), 'Registry', {
            scanning: RegistryScanning.enhanced({ onPush: ['*'] }),
          }),
      );
      one.replicateTo(other, { repositoryPrefixes: ['prod/'], settings: {} });
      other.replicateTo(one, { repositoryPrefixes: ['prod/'], settings: {} });
    },
  },
  {
    name: 'replication to another account is written by hand',
    options: () => ({ allowedAccounts: [ACCOUNT, OTHER, '777788889999'] }),
    build: (app) => {
      const stack = stackIn(app, 'Source');
      const key = handWrittenKey(stack).attrArn;
      handWritten(stack, 'Api', key, { repositoryName: 'prod/api' });
      handWritten(stack, 'Web', key, { repositoryName: 'production' });
      replication(stack, 'prod/', [OTHER, 'us-west-2'], ['777788889999', 'us-west-2']);
      const there = stackIn(app, 'Destination', { account: OTHER, region: 'us-west-2' });
      registryPolicy(there, {
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
        Resource: `arn:aws:ecr:us-west-2:${OTHER}:repository/prod/*`,
      });
      scanning(there, 'Scanning', 'BASIC', '*');
      template(there, 'Replicas', 'prod/', ['REPLICATION'], handWrittenKey(there).attrArn);
    },
  },
  {
    name: 'replicas have repositories of their own at the destination',
    build: (app) => {
      const stack = stackIn(app, 'Source');
      replication(stack, 'prod', [ACCOUNT, 'us-west-2']);
      const there = stackIn(app, 'Destination', { region: 'us-west-2' });
      for (const each of [stack, there]) {
        handWritten(each, 'Api', handWrittenKey(each).attrArn, { repositoryName: 'prod/api' });
      }
      new ecr.CfnReplicationConfiguration(stackIn(app, 'Onwards', { region: 'ap-south-1' }), 'Replication', {
        replicationConfiguration: { rules: [{ destinations: [{ registryId: ACCOUNT, region: 'sa-east-1' }] }] },
      });
    },
  },
  {
    name: 'repositories are created by a push',
    options: () => ({ requiredTags: ['team'] }),
    build: (app) => {
      const stack = stackIn(app, 'Registry');
      const key = handWrittenKey(stack).attrArn;
      const resourceTags = [{ key: 'team', value: 'unknown' }];
      scanning(stack, 'Scanning', 'BASIC', '*');
      template(stack, 'Any', 'ROOT', ['CREATE_ON_PUSH'], key, { resourceTags });
      template(stack, 'Teams', 'team/', ['CREATE_ON_PUSH', 'REPLICATION'], key, { resourceTags });
      registryPolicy(stack, {
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/ci` },
        Action: ['ecr:CreateRepository'],
        Resource: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/*`,
      });
    },
  },
  {
    name: 'a registry of another stack scans and is enhanced',
    build: (app) => {
      const stack = stackIn(app, 'Registry');
      const configuration = scanning(stack, 'Scanning', 'ENHANCED', '*');
      configuration.addPropertyOverride('Rules.1', {
        ScanFrequency: 'CONTINUOUS_SCAN',
        RepositoryFilters: [{ Filter: '*prod*', FilterType: 'WILDCARD' }],
      });
      const service = stackIn(app, 'Service');
      const key = handWrittenKey(service).attrArn;
      const unscanned = { imageScanningConfiguration: undefined };
      handWritten(service, 'Api', key, { ...unscanned, repositoryName: 'prod/api' });
      handWritten(new NestedStack(service, 'Nested'), 'Web', key, unscanned);
    },
  },
  {
    name: 'conditions and parameters choose the settings of a registry',
    build: (app) => {
      const stack = stackIn(app, 'Registry');
      const expression = Fn.conditionEquals(Aws.STACK_NAME, new CfnParameter(stack, 'Live').valueAsString);
      const live = new CfnCondition(stack, 'IsLive', { expression });
      const notLive = new CfnCondition(stack, 'IsOther', { expression: Fn.conditionNot(live) });
      scanning(stack, 'LiveScanning', 'BASIC', '*').cfnOptions.condition = live;
      scanning(stack, 'OtherScanning', 'BASIC', 'team/*').cfnOptions.condition = notLive;
      const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
      replication(stack, prefix, [new CfnParameter(stack, 'Account').valueAsString, 'us-west-2']);
      const credentialArn = new CfnParameter(stack, 'Credentials').valueAsString;
      new ecr.CfnPullThroughCacheRule(stack, 'Hub', {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: 'registry-1.docker.io',
        credentialArn,
      });
    },
  },
  {
    name: 'images are signed with own and shared profiles',
    build: (app) => {
      const stack = stackIn(app, 'Registry');
      handWritten(stack, 'Signed', handWrittenKey(stack).attrArn, {
        repositoryName: 'prod/signed',
        lifecyclePolicy: { lifecyclePolicyText: LifecyclePolicy.keepAll().toJson() },
      });
      const own = new signer.CfnSigningProfile(stack, 'Profile', { platformId: 'Notation-OCI-SHA384-ECDSA' });
      const shared = `arn:aws:signer:${REGION}:${OTHER}:/signing-profiles/shared`;
      const rule = (signingProfileArn: string, filter: string) => ({
        signingProfileArn,
        repositoryFilters: [{ filter, filterType: 'WILDCARD_MATCH' }],
      });
      new ecr.CfnSigningConfiguration(stack, 'Signing', {
        rules: [rule(own.attrArn, 'prod/*'), rule(shared, 'base/*')],
      });
    },
  },
  {
    name: 'stages have a registry in each of their accounts',
    build: (app: App) => {
      for (const [id, account] of [
        ['Dev', OTHER],
        ['Prod', ACCOUNT],
      ]) {
        const stack = new Stack(new Stage(app, id, { env: { account, region: REGION } }), 'Registry');
        scanning(stack, 'Scanning', 'BASIC', 'shop/*', 'jobs/*');
        const unscanned = { imageScanningConfiguration: undefined };
        handWritten(stack, 'Api', handWrittenKey(stack).attrArn, { ...unscanned, repositoryName: 'shop/api' });
      }
    },
  },
];
