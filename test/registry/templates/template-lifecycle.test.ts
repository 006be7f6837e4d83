import { App, Duration, Stack } from 'aws-cdk-lib';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../src/registry/registry';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../src/repository/private-repository';
import type { RepositorySettings } from '../../../src/repository/repository-settings';

// Warnings on lifecycles of creation templates, from which ECR creates repositories.

const env = { account: '111122223333', region: 'eu-west-1' };
const untagged = LifecyclePolicy.of(LifecycleRule.expireUntagged(Duration.days(14)));
/** A lifecycle with one finding in every place of use. */
const lifecycle = LifecyclePolicy.of(LifecycleRule.keepNewest(9, { tags: TagSelection.any() }));

const RELEASES_EXPIRE =
  'lifecycle: rule 1 expires everything beyond the newest 9, whatever the tags, and no rule keeps releases, which go as ' +
  'soon as enough builds are newer; put LifecycleRule.keep for their tags before it';

/** The path and text of every warning on a lifecycle at synthesis. */
function warnings(app: App): [string, string][] {
  app.synth({ force: true });
  return app.node
    .findAll()
    .flatMap((construct) =>
      construct.node.metadata
        .filter(({ type, data }) => type === 'aws:cdk:warning' && String(data).startsWith('lifecycle:'))
        .map(({ data }): [string, string] => [construct.node.path, String(data).replace(/ \[ack: .*$/, '')]),
    );
}

function registryIn(app: App, id = 'Stack', region = env.region): Registry {
  return new Registry(new Stack(app, id, { env: { ...env, region } }), 'Registry');
}

describe('the lifecycle of a creation template', () => {
  test('is reviewed for create-on-push, with the warning at the template', () => {
    const app = new App();
    registryIn(app).addCreateOnPush('Teams', { prefix: 'team/', settings: { lifecycle } });
    expect(warnings(app)).toEqual([['Stack/Registry/Templates/team', RELEASES_EXPIRE]]);
  });

  test('is reviewed for a pull-through cache', () => {
    const app = new App();
    const settings = { lifecycle, tagMutability: ImageTagMutability.mutable() };
    registryIn(app).addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay(), settings });
    expect(warnings(app)).toEqual([
      [
        'Stack/Registry/Templates/quay',
        'lifecycle: rule 1 never acts here, because a cache cannot fetch an image by digest again (a pull-through cache ' +
          'creates them); give these repositories a lifecycle without such rules',
      ],
    ]);
  });

  test('is reviewed once when two features share the template', () => {
    const app = new App();
    const registry = registryIn(app);
    const settings = { lifecycle, tagMutability: ImageTagMutability.mutable() };
    registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay(), settings });
    registry.addCreateOnPush('Pushed', { prefix: 'quay/', settings });
    expect(warnings(app)).toHaveLength(1);
  });

  test('is reviewed when another template has the same lifecycle', () => {
    const app = new App();
    const registry = registryIn(app);
    registry.addCreateOnPush('Teams', { prefix: 'team/', settings: { lifecycle } });
    registry.addCreateOnPush('Tools', { prefix: 'tools/', settings: { lifecycle } });
    expect(warnings(app).map(([path]) => path)).toEqual([
      'Stack/Registry/Templates/team',
      'Stack/Registry/Templates/tools',
    ]);
  });

  test.each<[string, RepositorySettings, number]>([
    ['can move', { lifecycle: untagged, tagMutability: ImageTagMutability.mutable() }, 1],
    ['cannot move', { lifecycle: untagged, tagMutability: ImageTagMutability.immutable() }, 0],
  ])('is reviewed by whether the tags of the template can move: tags %s', (_, settings, found) => {
    const app = new App();
    registryIn(app).addCreateOnPush('Teams', { prefix: 'team/', settings });
    const texts = warnings(app).map(([, text]) => text);
    expect(texts).toHaveLength(found);
    for (const text of texts) {
      expect(text).toContain('so an old image whose tag moves, or moved before, is deleted within a day');
    }
  });

  test('has no warning by default', () => {
    const app = new App();
    const registry = registryIn(app);
    registry.addCreateOnPush('Teams', { prefix: 'team/' });
    registry.addCreateOnPush('Moving', { prefix: 'dev/', settings: { tagMutability: ImageTagMutability.mutable() } });
    registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
    expect(warnings(app)).toEqual([]);
  });
});

describe('the lifecycle in a creation template for replicas', () => {
  test('is reviewed when replicateTo gets settings', () => {
    const app = new App();
    const replica = registryIn(app, 'There', 'eu-central-1');
    registryIn(app, 'Here').replicateTo(replica, { repositoryPrefixes: ['prod/'], settings: { lifecycle } });
    expect(warnings(app)).toEqual([['There/Registry/Templates/prod', RELEASES_EXPIRE]]);
  });

  test('is reviewed when it comes from source repositories that are declared later', () => {
    const app = new App();
    const replica = registryIn(app, 'There', 'eu-central-1');
    const source = registryIn(app, 'Here');
    source.replicateTo(replica, { repositoryPrefixes: ['prod/'] });
    new PrivateRepository(Stack.of(source), 'Api', { repositoryName: 'prod/api', lifecycle });
    const expected = [
      ['Here/Api', RELEASES_EXPIRE],
      ['There/Registry/Templates/prod', RELEASES_EXPIRE],
    ];
    expect(warnings(app).sort()).toEqual(expected);
    expect(warnings(app).sort()).toEqual(expected);
  });
});
