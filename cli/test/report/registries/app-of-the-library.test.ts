import { App, Stack } from 'aws-cdk-lib';
import { AccountPrincipal } from 'aws-cdk-lib/aws-iam';
import { partsOf } from './support';
import { RegistryScanning } from '../../../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { UpstreamRegistry } from '../../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../../src/registry/registry';
import { ImageTagMutability } from '../../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { Workspace } from '../../support';

test('a report says of an app of the library what its constructs were asked for', async () => {
  const files = new Workspace();
  const app = new App({ outdir: `${files.folder}/cdk.out`, analyticsReporting: false });
  const account = '111122223333';
  const images = new Stack(app, 'Images', { env: { account, region: 'eu-west-1' } });
  const recovery = new Stack(app, 'Recovery', { env: { account, region: 'eu-central-1' } });
  const scanning = RegistryScanning.enhanced({ continuous: ['apps/*'], onPush: ['*'] });
  const registry = new Registry(images, 'Registry', { scanning });
  registry.addPullThroughCache('Kubernetes', { upstream: UpstreamRegistry.kubernetes() });
  registry.replicateTo(new Registry(recovery, 'Registry', { scanning }), { repositoryPrefixes: ['apps/'] });
  const api = new PrivateRepository(images, 'Api', {
    repositoryName: 'apps/api',
    tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
  });
  api.grants.pull(new AccountPrincipal('999988887777'));
  new PrivateRepository(images, 'Nameless');
  app.synth();

  const { registries, repositories, principals, grants, lifecycles } = await partsOf(files, ['$/cdk.out']);
  expect(registries.map(({ name, replications, caches }) => ({ name, replications, caches }))).toEqual([
    { name: '111122223333/eu-central-1', replications: [], caches: [] },
    {
      name: '111122223333/eu-west-1',
      replications: [{ to: 0, prefixes: ['apps/'] }],
      caches: [{ prefix: 'kubernetes', upstream: 'registry.k8s.io', hasCredentials: false }],
    },
  ]);
  expect(repositories).toEqual([
    {
      ...{ registry: 1, name: 'Images/Nameless', path: 'Images/Nameless', origin: 'declared', owner: 'Images' },
      ...{ encryption: 'customer managed key alias/cdk-ecr/Images', mutability: 'immutable', lifecycle: 0 },
      ...{ scanning: { mode: 'unknown', by: 'filters of the registry, as the name is not known' } },
      ...{ replicas: [], grants: [] },
    },
    {
      ...{ registry: 1, name: 'apps/api', path: 'Images/Api', origin: 'declared', owner: 'Images' },
      ...{
        encryption: 'customer managed key alias/cdk-ecr/Images',
        mutability: 'immutable except latest',
        lifecycle: 0,
      },
      ...{ scanning: { mode: 'continuous', by: 'filter apps/*' } },
      ...{ replicas: [0], grants: [0] },
    },
  ]);
  expect(lifecycles.map(({ json }) => json)).toEqual([LifecyclePolicy.forPulledImages().toJson()]);
  expect([principals[grants[0].principal], grants[0].classes]).toEqual([
    { name: 'arn:aws:iam::999988887777:root', relation: 'outside', account: '999988887777' },
    ['pull'],
  ]);
  files.remove();
});
