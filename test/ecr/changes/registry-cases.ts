import { Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ChangeCase } from './change-case';
import { ENV } from './deployment';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { ImagePushRole } from '../../../src/ci/image-push-role';
import { WorkloadIdentity } from '../../../src/ci/workload-identity';
import type { REGISTRY_CHANGES } from '../../../src/ecr/changes/registry-changes';
import { RegistryPolicyScope } from '../../../src/ecr/registry-policy-scope';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { FindingLog } from '../../../src/monitoring/finding-log';
import { NotificationTopic } from '../../../src/monitoring/notification-topic';
import { RegistryAccountSettings } from '../../../src/registry/account/registry-account-settings';
import type { PullThroughCacheOptions } from '../../../src/registry/caches/pull-through-cache';
import { PullThroughCacheCredentials } from '../../../src/registry/caches/pull-through-cache-credentials';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import { RegistryPolicyStatement } from '../../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../../src/registry/registry';
import type { RegistryProps } from '../../../src/registry/registry';
import { RegistryRemovalPolicy } from '../../../src/registry/registry-removal-policy';
import { ImageSigningProfile } from '../../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';
import { RepositoryKey } from '../../../src/repository/repository-key';
import { outside } from '../../support/outside';

const OTHER = '999999999999';
const AES256 = { encryption: RepositoryEncryption.aes256() };

const registry =
  (then: (registry: Registry) => unknown = () => undefined, props: RegistryProps = {}) =>
  (stack: Construct) =>
    void then(new Registry(stack, 'Registry', props));
const admit =
  (...accounts: string[]) =>
  (own: Registry) => {
    for (const account of accounts) {
      own.addToPolicy(RegistryPolicyStatement.allowReplicationFrom({ account, repositoryPrefixes: ['prod/'] }));
    }
  };
const replicate = (own: Registry) =>
  own.replicateTo(outside(own, { account: OTHER, region: 'eu-central-1' }), { repositoryPrefixes: ['prod/'] });
const cache = (options: PullThroughCacheOptions) => registry((own) => own.addPullThroughCache('Cache', options));
const credentials = (id: string, description?: string) => (stack: Construct) =>
  new PullThroughCacheCredentials(stack, id, { name: 'docker-hub', description });
const pushRole = (id: string, roleName?: string) => (stack: Construct) =>
  new ImagePushRole(stack, id, {
    roleName,
    identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', branch: 'main', repositoryId: '42' }),
    repositories: [new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' })],
  });
const findingLog = (key: (stack: Construct) => RepositoryKey | undefined) => (stack: Construct) =>
  new FindingLog(stack, 'Findings', {
    registry: new Registry(stack, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) }),
    encryptionKey: key(stack),
  });
const profile = (days: number) => (stack: Construct) =>
  new ImageSigningProfile(stack, 'Profile', { signingProfileName: 'images', signatureValidity: Duration.days(days) });

export const REGISTRY_CASES: Record<keyof typeof REGISTRY_CHANGES, ChangeCase | ChangeCase[]> = {
  'registry-id': [
    { before: registry(admit(OTHER)), after: (stack) => admit(OTHER)(new Registry(stack, 'Images')) },
    { before: registry(admit(OTHER)), after: (stack) => registry(admit(OTHER))(new Construct(stack, 'Platform')) },
  ],
  'registry-stack': {
    before: registry(admit(OTHER)),
    after: (_, app) => registry(admit(OTHER))(new Stack(app, 'Other', { env: ENV })),
  },
  'registry-stack-renamed': {
    before: (_, app) => registry(admit(OTHER))(new Stack(app, 'Own', { env: ENV, stackName: 'old' })),
    after: (_, app) => registry(admit(OTHER))(new Stack(app, 'Own', { env: ENV, stackName: 'new' })),
  },
  'registry-removed': { before: registry(admit(OTHER)) },
  'statement-removed': { before: registry(admit(OTHER, '888888888888')), after: registry(admit(OTHER)) },
  'last-statement-removed': { before: registry(admit(OTHER)), after: registry() },
  'replication-removed': { before: registry(replicate), after: registry() },
  'exclusion-removed': {
    before: registry((own) =>
      own.excludeFromPullTime(iam.Role.fromRoleArn(own, 'Scanner', `arn:aws:iam::${OTHER}:role/scanner`)),
    ),
    after: registry(),
  },
  'retain-to-revoke': {
    before: registry(replicate, { removalPolicy: RegistryRemovalPolicy.RETAIN }),
    after: registry(replicate),
  },
  'ids-by-path': {
    before: (stack) => {
      const policy = new ecr.CfnRegistryPolicy(stack, 'RegistryPolicy', { policyText: {} });
      policy.applyRemovalPolicy(RemovalPolicy.RETAIN);
    },
    after: registry(admit(OTHER)),
  },
  'registry-adopted': {
    // A stack of others stands for what exists already.
    before: (_, app) => new ecr.CfnRegistryPolicy(new Stack(app, 'Theirs', { env: ENV }), 'Policy', { policyText: {} }),
    after: registry(admit(OTHER)),
  },
  'removed-after-retain': {
    before: registry(replicate, { removalPolicy: RegistryRemovalPolicy.RETAIN }),
    after: registry(),
  },
  'scanning-removed': {
    before: registry(undefined, { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) }),
    after: registry(),
  },
  'signing-removed': {
    before: registry((own) => own.addSigningRule({ profile: new ImageSigningProfile(own, 'Profile') })),
    after: registry(),
  },
  'stack-deleted': {
    before: (stack) => {
      stack.terminationProtection = false;
      registry(admit(OTHER))(stack);
    },
    warnsBefore: true,
  },
  'template-prefix': {
    before: registry((own) => own.addCreateOnPush('Team', { prefix: 'team/' })),
    after: registry((own) => own.addCreateOnPush('Team', { prefix: 'teams/' })),
  },
  'template-settings': {
    before: registry((own) => own.addCreateOnPush('Team', { prefix: 'team/' })),
    after: registry((own) => own.addCreateOnPush('Team', { prefix: 'team/', settings: { tags: { team: 'one' } } })),
  },
  'template-removed': {
    before: registry((own) => own.addCreateOnPush('Team', { prefix: 'team/' })),
    after: registry(),
  },
  'cache-removed': { before: cache({ upstream: UpstreamRegistry.quay() }), after: registry() },
  'cache-own-account': {
    // The statement of the cache as it was before.
    before: registry((own) => {
      own.addPullThroughCache('Cache', { upstream: UpstreamRegistry.quay() });
      const statement = new iam.PolicyStatement({
        sid: 'ImportAndCreateUnderQuayByOrganizationA1b2c3d4e5',
        principals: [new iam.OrganizationPrincipal('o-a1b2c3d4e5')],
        actions: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
        resources: [`arn:aws:ecr:${ENV.region}:${ENV.account}:repository/quay/*`],
      });
      own.addToPolicy(RegistryPolicyStatement.of(statement));
    }),
    after: registry((own) =>
      own
        .addPullThroughCache('Cache', { upstream: UpstreamRegistry.quay() })
        .allowPullFrom(RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')),
    ),
  },
  'cache-adopted': {
    before: (_, app) =>
      new ecr.CfnPullThroughCacheRule(new Stack(app, 'Theirs', { env: ENV }), 'Cache', {
        ecrRepositoryPrefix: 'quay',
        upstreamRegistryUrl: 'quay.io',
      }),
    after: cache({ upstream: UpstreamRegistry.quay() }),
  },
  'cache-tagged': {
    before: cache({ upstream: UpstreamRegistry.quay(), settings: AES256 }),
    after: (stack) => {
      cache({ upstream: UpstreamRegistry.quay(), settings: AES256 })(stack);
      Tags.of(stack).add('team', 'platform');
    },
  },
  'cache-upstream': {
    before: cache({ upstream: UpstreamRegistry.quay(), repositoryPrefix: 'cache' }),
    after: cache({ upstream: UpstreamRegistry.ecrPublic(), repositoryPrefix: 'cache' }),
  },
  'cache-prefix': {
    before: cache({ upstream: UpstreamRegistry.quay() }),
    after: cache({ upstream: UpstreamRegistry.quay(), repositoryPrefix: 'cache' }),
  },
  'cache-credentials-id': { before: credentials('Old'), after: credentials('New') },
  'cache-credentials-description': { before: credentials('Hub'), after: credentials('Hub', 'Docker Hub') },
  'signature-validity': { before: profile(365), after: profile(730) },
  'signature-validity-unnamed': {
    before: (stack) => new ImageSigningProfile(stack, 'Profile', { signatureValidity: Duration.days(365) }),
    after: (stack) => new ImageSigningProfile(stack, 'Profile', { signatureValidity: Duration.days(730) }),
  },
  'push-role-id-named': { before: pushRole('Ci', 'ci'), after: pushRole('Push', 'ci') },
  'push-role-id': { before: pushRole('Ci'), after: pushRole('Push') },
  'notification-topic-removed': { before: (stack) => new NotificationTopic(stack, 'Pager') },
  'monitoring-key': {
    before: findingLog((stack) => new RepositoryKey(stack, 'OldKey')),
    after: findingLog(() => undefined),
  },
  'account-settings-removed': {
    before: (stack) => new RegistryAccountSettings(stack, 'Settings', { policyScope: RegistryPolicyScope.V2 }),
  },
};
