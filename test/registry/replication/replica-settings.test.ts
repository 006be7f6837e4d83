import { App, Duration, Stack, Tags } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { SynthesizedRegistry } from './created-repository';
import type { RepositoryLook } from './created-repository';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { Registry } from '../../../src/registry/registry';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';
import type { RepositorySettings } from '../../../src/repository/repository-settings';
import { outside } from '../../support/outside';

// The example imports the library by its own name.
jest.mock('cdk-ecr', () => jest.requireActual('../../../src'), { virtual: true });

const HOME = '111122223333';
const OTHER = '444455556666';
const PLACEHOLDER = `<ARN of a key of ${OTHER}/us-gov-east-1>`;

/** The properties that a replica and its source must share. */
function withoutKey({ key, ...look }: RepositoryLook) {
  return look;
}

const KEEP_ALL: object = JSON.parse(LifecyclePolicy.keepAll().toJson());

describe('the replicas in the example of disaster recovery', () => {
  const { app } = jest.requireActual<{ app: App }>('../../../examples/disaster-recovery/app');
  const registryOf = (id: string) => new SynthesizedRegistry(app.node.findChild(id) as Stack);
  const primary = registryOf('Primary');
  const recoveries = ['RecoveryFrankfurt', 'RecoveryVault'].map((id): [string, SynthesizedRegistry] => [
    id,
    registryOf(id),
  ]);
  const replicas = recoveries.flatMap(([id, recovery]) =>
    primary.repositoryNames.map((name): [string, string, SynthesizedRegistry] => [id, name, recovery]),
  );

  test('are 20 in each of two registries', () => {
    expect(replicas).toHaveLength(40);
  });

  test.each(replicas)(
    'are like their source except for the key and a default lifecycle: %s, %s',
    (_id, name, recovery) => {
      const [source, replica] = [primary.declared(name), recovery.createdByReplication(name)];
      expect(withoutKey(replica)).toEqual({
        ...withoutKey(source),
        lifecycle: name.startsWith('base/') ? KEEP_ALL : source.lifecycle,
        policy: inAccountOf(replica, source.policy),
      });
      expect(source.key).toMatch(/^\d{12}\/eu-west-1\/AWS::KMS::Key\//);
      expect(replica.key).not.toBe(source.key);
    },
  );

  test.each([
    ['RecoveryFrankfurt', /^111122223333\/eu-central-1\/AWS::KMS::Key\//],
    ['RecoveryVault', /^444455556666\/us-east-1\/AWS::KMS::Key\//],
  ])('have one key in the account and region of their registry: %s', (id, key) => {
    const keys = primary.repositoryNames.map((name) => registryOf(id).createdByReplication(name).key);
    expect([...new Set(keys)]).toEqual([expect.stringMatching(key)]);
  });

  test('are compared with their source in every property', () => {
    expect(primary.repositoryProperties).toEqual([
      'EncryptionConfiguration',
      // Overridden by the registry's scanning, which is compared instead.
      'ImageScanningConfiguration',
      'ImageTagMutability',
      'LifecyclePolicy',
      'RepositoryName',
      'RepositoryPolicyText',
      'Tags',
    ]);
    for (const [, recovery] of recoveries) {
      const properties = recovery.creationTemplates.flatMap((template) => Object.keys(template));
      expect([...new Set(properties)].sort()).toEqual([
        'AppliedFor',
        'CustomRoleArn',
        'EncryptionConfiguration',
        'ImageTagMutability',
        'LifecyclePolicy',
        'Prefix',
        'RepositoryPolicy',
        'ResourceTags',
      ]);
    }
  });

  test('are mutable and have no key and no policies when there is no template for them', () => {
    for (const [, recovery] of recoveries) {
      expect(recovery.createdByReplication('other/api')).toEqual({
        encryptionType: 'AES256',
        imageTagMutability: 'MUTABLE',
        mutabilityExceptions: [],
        tags: {},
        scanFrequency: 'SCAN_ON_PUSH',
      });
    }
  });

  /** The policy for another account, because the statement for an organization names a different account in each registry. */
  function inAccountOf({ key }: RepositoryLook, policy: object | undefined): object | undefined {
    const account = key!.split('/')[0];
    return policy && JSON.parse(JSON.stringify(policy).replaceAll(HOME, account));
  }
});

describe('replicas are like their sources', () => {
  const scanning = RegistryScanning.basic({ onPush: ['*'] });
  const rich: RepositorySettings = {
    tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest', 'dev-*'] }),
    lifecycle: LifecyclePolicy.of(
      LifecycleRule.keep({ tags: TagSelection.pattern('latest') }),
      LifecycleRule.expireUntagged(Duration.days(7)),
      LifecycleRule.keepNewest(30, { tags: TagSelection.prefix('ci-') }),
    ),
    access: [
      RepositoryAccess.pullFromAccounts(['222222222222']),
      RepositoryAccess.pullFromLambda({ accounts: [HOME, OTHER] }),
      RepositoryAccess.pullFromCodeBuild({ account: OTHER, projectName: 'build' }),
    ],
    tags: { team: 'payments', 'cost-center': '42' },
  };
  const plain: RepositorySettings = {
    tagMutability: ImageTagMutability.mutable(),
    encryption: RepositoryEncryption.aes256(),
  };

  let app: App;
  let source: Registry;
  let destination: Registry;
  beforeEach(() => {
    app = new App();
    source = registryIn('eu-west-1', HOME);
    destination = registryIn('ap-southeast-2', OTHER);
  });

  function registryIn(region: string, account: string): Registry {
    return new Registry(new Stack(app, region, { env: { account, region } }), 'Registry', { scanning });
  }

  function declare(repositoryName: string, settings: RepositorySettings): void {
    new PrivateRepository(Stack.of(source), repositoryName.replaceAll('/', '-'), { repositoryName, ...settings });
  }

  /** The source repository with a name and its replica. */
  function pair(name: string): [RepositoryLook, RepositoryLook] {
    return [
      new SynthesizedRegistry(Stack.of(source)).declared(name),
      new SynthesizedRegistry(Stack.of(destination)).createdByReplication(name),
    ];
  }

  function expectAlike(name: string, lifecycle?: object): void {
    const [declared, replica] = pair(name);
    expect(withoutKey(replica)).toEqual({ ...withoutKey(declared), lifecycle: lifecycle ?? declared.lifecycle });
  }

  test('when the sources have every setting', () => {
    source.replicateTo(destination, { repositoryPrefixes: ['prod/'] });
    declare('prod/api', rich);
    declare('prod/team/web', rich);
    for (const name of ['prod/api', 'prod/team/web']) expectAlike(name);
    const [, { policy, tags, mutabilityExceptions }] = pair('prod/api');
    expect(JSON.stringify(policy)).toContain('LambdaECRImageRetrievalPolicy');
    expect(Object.keys(tags)).toHaveLength(2);
    expect(mutabilityExceptions).toHaveLength(2);
  });

  test('when the sources have the default settings', () => {
    source.replicateTo(destination, { repositoryPrefixes: ['prod/'] });
    declare('prod/api', {});
    expectAlike('prod/api', KEEP_ALL);
    const [declared, replica] = pair('prod/api');
    expect([declared.encryptionType, replica.encryptionType]).toEqual(['KMS', 'KMS']);
    expect(replica.key).toMatch(/^444455556666\/ap-southeast-2\/AWS::KMS::Key\//);
  });

  test('except that they have a key by default when the source has none', () => {
    source.replicateTo(destination, { repositoryPrefixes: ['prod/'] });
    source.replicateTo(destination, { repositoryPrefixes: ['dev/'], settings: plain });
    declare('prod/api', plain);
    declare('dev/api', plain);
    expect(pair('prod/api')[1]).toMatchObject({ encryptionType: 'KMS', imageTagMutability: 'MUTABLE' });
    expectAlike('dev/api', KEEP_ALL);
    expect(pair('dev/api')[1].key).toBeUndefined();
  });

  test('when tags are added to the whole app', () => {
    source.replicateTo(destination, { repositoryPrefixes: ['prod/'] });
    declare('prod/api', rich);
    Tags.of(app).add('company', 'acme');
    expectAlike('prod/api');
    expect(pair('prod/api')[1].tags).toMatchObject({ company: 'acme' });
  });

  test.each([
    ['one call', [['prod/', 'prod/jobs/']]],
    ['a call each', [['prod/'], ['prod/jobs/']]],
    ['a call each, the nearer one first', [['prod/jobs/'], ['prod/']]],
  ])('when a nested namespace has other settings: %s', (_name, calls) => {
    for (const repositoryPrefixes of calls) source.replicateTo(destination, { repositoryPrefixes });
    declare('prod/jobs/nightly', { tags: { team: 'jobs' } });
    declare('prod/api', rich);
    declare('prod/jobsboard', rich);
    for (const name of ['prod/api', 'prod/jobsboard']) expectAlike(name);
    expectAlike('prod/jobs/nightly', KEEP_ALL);
  });

  test('when the template ROOT covers repositories without a namespace', () => {
    source.replicateTo(destination, { rootTemplate: true });
    source.replicateTo(destination, { repositoryPrefixes: ['prod/'] });
    declare('prod/api', rich);
    declare('api', { tags: { team: 'others' } });
    declare('team/api', { tags: { team: 'others' } });
    expectAlike('prod/api');
    for (const name of ['api', 'team/api']) expectAlike(name, KEEP_ALL);
  });

  test.each<[string, RepositorySettings | undefined, Partial<RepositorySettings>]>([
    ['settings with everything', rich, {}],
    ['settings with nothing', {}, {}],
    ['settings without key and tags', plain, {}],
    ['an AWS-managed key', { encryption: RepositoryEncryption.awsManaged() }, {}],
    ['no settings, a source with everything', undefined, rich],
    ['no settings, a source with another key', undefined, plain],
    [
      'access that does not admit the own account',
      { access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')] },
      {},
    ],
  ])('when the owner of a destination outside the app creates the given templates: %s', (_name, settings, ofSource) => {
    const options = { repositoryPrefixes: ['prod/', 'prod/jobs/'], settings };
    source.replicateTo(destination, options);
    declare('prod/api', ofSource);
    declare('prod/jobs/nightly', { ...ofSource, tags: { team: 'jobs' } });
    const inside = new SynthesizedRegistry(Stack.of(destination)).creationTemplates;

    app = new App();
    source = registryIn('eu-west-1', HOME);
    const replication = source.replicateTo(outside(source, { account: OTHER, region: 'ap-southeast-2' }), options);
    declare('prod/api', ofSource);
    declare('prod/jobs/nightly', { ...ofSource, tags: { team: 'jobs' } });

    expect(inside).toHaveLength(2);
    expect(replication.destinationTemplates.map((template) => asInput(JSON.parse(template)))).toEqual(
      inside.map(comparable),
    );
  });
});

test.each([
  ['a key of its own', RepositoryEncryption.customerManaged(), { encryptionType: 'KMS', kmsKey: PLACEHOLDER }],
  ['two layers', RepositoryEncryption.dualLayer(), { encryptionType: 'KMS_DSSE', kmsKey: PLACEHOLDER }],
  ['the AWS-managed key', RepositoryEncryption.awsManaged(), { encryptionType: 'KMS' }],
  ['AES-256', RepositoryEncryption.aes256(), undefined],
])(
  'the templates for a destination outside the app ask for %s, and create no key in the source',
  (_, encryption, told) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: HOME, region: 'us-gov-west-1' } });
    const replication = new Registry(stack, 'Registry').replicateTo(
      outside(stack, { account: OTHER, region: 'us-gov-east-1' }),
      { repositoryPrefixes: ['prod/'], settings: { encryption } },
    );
    const [template] = replication.destinationTemplates.map((text) => JSON.parse(text));
    expect(template.encryptionConfiguration).toEqual(told);
    expect(stack.node.findAll().filter((construct) => construct instanceof CfnKey)).toEqual([]);
  },
);

/** The properties of a template that can be the same in two apps, with a key or role only as present or absent. */
function comparable({ CustomRoleArn: role, EncryptionConfiguration: encryption, ...template }: Record<string, any>) {
  return {
    ...template,
    hasRole: role !== undefined,
    encryptionType: encryption?.EncryptionType,
    hasKey: encryption?.KmsKey !== undefined,
    RepositoryPolicy: template.RepositoryPolicy && JSON.parse(template.RepositoryPolicy),
    ImageTagMutabilityExclusionFilters: asSet(template.ImageTagMutabilityExclusionFilters),
    ResourceTags: asSet(template.ResourceTags),
  };
}

/** A list compared without its order. */
function asSet(list: object[] | undefined): Set<object> | undefined {
  return list && new Set(list);
}

/** The input of the AWS CLI in the form of CloudFormation. */
function asInput(template: Record<string, any>) {
  const { prefix, encryptionConfiguration: encryption, imageTagMutabilityExclusionFilters: filters } = template;
  return comparable({
    Prefix: prefix.replace(/\/$/, ''),
    AppliedFor: template.appliedFor,
    ImageTagMutability: template.imageTagMutability,
    ImageTagMutabilityExclusionFilters: filters?.map(({ filterType, filter }: Record<string, string>) => ({
      ImageTagMutabilityExclusionFilterType: filterType,
      ImageTagMutabilityExclusionFilterValue: filter,
    })),
    LifecyclePolicy: template.lifecyclePolicy,
    RepositoryPolicy: template.repositoryPolicy,
    ResourceTags: template.resourceTags,
    EncryptionConfiguration: encryption && { EncryptionType: encryption.encryptionType, KmsKey: encryption.kmsKey },
    CustomRoleArn: template.customRoleArn,
  });
}
