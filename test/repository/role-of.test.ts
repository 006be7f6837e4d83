import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RepositoryAccess } from '../../src/access/repository-access';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import { UpstreamRegistry } from '../../src/registry/caches/upstream-registry';
import { Registry } from '../../src/registry/registry';
import { ImageSigningProfile } from '../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../src/repository/private-repository';
import type { PrivateRepositoryProps } from '../../src/repository/private-repository';
import { outside } from '../support/outside';
import { warningsOf } from '../support/warnings';

const HOME = { account: '111122223333', region: 'eu-west-1' };
const THERE = { account: '111122223333', region: 'eu-central-1' };
const KEEP_ALL = LifecyclePolicy.keepAll();

/** A repository of an app, and the stacks that may give it a role. */
interface World {
  readonly repositories: Stack;
  readonly registries: Stack;
  readonly elsewhere: Stack;
}

function newWorld(): World {
  const app = new App();
  const stack = (id: string, env = HOME) => new Stack(app, id, { env, terminationProtection: true });
  return { registries: stack('Registries'), elsewhere: stack('Elsewhere', THERE), repositories: stack('Repositories') };
}

function declare({ repositories }: World, props: PrivateRepositoryProps = {}): PrivateRepository {
  return new PrivateRepository(repositories, 'Api', { repositoryName: 'prod/api', ...props });
}

function lifecycleOf({ repositories }: World): string {
  const [{ Properties: properties }] = Object.values(
    Template.fromStack(repositories).findResources('AWS::ECR::Repository'),
  );
  return properties.LifecyclePolicy.LifecyclePolicyText;
}

function notesOf({ repositories }: World): string[] {
  return Annotations.fromStack(repositories)
    .findInfo('*', Match.anyValue())
    .map(({ entry }) => String(entry.data).replace(/ \[ack: .*$/, ''));
}

const registryIn = (stack: Stack) => Registry.tryOf(stack) ?? new Registry(stack, 'Registry');

type Cause = (world: World) => void;

const REPLICATES: Cause = ({ registries, elsewhere }) =>
  void registryIn(elsewhere).replicateTo(registryIn(registries), { repositoryPrefixes: ['prod/'] });
const CACHES: Cause = ({ registries }) =>
  void registryIn(registries).addPullThroughCache('Quay', {
    upstream: UpstreamRegistry.quay(),
    repositoryPrefix: 'prod',
  });
const SIGNS: Cause = ({ registries }) =>
  registryIn(registries).addSigningRule({
    profile: new ImageSigningProfile(registries, 'Profile'),
    repositoryFilters: ['prod/*'],
  });

describe('the default lifecycle of a repository follows what another stack does:', () => {
  test.each<[string, Cause, LifecyclePolicy, string[]]>([
    ['nothing', () => undefined, LifecyclePolicy.forPulledImages(), []],
    [
      'a registry of the app replicates to it',
      REPLICATES,
      KEEP_ALL,
      ['lifecycle: nothing expires by default, because Elsewhere/Registry replicates prod/ to it'],
    ],
    [
      'a registry of the app replicates to its account and region, which has no Registry',
      ({ registries, elsewhere }) =>
        void registryIn(elsewhere).replicateTo(outside(elsewhere, registries.env), { repositoryPrefixes: ['prod/'] }),
      KEEP_ALL,
      ['lifecycle: nothing expires by default, because Elsewhere/Registry replicates prod/ to it'],
    ],
    [
      'its registry accepts images of another account',
      ({ registries }) => registryIn(registries).acceptReplicationFrom({ account: '999999999999', rootTemplate: true }),
      KEEP_ALL,
      ['lifecycle: nothing expires by default, because Registries/Registry accepts images from account 999999999999'],
    ],
    [
      'a pull-through cache has its prefix',
      CACHES,
      LifecyclePolicy.forPullThroughCache(),
      [
        'lifecycle: images are archived by their last pull, because Registries/Registry/Quay caches prod',
        'tagMutability: tags can move, because Registries/Registry/Quay caches prod',
      ],
    ],
    [
      'its images are signed',
      SIGNS,
      KEEP_ALL,
      ['lifecycle: nothing expires by default, because Registries/Registry signs its images'],
    ],
    [
      'it is replicated to and cached',
      (world) => [CACHES, REPLICATES].forEach((cause) => cause(world)),
      KEEP_ALL,
      [
        'lifecycle: nothing expires by default, because Elsewhere/Registry replicates prod/ to it',
        'tagMutability: tags can move, because Registries/Registry/Quay caches prod',
      ],
    ],
    [
      'other prefixes are replicated, cached and signed',
      ({ registries, elsewhere }) => {
        registryIn(elsewhere).replicateTo(registryIn(registries), { repositoryPrefixes: ['product/', 'dev/'] });
        registryIn(registries).addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
      },
      LifecyclePolicy.forPulledImages(),
      [],
    ],
    [
      'it replicates to another registry',
      ({ registries, elsewhere }) =>
        void registryIn(registries).replicateTo(registryIn(elsewhere), { repositoryPrefixes: ['prod/'] }),
      LifecyclePolicy.forPulledImages(),
      [],
    ],
  ])('%s', (_, cause, lifecycle, notes) => {
    for (const order of [0, 1]) {
      const world = newWorld();
      if (order === 0) cause(world);
      declare(world);
      if (order === 1) cause(world);
      expect(lifecycleOf(world)).toBe(lifecycle.toJson());
      expect(notesOf(world)).toEqual(notes);
      expect(lifecycleOf(world)).toBe(lifecycle.toJson());
    }
  });
});

describe('the default lifecycle of a repository keeps everything when AWS Lambda may pull:', () => {
  test.each<[string, (repository: PrivateRepository) => void]>([
    [
      'by a grant',
      (repository) => repository.grants.admit(RepositoryAccess.pullFromLambda({ accounts: ['444455556666'] })),
    ],
    [
      'by a statement',
      (repository) =>
        repository.addToResourcePolicy(
          new iam.PolicyStatement({
            actions: ['ecr:BatchGetImage'],
            principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
          }),
        ),
    ],
    [
      'because a function of the app runs its image',
      (repository) =>
        new lambda.DockerImageFunction(repository.stack, 'Function', {
          code: lambda.DockerImageCode.fromEcr(repository),
        }),
    ],
    [
      'by a policy of an L1',
      (repository) => {
        (repository.node.defaultChild as ecr.CfnRepository).repositoryPolicyText = {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'ecr:BatchGetImage',
          },
        };
      },
    ],
  ])('%s', (_, admit) => {
    const world = newWorld();
    admit(declare(world));
    expect(lifecycleOf(world)).toBe(KEEP_ALL.toJson());
    expect(notesOf(world)).toContain('lifecycle: nothing expires by default, because AWS Lambda may pull from it');
  });

  test('by its access in the settings', () => {
    const world = newWorld();
    declare(world, { access: [RepositoryAccess.pullFromLambda({ accounts: ['444455556666'] })] });
    expect(lifecycleOf(world)).toBe(KEEP_ALL.toJson());
  });

  test('but not when only an account may pull', () => {
    const world = newWorld();
    declare(world, { access: [RepositoryAccess.pullFromAccounts(['444455556666'])] });
    expect(lifecycleOf(world)).toBe(LifecyclePolicy.forPulledImages().toJson());
  });
});

describe('a lifecycle that was chosen', () => {
  const tags = TagSelection.pattern('v*');
  const byPulls = LifecyclePolicy.of(
    LifecycleRule.archiveNotPulledFor(Duration.days(30), { tags }),
    LifecycleRule.expireOlderThan(Duration.days(60), { tags: TagSelection.untagged() }),
    LifecycleRule.archiveNotPulledFor(Duration.days(90)),
    LifecycleRule.expireArchivedAfter(Duration.days(90)),
  );
  const rulesIn = (world: World) =>
    (
      JSON.parse(lifecycleOf(world)) as { rules: { description?: string; selection: { countType: string } }[] }
    ).rules.map(({ description, selection }) => `${selection.countType}${description ? ` (${description})` : ''}`);

  test('never reads pulls in a replica, where its rules still claim their images', () => {
    const world = newWorld();
    declare(world, { lifecycle: byPulls });
    REPLICATES(world);
    expect(rulesIn(world)).toEqual([
      'imageCountMoreThan (Never acts: nobody pulls from a replica before it is needed)',
      'sinceImagePushed',
      'imageCountMoreThan (Never acts: nobody pulls from a replica before it is needed)',
      'sinceImageTransitioned',
    ]);
    expect(warningsOf(world.repositories)).toContain(
      'lifecycle: rules 1 and 3 never act here, because nobody pulls from a replica before it is needed (Elsewhere/Registry ' +
        'replicates prod/ to it); give these repositories a lifecycle without such rules [ack: cdk-ecr::roleLifecycle]',
    );
  });

  test('never looks at the push in a cache', () => {
    const world = newWorld();
    declare(world, { lifecycle: byPulls });
    CACHES(world);
    expect(rulesIn(world)).toEqual([
      'sinceImagePulled',
      'imageCountMoreThan (Never acts: a cache cannot fetch an image by digest again)',
      'sinceImagePulled',
      'sinceImageTransitioned',
    ]);
    expect(warningsOf(world.repositories)).toEqual([expect.stringContaining('[ack: cdk-ecr::roleLifecycle]')]);
  });

  test('stays as it is where workloads pull, and where images are signed', () => {
    for (const cause of [() => undefined, SIGNS]) {
      const world = newWorld();
      declare(world, { lifecycle: byPulls });
      cause(world);
      expect(lifecycleOf(world)).toBe(byPulls.toJson());
      expect(notesOf(world)).toEqual([]);
    }
  });
});

describe('a repository whose name CloudFormation generates', () => {
  test.each<[string, string[] | undefined, LifecyclePolicy]>([
    ['is no replica of a namespace', ['prod/'], LifecyclePolicy.forPulledImages()],
    ['is a replica where all repositories are replicated', undefined, KEEP_ALL],
  ])('%s', (_, repositoryPrefixes, lifecycle) => {
    const world = newWorld();
    declare(world, { repositoryName: undefined });
    const options = { repositoryPrefixes, rootTemplate: repositoryPrefixes === undefined };
    registryIn(world.elsewhere).replicateTo(registryIn(world.registries), options);
    expect(lifecycleOf(world)).toBe(lifecycle.toJson());
  });
});

test('archive: false leaves no rule that archives by default, and refuses one that was chosen', () => {
  const world = newWorld();
  declare(world, { archive: false });
  expect(lifecycleOf(world)).toBe(KEEP_ALL.toJson());
  expect(() => declare(newWorld(), { archive: false, lifecycle: LifecyclePolicy.forPulledImages() })).toThrow(
    'PrivateRepository at Repositories/Api: lifecycle is "a rule that archives images" but must have no such rule with ' +
      'archive: false; leave the rule out, or leave archive out where the region has the archive',
  );
});
