import { App, Duration, PropertyInjectors, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RepositoryDefaults } from '../../src/defaults/repository-defaults';
import type { RepositoryDefaultsOptions } from '../../src/defaults/repository-defaults-options';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import type { PrivateRepositoryProps } from '../../src/repository/private-repository';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const ORGANIZATION = RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5');
const NEW: RepositoryDefaultsOptions = { replaceRepositories: true };
const ENCRYPTION_STAYS =
  'Api: a default asks for another encryption, which would replace a deployed repository and leave its images behind, ' +
  'and is not applied: set `replaceRepositories` where no repository is deployed yet, or give this one its `encryption` ' +
  '[ack: cdk-ecr::encryptionStays]';

function stackOf(options?: RepositoryDefaultsOptions): Stack {
  const propertyInjectors = options && RepositoryDefaults.of(options);
  return new Stack(new App({ propertyInjectors }), 'Stack', { env: ENV });
}

function stackOfOurs(options: RepositoryDefaultsOptions): Stack {
  const propertyInjectors = RepositoryDefaults.ofPrivateRepositories(options);
  return new Stack(new App({ propertyInjectors }), 'Stack', { env: ENV });
}

function repositoryOf(stack: Stack): Record<string, any> {
  const repositories = Object.values(Template.fromStack(stack).findResources('AWS::ECR::Repository'));
  expect(repositories).toHaveLength(1);
  return repositories[0];
}

function rulesOf(stack: Stack): any[] {
  const text = repositoryOf(stack).Properties.LifecyclePolicy?.LifecyclePolicyText;
  return text === undefined ? [] : JSON.parse(text).rules;
}

/** Parsed, because the L2 has its own order of the properties of a rule. */
function comparable(stack: Stack) {
  const { Properties, ...rest } = repositoryOf(stack);
  return { ...rest, Properties: { ...Properties, LifecyclePolicy: rulesOf(stack) } };
}

describe('every ecr.Repository', () => {
  test.each<[string, RepositoryDefaultsOptions]>([
    ['the defaults of the library', NEW],
    ['mutable tags', { ...NEW, tagMutability: ImageTagMutability.mutable(), lifecycle: LifecyclePolicy.forBuilds() }],
    [
      'exceptions',
      {
        ...NEW,
        tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
        lifecycle: LifecyclePolicy.none(),
      },
    ],
    ['a key of AWS', { ...NEW, encryption: RepositoryEncryption.awsManaged() }],
    ['AES-256', { encryption: RepositoryEncryption.aes256() }],
    ['no scan on push, deleted', { ...NEW, scanOnPush: false, removalPolicy: RemovalPolicy.DESTROY }],
    [
      'a lifecycle',
      {
        ...NEW,
        lifecycle: LifecyclePolicy.of(
          LifecycleRule.keep({ tags: TagSelection.allPatterns(['v*', 'prod*']), description: 'releases' }),
          LifecycleRule.expireOlderThan(Duration.days(30), { tags: TagSelection.prefix('ci-') }),
          LifecycleRule.keepNewest(1000, { tags: TagSelection.any() }),
        ),
      },
    ],
  ])('looks like a PrivateRepository with the same settings: %s', (_, settings) => {
    const { replaceRepositories, ...props } = settings;
    const [l2, ours] = [stackOf(settings), stackOf()];
    new ecr.Repository(l2, 'Api');
    new PrivateRepository(ours, 'Api', props);
    expect(comparable(l2)).toEqual(comparable(ours));
    expect(warningsOf(l2)).toEqual(warningsOf(ours).filter((text) => !text.includes('this choice fails')));
    void replaceRepositories;
  });

  test('keeps the values that its owner passes', () => {
    const owners: ecr.RepositoryProps = {
      repositoryName: 'team/api',
      imageTagMutability: ecr.TagMutability.MUTABLE,
      imageScanOnPush: false,
      encryption: ecr.RepositoryEncryption.KMS,
      lifecycleRules: [{ maxImageCount: 5 }],
      removalPolicy: RemovalPolicy.DESTROY,
      emptyOnDelete: true,
    };
    const [plain, injected] = [stackOf(), stackOf(NEW)];
    new ecr.Repository(plain, 'Api', owners);
    new ecr.Repository(injected, 'Api', owners);
    expect(Template.fromStack(injected).toJSON()).toEqual(Template.fromStack(plain).toJSON());
    expect(warningsOf(injected)).toEqual([]);
  });

  test('keeps a key and empty lists of rules and filters of its owner; undefined is not a value', () => {
    const stack = stackOf(NEW);
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/mine');
    new ecr.Repository(stack, 'Api', {
      encryptionKey,
      lifecycleRules: [],
      imageTagMutability: undefined,
      imageScanOnPush: undefined,
    });
    expect(repositoryOf(stack).Properties).toEqual({
      EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/mine' },
      ImageScanningConfiguration: { ScanOnPush: true },
      ImageTagMutability: 'IMMUTABLE',
    });
  });

  test('may have emptyOnDelete with a default that deletes', () => {
    const stack = stackOf({ removalPolicy: RemovalPolicy.DESTROY });
    new ecr.Repository(stack, 'Api', { emptyOnDelete: true });
    expect(repositoryOf(stack)).toMatchObject({ DeletionPolicy: 'Delete', Properties: { EmptyOnDelete: true } });
  });

  test('keeps the encryption that it may be deployed with, unless all repositories are new', () => {
    const stack = stackOf({});
    new ecr.Repository(stack, 'Api', { repositoryName: 'team/api' });
    expect(repositoryOf(stack).Properties).not.toHaveProperty('EncryptionConfiguration');
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
    expect(warningsOf(stack)).toEqual([ENCRYPTION_STAYS]);
  });

  test('warns of a default lifecycle that may delete images in use, because tags may have moved before', () => {
    const stack = stackOf({ ...NEW, lifecycle: LifecyclePolicy.forBuilds() });
    new ecr.Repository(stack, 'Api');
    expect(rulesOf(stack)).toHaveLength(1);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/\[ack: cdk-ecr::untaggedInUse\]$/)]);
  });

  test('keeps the rules of its owner instead of the defaults, also those that are added later', () => {
    const stack = stackOf(NEW);
    new ecr.Repository(stack, 'Api').addLifecycleRule({ maxImageCount: 5 });
    expect(rulesOf(stack).map(({ selection }) => selection.countNumber)).toEqual([5]);
  });

  test('causes no error if it is removed again', () => {
    const stack = stackOf(NEW);
    new ecr.Repository(stack, 'Api');
    stack.node.tryRemoveChild('Api');
    Template.fromStack(stack).resourceCountIs('AWS::ECR::Repository', 0);
  });
});

describe('every PrivateRepository', () => {
  const everything: RepositoryDefaultsOptions = {
    tagMutability: ImageTagMutability.mutable(),
    lifecycle: LifecyclePolicy.forPulledImages(),
    access: [ORGANIZATION],
    tags: { team: 'platform', stage: 'prod' },
    scanOnPush: false,
    removalPolicy: RemovalPolicy.DESTROY,
  };

  test('gets all settings, also those that the L2 does not have', () => {
    const [injected, said] = [stackOfOurs(everything), stackOf()];
    new PrivateRepository(injected, 'Api');
    new PrivateRepository(said, 'Api', everything);
    expect(repositoryOf(injected)).toEqual(repositoryOf(said));
  });

  test('keeps the values that its owner passes; access and tags are added up', () => {
    const lambda = RepositoryAccess.pullFromLambda({ accounts: ['444455556666'] });
    const owners: PrivateRepositoryProps = {
      tagMutability: ImageTagMutability.immutable(),
      lifecycle: LifecyclePolicy.forBuilds(),
      scanOnPush: true,
      removalPolicy: RemovalPolicy.RETAIN,
      encryption: RepositoryEncryption.aes256(),
    };
    const [injected, said] = [stackOfOurs(everything), stackOf()];
    new PrivateRepository(injected, 'Api', { ...owners, access: [lambda], tags: { team: 'owners', more: 'x' } });
    new PrivateRepository(said, 'Api', {
      ...owners,
      access: [lambda, ORGANIZATION],
      tags: { team: 'owners', stage: 'prod', more: 'x' },
    });
    expect(repositoryOf(injected)).toEqual(repositoryOf(said));
  });

  test('stays as it is without settings', () => {
    const [injected, said] = [stackOf({}), stackOf()];
    new PrivateRepository(injected, 'Api', { tagMutability: ImageTagMutability.mutable() });
    new PrivateRepository(said, 'Api', { tagMutability: ImageTagMutability.mutable() });
    expect(Template.fromStack(injected).toJSON()).toEqual(Template.fromStack(said).toJSON());
    expect(warningsOf(injected)).toEqual(warningsOf(said));
  });

  test.each<[string, RepositoryDefaultsOptions, object | undefined, string[]]>([
    [
      'AES-256',
      { encryption: RepositoryEncryption.aes256() },
      expect.objectContaining({ EncryptionType: 'KMS' }),
      [ENCRYPTION_STAYS],
    ],
    [
      'the stack’s key',
      { encryption: RepositoryEncryption.customerManaged() },
      expect.objectContaining({ EncryptionType: 'KMS' }),
      [],
    ],
    ['AES-256, where all are new', { ...NEW, encryption: RepositoryEncryption.aes256() }, undefined, []],
  ])('follows another encryption in the settings: %s', (_, settings, expected, warnings) => {
    const stack = stackOfOurs(settings);
    new PrivateRepository(stack, 'Api');
    expect(repositoryOf(stack).Properties.EncryptionConfiguration).toEqual(expected);
    expect(warningsOf(stack).filter((text) => /encryptionStays/.test(text))).toEqual(warnings);
  });
});

test('defaults reach only constructs that are created later under their scope', () => {
  const app = new App();
  const [team, other] = [new Stack(app, 'Team'), new Stack(app, 'Other')];
  new ecr.Repository(team, 'Before');
  PropertyInjectors.of(team).add(...RepositoryDefaults.of());
  new ecr.Repository(team, 'After');
  new ecr.Repository(other, 'Api');
  const mutability = (stack: Stack) =>
    Object.values(Template.fromStack(stack).findResources('AWS::ECR::Repository')).map(
      ({ Properties }) => Properties?.ImageTagMutability,
    );
  expect(mutability(team)).toEqual([undefined, 'IMMUTABLE']);
  expect(mutability(other)).toEqual([undefined]);
});

describe('settings that the L2 does not have', () => {
  test.each<[string, RepositoryDefaultsOptions, string]>([
    [
      'access',
      { access: [ORGANIZATION] },
      'number of access values is 1 but must be 0, because ecr.Repository has no property for it; ' +
        'apply mixins.RepositoryAccessPolicy to the app and leave it out here',
    ],
    [
      'tags',
      { tags: { team: 'platform' } },
      'tags is {"team":"platform"} but must be left out, because ecr.Repository has no property for it; ' +
        'apply mixins.RepositoryTags to the app and leave it out here',
    ],
    [
      'two layers of encryption',
      { encryption: RepositoryEncryption.dualLayer() },
      'encryption is "dual-layer" but must have one layer, because ecr.Repository has no property for it; ' +
        'apply mixins.RepositoryEncryptionAtRest to the app and leave it out here',
    ],
  ])('fails when the settings have %s', (_, settings, text) => {
    expect(() => RepositoryDefaults.of(settings)).toThrow(new RegExp(`^RepositoryDefaults.of: ${escaped(text)}$`));
    expect(() => RepositoryDefaults.ofPrivateRepositories(settings)).not.toThrow();
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
