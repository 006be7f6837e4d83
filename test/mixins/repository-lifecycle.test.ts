import { Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as fc from 'fast-check';
import { lifecycleOf, repositoryOf, stackOf } from './support';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import * as mixins from '../../src/mixins';
import { Registry } from '../../src/registry/registry';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import { lifecyclePolicy } from '../lifecycle/arbitraries';
import { warningsOf } from '../support/warnings';

const { KEEP_OWNERS, OVERRIDE } = mixins.MixinStrategy;
const OURS = LifecyclePolicy.of(LifecycleRule.keepNewest(7, { tags: TagSelection.prefix('ci-'), description: 'ours' }));
const OTHER = LifecyclePolicy.of(
  LifecycleRule.keepNewest(8, { tags: TagSelection.prefix('ci-'), description: 'other' }),
);

function descriptions(stack: ReturnType<typeof stackOf>): (string | undefined)[] {
  return lifecycleOf(stack).map(({ description }) => description);
}

describe('RepositoryLifecycle under KEEP_OWNERS', () => {
  const mixin = new mixins.RepositoryLifecycle(OURS);

  test('gives a repository without rules its own, as a literal text', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api').with(mixin);
    expect(repositoryOf(stack).Properties.LifecyclePolicy).toEqual({ LifecyclePolicyText: OURS.toJson() });
  });

  test('leaves the rules of the owner of an L2 alone', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api', { lifecycleRules: [{ description: 'owners', maxImageCount: 3 }] }).with(mixin);
    expect(descriptions(stack)).toEqual(['owners']);
  });

  test('gives way to a rule that the owner of an L2 adds later', () => {
    const stack = stackOf();
    const repository = new ecr.Repository(stack, 'Api');
    repository.with(mixin).with(mixin);
    repository.addLifecycleRule({ description: 'later', maxImageCount: 3 });
    expect(descriptions(stack)).toEqual(['later']);
  });

  test('gives way to a policy that the owner of an L1 sets later', () => {
    const stack = stackOf();
    const resource = new ecr.CfnRepository(stack, 'Api');
    resource.with(mixin);
    resource.lifecyclePolicy = { lifecyclePolicyText: OTHER.toJson() };
    expect(descriptions(stack)).toEqual(['other']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('leaves the policy of an L1; one without text keeps only its registry', () => {
    const stack = stackOf();
    new ecr.CfnRepository(stack, 'Api', { lifecyclePolicy: { lifecyclePolicyText: OTHER.toJson() } }).with(mixin);
    expect(descriptions(stack)).toEqual(['other']);

    const registry = stackOf();
    new ecr.Repository(registry, 'Api', { lifecycleRegistryId: '111122223333' }).with(mixin);
    expect(repositoryOf(registry).Properties.LifecyclePolicy).toEqual({
      RegistryId: '111122223333',
      LifecyclePolicyText: OURS.toJson(),
    });
  });

  test('leaves an intrinsic and an override of the owner', () => {
    const stack = stackOf();
    const condition = Fn.conditionIf('C', { LifecyclePolicyText: 'a' }, { LifecyclePolicyText: 'b' });
    new ecr.CfnRepository(stack, 'Api', { lifecyclePolicy: condition }).with(mixin);
    expect(repositoryOf(stack).Properties.LifecyclePolicy).toEqual({
      'Fn::If': ['C', expect.anything(), expect.anything()],
    });

    const overridden = stackOf();
    const resource = new ecr.CfnRepository(overridden, 'Api');
    resource.addPropertyOverride('LifecyclePolicy.LifecyclePolicyText', OTHER.toJson());
    resource.with(mixin);
    expect(descriptions(overridden)).toEqual(['other']);
  });

  test('gives way to an earlier mixin', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api').with(mixin, new mixins.RepositoryLifecycle(OTHER));
    expect(descriptions(stack)).toEqual(['ours']);
  });

  test('never loses a rule of the owner, for any rules of both, before or after', () => {
    fc.assert(
      fc.property(lifecyclePolicy, lifecyclePolicy, fc.boolean(), (owners, ours, after) => {
        const stack = stackOf();
        const resource = new ecr.CfnRepository(stack, 'Api');
        const mixed = new mixins.RepositoryBaseline({ lifecycle: ours });
        if (after) resource.with(mixed);
        resource.lifecyclePolicy = { lifecyclePolicyText: owners.toJson() };
        if (!after) resource.with(mixed);
        const { lifecyclePolicyText } = stack.resolve(resource.lifecyclePolicy);
        expect(lifecyclePolicyText).toBe(owners.toJson());
      }),
      { numRuns: 50 },
    );
  });

  test('never loses a rule that the owner of an L2 passes or adds', () => {
    const rule = fc.record({
      tagPrefixList: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 3 }),
      maxImageCount: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), fc.array(rule, { maxLength: 4 }), (passed, added) => {
        const build = (mixed: boolean) => {
          const stack = stackOf();
          const repository = new ecr.Repository(stack, 'Api', { lifecycleRules: passed });
          if (mixed) repository.with(mixin);
          added.forEach((one) => repository.addLifecycleRule(one));
          return stack.resolve((repository.node.defaultChild as ecr.CfnRepository).lifecyclePolicy);
        };
        const none = passed.length + added.length === 0;
        expect(build(true)).toEqual(none ? { lifecyclePolicyText: OURS.toJson() } : build(false));
      }),
      { numRuns: 50 },
    );
  });
});

describe('RepositoryLifecycle under OVERRIDE', () => {
  const mixin = new mixins.RepositoryLifecycle(OURS, { strategy: OVERRIDE });

  test('replaces the owner’s rules, also later ones', () => {
    const stack = stackOf();
    const repository = new ecr.Repository(stack, 'Api', { lifecycleRules: [{ maxImageCount: 3 }] });
    repository.with(mixin);
    repository.addLifecycleRule({ tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(1) });
    expect(descriptions(stack)).toEqual(['ours']);
  });

  test('replaces an earlier mixin, and a policy that was set since', () => {
    const stack = stackOf();
    const repository = new ecr.Repository(stack, 'Api');
    repository.with(new mixins.RepositoryLifecycle(OTHER), mixin);
    expect(descriptions(stack)).toEqual(['ours']);

    const since = stackOf();
    const resource = new ecr.CfnRepository(since, 'Api');
    resource.with(new mixins.RepositoryLifecycle(OTHER));
    resource.lifecyclePolicy = { lifecyclePolicyText: OTHER.toJson() };
    resource.with(mixin);
    expect(descriptions(since)).toEqual(['ours']);
  });

  test('leaves no policy if it has none', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api', { lifecycleRules: [{ maxImageCount: 3 }] }).with(
      new mixins.RepositoryLifecycle(LifecyclePolicy.none(), { strategy: OVERRIDE }),
    );
    expect(repositoryOf(stack).Properties).not.toHaveProperty('LifecyclePolicy');
  });

  test('is what the replicas of a PrivateRepository look like', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api' }).with(
      new mixins.RepositoryBaseline({
        lifecycle: OURS,
        tagMutability: ImageTagMutability.mutable(),
        tags: { team: 'platform' },
        strategy: OVERRIDE,
      }),
    );
    const recovery = new Stack(stack.node.root, 'Recovery', {
      env: { account: stack.account, region: 'us-east-1' },
    });
    const scanning = RegistryScanning.basic({ onPush: ['*'] });
    const destination = new Registry(recovery, 'Registry', { scanning });
    new Registry(stack, 'Registry', { scanning }).replicateTo(destination, { repositoryPrefixes: ['prod/'] });
    Template.fromStack(recovery).hasResourceProperties('AWS::ECR::RepositoryCreationTemplate', {
      ImageTagMutability: 'MUTABLE',
      LifecyclePolicy: OURS.toJson(),
      ResourceTags: [{ Key: 'team', Value: 'platform' }],
    });
  });
});

describe('RepositoryLifecycle without a policy', () => {
  const mixin = new mixins.RepositoryLifecycle();

  test('gives a repository the default of its role', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api').with(mixin);
    const replica = new ecr.CfnRepository(stack, 'Replica', { repositoryName: 'prod/api' });
    replica.with(mixin);
    new Registry(stack, 'Registry').acceptReplicationFrom({ account: '999999999999', repositoryPrefixes: ['prod/'] });
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::ECR::Repository')).map(
      ({ Properties: { RepositoryName: name, LifecyclePolicy: policy } }) => [name, policy.LifecyclePolicyText],
    );
    expect(policies).toEqual([
      [undefined, LifecyclePolicy.forPulledImages().toJson()],
      ['prod/api', LifecyclePolicy.keepAll().toJson()],
    ]);
  });
});

test('a lifecycle that deletes images in use is warned of if the owner made tags mutable', () => {
  const mixin = new mixins.RepositoryLifecycle(LifecyclePolicy.forBuilds());
  const stack = stackOf();
  new ecr.Repository(stack, 'Api', {
    imageTagMutability: ecr.TagMutability.MUTABLE,
    removalPolicy: RemovalPolicy.RETAIN,
  }).with(mixin, mixin);
  expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-ecr::untaggedInUse]')]);

  const owners = stackOf();
  new ecr.Repository(owners, 'Api', { lifecycleRules: [{ maxImageCount: 3 }] }).with(mixin);
  expect(warningsOf(owners)).toEqual([]);
});

test('the strategies of the mixins are those of the documentation', () => {
  expect(Object.values(mixins.MixinStrategy)).toEqual([KEEP_OWNERS, OVERRIDE]);
});
