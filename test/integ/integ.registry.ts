import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RegistryPolicyScope } from '../../src/ecr/registry-policy-scope';
import { ScanFrequency } from '../../src/ecr/scan-frequency';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import { InspectorPullRescanMode, InspectorScanning } from '../../src/registry/account/inspector-scanning';
import { RegistryAccountSettings } from '../../src/registry/account/registry-account-settings';
import { PullThroughCacheCredentials } from '../../src/registry/caches/pull-through-cache-credentials';
import { UpstreamRegistry } from '../../src/registry/caches/upstream-registry';
import { RegistryPolicyStatement } from '../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../src/registry/registry';
import { ImageSigningProfile } from '../../src/registry/signing/image-signing-profile';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';

// Snapshots must not contain paths of a local machine.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });

// Deployed first, because Amazon ECR does not find a secret immediately after its creation.
const credentials = new PullThroughCacheCredentials(
  new Stack(app, 'cdk-ecr-registry-credentials', { description: 'Credentials of pull-through caches' }),
  'Credentials',
  { name: 'cdk-ecr-integ', removalPolicy: RemovalPolicy.DESTROY },
);

const stack = new Stack(app, 'cdk-ecr-registry', { description: 'The registry of an account and region' });

const registry = new Registry(stack, 'Registry', {
  scanning: RegistryScanning.enhanced({ continuous: ['cdk-ecr-integ/prod/*'], onPush: ['*'] }),
  requireScanning: true,
  policyScope: RegistryPolicyScope.V2,
});
registry.addScanningRule(ScanFrequency.CONTINUOUS, ['cdk-ecr-integ/staging/*']);

// The defaults, with tags and access: key of the stack, role, tags of the scope.
registry.addPullThroughCache('EcrPublic', {
  upstream: UpstreamRegistry.ecrPublic(),
  settings: { tags: { team: 'platform' } },
});
// No role, because there is no KMS encryption and no tags.
registry.addPullThroughCache('Quay', {
  upstream: UpstreamRegistry.quay(),
  settings: { encryption: RepositoryEncryption.aes256() },
});
registry.addPullThroughCache('Kubernetes', {
  upstream: UpstreamRegistry.kubernetes(),
  precreate: ['pause', 'kube-proxy'],
});
registry.addPullThroughCache('Upstream', {
  upstream: UpstreamRegistry.ecr({
    account: '444455556666',
    region: 'eu-west-1',
    upstreamRepositoryPrefix: 'base-images',
  }),
  repositoryPrefix: 'cdk-ecr-integ/shared',
});
const dockerHub = registry.addPullThroughCache('DockerHub', {
  upstream: UpstreamRegistry.dockerHub({ credentials }),
});
dockerHub.allowPullFrom(RepositoryAccess.pullFromAccounts(['444455556666']));
dockerHub.allowPullFrom(RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5'));

// One template that both share, and another one with every property.
const shared = {
  encryption: RepositoryEncryption.customerManaged(registry.repositoryKey()),
  lifecycle: LifecyclePolicy.of(LifecycleRule.keepNewest(10, { tags: TagSelection.prefix('ci-') })),
};
registry.addCreateOnPush('Teams', { prefix: 'cdk-ecr-integ/team/', settings: shared });
registry.addCreateOnPush('SameTeams', { prefix: 'cdk-ecr-integ/team', settings: shared });
registry.addCreateOnPush('Others', {
  prefix: 'ROOT',
  settings: { encryption: RepositoryEncryption.awsManaged(), tagMutability: ImageTagMutability.immutable() },
});

const builder = new iam.Role(stack, 'Builder', { assumedBy: new iam.AccountRootPrincipal() });
for (const statement of [
  RegistryPolicyStatement.allowReplicationFrom({ account: '444455556666', repositoryPrefixes: ['cdk-ecr-integ/'] }),
  RegistryPolicyStatement.allowCreateOnPush({ principals: [builder], repositoryPrefixes: ['cdk-ecr-integ/team/'] }),
  RegistryPolicyStatement.of(
    new iam.PolicyStatement({
      sid: 'NobodyDeletes',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['ecr:BatchDeleteImage'],
      resources: [stack.formatArn({ service: 'ecr', resource: 'repository', resourceName: 'cdk-ecr-integ/keep/*' })],
    }),
  ),
]) {
  registry.addToPolicy(statement);
}

const profile = new ImageSigningProfile(stack, 'Profile', { removalPolicy: RemovalPolicy.DESTROY });
registry.addSigningRule({ profile, repositoryFilters: ['cdk-ecr-integ/prod/*'] });
const signed = new PrivateRepository(stack, 'Signed', {
  repositoryName: 'cdk-ecr-integ/prod/api',
  ...shared,
  removalPolicy: RemovalPolicy.DESTROY,
});
const push = new iam.ManagedPolicy(stack, 'Push', { roles: [builder] });
signed.grantPullPush(push);
Validations.of(push).acknowledge({
  id: 'AwsSolutions-IAM5[Resource::*]',
  reason: 'ecr:GetAuthorizationToken knows no resources',
});

registry.excludeFromPullTime(new iam.Role(stack, 'Scanner', { assumedBy: new iam.AccountRootPrincipal() }));

const settings = new RegistryAccountSettings(stack, 'AccountSettings', {
  blobMounting: true,
  policyScope: RegistryPolicyScope.V2,
  inspector: InspectorScanning.rescanning({
    rescanDuration: Duration.days(30),
    pullDateRescanDuration: Duration.days(90),
    pullDateRescanMode: InspectorPullRescanMode.LAST_PULL_DATE,
  }),
});
registry.node.addDependency(settings);

new IntegTest(app, 'Registry', { testCases: [stack] });
