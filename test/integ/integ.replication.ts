import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { Registry } from '../../src/registry/registry';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';

// Snapshots must not contain paths of a local machine.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });

// Each side is configured with the account of the other. To deploy, use two of your own accounts.
const account = '111122223333';
const otherAccount = '444455556666';

function registryIn(id: string, env: { account: string; region: string }): Registry {
  const stack = new Stack(app, `cdk-ecr-replication-${id}`, { env, description: 'Replication between registries' });
  return new Registry(stack, 'Registry', {
    scanning: RegistryScanning.basic({ onPush: ['*'] }),
  });
}

const source = registryIn('source', { account, region: 'eu-west-1' });
const region = registryIn('region', { account, region: 'eu-central-1' });
const other = registryIn('account', { account: otherAccount, region: 'us-east-1' });

// The replicas get the settings of these repositories.
const shared = {
  tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
  lifecycle: LifecyclePolicy.of(LifecycleRule.expireUntagged(Duration.days(7))),
  access: [RepositoryAccess.pullFromAccounts(['222222222222'])],
  tags: { team: 'platform' },
};
for (const name of ['api', 'web']) {
  new PrivateRepository(Stack.of(source), name, {
    repositoryName: `cdk-ecr-integ/prod/${name}`,
    removalPolicy: RemovalPolicy.DESTROY,
    ...shared,
  });
}

for (const destination of [region, other]) {
  source.replicateTo(destination, { repositoryPrefixes: ['cdk-ecr-integ/prod/'] });
}
// Other settings, without a key and tags, so that there is no role.
source.replicateTo(region, {
  repositoryPrefixes: ['cdk-ecr-integ/dev/'],
  settings: { encryption: RepositoryEncryption.aes256(), tagMutability: ImageTagMutability.mutable() },
});
// Replication in the other direction, with a prefix that is not a namespace.
other.replicateTo(source, { repositoryPrefixes: ['cdk-ecr-integ/back-'], rootTemplate: true });

// A destination and a source outside the app.
source
  .replicateTo(
    Registry.fromRegistryAttributes(Stack.of(source), 'Outside', { account: otherAccount, region: 'eu-west-2' }),
    {
      repositoryPrefixes: ['cdk-ecr-integ/prod/'],
    },
  )
  .output('London');
region.acceptReplicationFrom({
  account: otherAccount,
  repositoryPrefixes: ['cdk-ecr-integ/partner/'],
  settings: { tags: { origin: 'partner' } },
});

new IntegTest(app, 'Replication', { testCases: [source, region, other].map((registry) => Stack.of(registry)) });
