import { App, Mixins, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { RepositoryDefaults } from '../../src/defaults/repository-defaults';
import { MixinStrategy } from '../../src/mixins/mixin-strategy';
import { RepositoryBaseline } from '../../src/mixins/repository-baseline';
import { RepositoryTagImmutability } from '../../src/mixins/repository-tag-immutability';
import { UpstreamRegistry } from '../../src/registry/caches/upstream-registry';
import { Registry } from '../../src/registry/registry';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import { warningsOf } from '../support/warnings';

const env = { account: '111122223333', region: 'eu-west-1' };
const NAME = 'quay/mesh/agent';

type Declare = (stack: Stack) => unknown;

const CACHES: [string, Declare][] = [
  [
    'a cache of this library',
    (stack) => new Registry(stack, 'Registry').addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() }),
  ],
  ['an L1', l1Cache],
  ['an L1 in a nested stack', (stack) => l1Cache(new NestedStack(stack, 'Nested'))],
];

function l1Cache(stack: Stack, ecrRepositoryPrefix = 'quay') {
  return new ecr.CfnPullThroughCacheRule(stack, 'Quay', { ecrRepositoryPrefix, upstreamRegistryUrl: 'quay.io' });
}

const ours: Declare = (stack) => new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
const l2: Declare = (stack) => new ecr.Repository(stack, 'Repository', { repositoryName: NAME });
const l1: Declare = (stack) => new ecr.CfnRepository(stack, 'Repository', { repositoryName: NAME });
const immutable = ImageTagMutability.immutable({ exceptTags: ['latest'] });

const REPOSITORIES: [string, () => App, Declare][] = [
  ['PrivateRepository', () => new App(), ours],
  [
    'PrivateRepository with defaults',
    () => new App({ propertyInjectors: RepositoryDefaults.of({ tagMutability: immutable }) }),
    ours,
  ],
  ['ecr.Repository with defaults', () => new App({ propertyInjectors: RepositoryDefaults.of() }), l2],
  [
    'ecr.Repository with defaults that have exceptions',
    () => new App({ propertyInjectors: RepositoryDefaults.of({ tagMutability: immutable }) }),
    l2,
  ],
  [
    'ecr.Repository under the baseline',
    () => new App(),
    (stack) => Mixins.of(l2(stack) as never).apply(new RepositoryBaseline()),
  ],
  [
    'ecr.CfnRepository under a mixin',
    () => new App(),
    (stack) => Mixins.of(l1(stack) as never).apply(new RepositoryTagImmutability()),
  ],
];

function mutabilityIn(stack: Stack): unknown {
  const [repository] = Object.values(Template.fromStack(stack).findResources('AWS::ECR::Repository'));
  const { ImageTagMutability: mode, ImageTagMutabilityExclusionFilters: filters } = repository.Properties as never;
  return filters === undefined ? mode : [mode, filters];
}

describe.each(CACHES)('in the namespace of %s', (_, cache) => {
  test.each(REPOSITORIES)('the default lets tags follow the upstream, in any order: %s', (__, newApp, declare) => {
    for (const order of [
      [cache, declare],
      [declare, cache],
    ]) {
      const stack = new Stack(newApp(), 'Stack', { env });
      order.forEach((each) => each(stack));
      expect(mutabilityIn(stack)).toBe('MUTABLE');
    }
  });
});

test.each(REPOSITORIES)('the default stays outside the namespace of a cache: %s', (_, newApp, declare) => {
  const app = newApp();
  const stack = new Stack(app, 'Stack', { env });
  l1Cache(stack, 'quay/mesh/agents');
  l1Cache(new Stack(app, 'Elsewhere', { env: { ...env, region: 'us-east-1' } }));
  declare(stack);
  expect(mutabilityIn(stack)).not.toBe('MUTABLE');
});

describe('a choice of the owner stays', () => {
  const choose = (tagMutability: ImageTagMutability) => {
    const stack = new Stack(new App(), 'Stack', { env });
    l1Cache(stack);
    new PrivateRepository(stack, 'Repository', { repositoryName: NAME, tagMutability });
    return stack;
  };

  test('with a warning if no tag can move', () => {
    const stack = choose(ImageTagMutability.immutable());
    expect(mutabilityIn(stack)).toBe('IMMUTABLE');
    expect(warningsOf(stack)).toEqual([
      'tagMutability: Stack/Quay caches quay, but an immutable tag that the upstream moves stays on the image that was ' +
        'cached first; use ImageTagMutability.mutable(), or immutable() with exceptions for the tags that move [ack: ' +
        'cdk-ecr::immutableCache]',
    ]);
  });

  test('without a warning about the cache if some tags can move', () => {
    expect(warningsOf(choose(immutable)).join()).not.toContain('immutableCache');
  });

  test('also that of a mixin that overrides', () => {
    const stack = new Stack(new App(), 'Stack', { env });
    l1Cache(stack);
    const repository = new ecr.Repository(stack, 'Repository', { repositoryName: NAME });
    Mixins.of(repository).apply(new RepositoryTagImmutability(undefined, { strategy: MixinStrategy.OVERRIDE }));
    expect(mutabilityIn(stack)).toBe('IMMUTABLE');
    expect(warningsOf(stack).join()).toContain('immutableCache');
  });

  test('of ecr.Repository, which defaults do not change', () => {
    const stack = new Stack(new App({ propertyInjectors: RepositoryDefaults.of() }), 'Stack', { env });
    l1Cache(stack);
    new ecr.Repository(stack, 'Repository', {
      repositoryName: NAME,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
    });
    expect(mutabilityIn(stack)).toBe('IMMUTABLE');
  });
});
