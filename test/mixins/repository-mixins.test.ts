import { CfnParameter, ConstructSelector, Lazy, Mixins, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DECLARED, others, repositoryOf, stackOf } from './support';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RepositoryPerimeter } from '../../src/access/repository-perimeter';
import { RepositoryGrants } from '../../src/facades/repository-grants';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import * as mixins from '../../src/mixins';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import type { PrivateRepositoryProps } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { warningsOf } from '../support/warnings';

const { KEEP_OWNERS, OVERRIDE } = mixins.MixinStrategy;
const ORGANIZATION = RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5');

describe.each([
  ['RepositoryAccessPolicy', new mixins.RepositoryAccessPolicy([ORGANIZATION])],
  ['RepositoryBaseline', new mixins.RepositoryBaseline({ replaceRepositories: true, strategy: OVERRIDE })],
  ['RepositoryEncryptionAtRest', new mixins.RepositoryEncryptionAtRest({ replaceRepositories: true })],
  ['RepositoryLifecycle', new mixins.RepositoryLifecycle()],
  ['RepositoryRetention', new mixins.RepositoryRetention()],
  ['RepositoryScanOnPush', new mixins.RepositoryScanOnPush()],
  ['RepositoryTagImmutability', new mixins.RepositoryTagImmutability()],
  ['RepositoryTags', new mixins.RepositoryTags({ team: 'platform' })],
])('%s', (name, mixin) => {
  test('is among those that are tested', () => {
    expect(Object.keys(mixins)).toContain(name);
  });

  test('does not support other constructs, and leaves them as they are', () => {
    const stack = stackOf();
    for (const other of others(stack)) {
      const before = JSON.stringify(stack.resolve(other._toCloudFormation()));
      expect(mixin.supports(other)).toBe(false);
      mixin.applyTo(other);
      expect(JSON.stringify(stack.resolve(other._toCloudFormation()))).toBe(before);
    }
    expect(mixin.supports(new ecr.Repository(stack, 'Api'))).toBe(false);
  });

  test.each(DECLARED)('reaches the repository of an %s by `with` and by Mixins, in one change', (_, declare) => {
    const [plain, byWith, byMixins, twice] = [stackOf(), stackOf(), stackOf(), stackOf()];
    [plain, byWith, byMixins, twice].forEach(declare);
    expect(mixin.supports(declare(stackOf()))).toBe(true);
    byWith.with(mixin);
    const { report } = Mixins.of(byMixins, ConstructSelector.resourcesOfType('AWS::ECR::Repository')).apply(mixin);
    expect(report).toHaveLength(1);
    twice.with(mixin).with(mixin);

    const rendered = repositoryOf(byWith);
    expect(repositoryOf(byMixins)).toEqual(rendered);
    expect(repositoryOf(twice)).toEqual(rendered);
    expect(warningsOf(twice)).toEqual(warningsOf(byWith));
    // The L2 is retained already.
    if (!(name === 'RepositoryRetention' && _ === 'L2')) expect(rendered).not.toEqual(repositoryOf(plain));
  });
});

test('all mixins are tested above', () => {
  const classes = Object.values(mixins).filter((value) => typeof value === 'function');
  expect(classes).toHaveLength(8);
});

describe('RepositoryTagImmutability', () => {
  const immutable = new mixins.RepositoryTagImmutability();
  const overriding = new mixins.RepositoryTagImmutability(['dev-*'], { strategy: OVERRIDE });

  test('sets what the owner left out', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api').with(new mixins.RepositoryTagImmutability(['latest']));
    expect(repositoryOf(stack).Properties).toMatchObject({
      ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: [
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'latest' },
      ],
    });
  });

  test('keeps the owner’s MUTABLE by default', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api', { imageTagMutability: ecr.TagMutability.MUTABLE }).with(immutable);
    expect(repositoryOf(stack).Properties.ImageTagMutability).toBe('MUTABLE');
  });

  test('keeps an unresolved value of the owner by default', () => {
    const stack = stackOf();
    const mode = new CfnParameter(stack, 'Mode').valueAsString;
    new ecr.CfnRepository(stack, 'Api', { imageTagMutability: mode }).with(immutable);
    expect(repositoryOf(stack).Properties.ImageTagMutability).toEqual({ Ref: 'Mode' });
  });

  test('replaces mode and filters of the owner under OVERRIDE', () => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api', {
      imageTagMutability: ecr.TagMutability.IMMUTABLE_WITH_EXCLUSION,
      imageTagMutabilityExclusionFilters: [ecr.ImageTagMutabilityExclusionFilter.wildcard('*')],
    }).with(new mixins.RepositoryTagImmutability(undefined, { strategy: OVERRIDE }));
    expect(repositoryOf(stack).Properties.ImageTagMutability).toBe('IMMUTABLE');
    expect(repositoryOf(stack).Properties).not.toHaveProperty('ImageTagMutabilityExclusionFilters');
  });

  test('leaves an escape hatch: silently by default, with a warning under OVERRIDE', () => {
    const stack = stackOf();
    const resource = new ecr.CfnRepository(stack, 'Api');
    resource.addPropertyOverride('ImageTagMutability', 'MUTABLE');
    resource.with(immutable);
    expect(warningsOf(stack)).toEqual([]);
    resource.with(overriding);
    expect(repositoryOf(stack).Properties).toEqual({ ImageTagMutability: 'MUTABLE' });
  });

  test('warns of an escape hatch once', () => {
    const stack = stackOf();
    const resource = new ecr.CfnRepository(stack, 'Api');
    resource.addPropertyOverride('ImageTagMutability', 'MUTABLE');
    resource.with(overriding).with(overriding);
    expect(warningsOf(stack)).toEqual([
      'a mixin has no effect here: ImageTagMutability is overridden in the template (addOverride, addPropertyOverride), ' +
        'which wins over mixins [ack: cdk-ecr::settingSkipped]',
    ]);
  });

  test('fails when a filter is not valid', () => {
    expect(() => new mixins.RepositoryTagImmutability(['a/b'])).toThrow(
      'ImageTagMutability.immutable: exceptTags[0] is "a/b" but must be 1 to 128 letters, digits, ".", "_", "-" or "*"; ' +
        'write the tag or a part of it with "*" for the rest',
    );
  });
});

describe('RepositoryScanOnPush', () => {
  test.each([
    [KEEP_OWNERS, false],
    [OVERRIDE, true],
  ])('under %s scans or keeps the owner’s false', (strategy, scanOnPush) => {
    const stack = stackOf();
    new ecr.Repository(stack, 'Api', { imageScanOnPush: false }).with(new mixins.RepositoryScanOnPush({ strategy }));
    expect(repositoryOf(stack).Properties.ImageScanningConfiguration).toEqual({ ScanOnPush: scanOnPush });
  });

  test('replaces an empty configuration, and keeps an unresolved one', () => {
    const stack = stackOf();
    new ecr.CfnRepository(stack, 'Api', { imageScanningConfiguration: {} }).with(new mixins.RepositoryScanOnPush());
    expect(repositoryOf(stack).Properties.ImageScanningConfiguration).toEqual({ ScanOnPush: true });

    const later = stackOf();
    const imageScanningConfiguration = Lazy.any({ produce: () => ({ scanOnPush: false }) });
    new ecr.CfnRepository(later, 'Api', { imageScanningConfiguration }).with(new mixins.RepositoryScanOnPush());
    expect(repositoryOf(later).Properties.ImageScanningConfiguration).toEqual({ ScanOnPush: false });
  });
});

describe('RepositoryRetention', () => {
  test('retains an L1 without a deletion policy', () => {
    const stack = stackOf();
    new ecr.CfnRepository(stack, 'Api').with(new mixins.RepositoryRetention());
    expect(repositoryOf(stack)).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test.each([
    [KEEP_OWNERS, 'Delete', 'Delete', true],
    [OVERRIDE, 'RetainExceptOnCreate', 'Retain', false],
  ])(
    'under %s retains or keeps a repository that its owner deletes with its images',
    (strategy, deletion, replacement, emptyOnDelete) => {
      const stack = stackOf();
      new ecr.Repository(stack, 'Api', { removalPolicy: RemovalPolicy.DESTROY, emptyOnDelete: true }).with(
        new mixins.RepositoryRetention({ strategy }),
      );
      expect(repositoryOf(stack)).toMatchObject({
        DeletionPolicy: deletion,
        UpdateReplacePolicy: replacement,
        Properties: { EmptyOnDelete: emptyOnDelete },
      });
    },
  );

  test('takes emptyOnDelete alone for the owner’s choice; a policy for replacements stays', () => {
    const stack = stackOf();
    new ecr.CfnRepository(stack, 'Api', { emptyOnDelete: true }).with(new mixins.RepositoryRetention());
    expect(repositoryOf(stack)).not.toHaveProperty('DeletionPolicy');

    const replaced = stackOf();
    const resource = new ecr.CfnRepository(replaced, 'Api');
    resource.addOverride('UpdateReplacePolicy', 'Delete');
    resource.with(new mixins.RepositoryRetention());
    expect(repositoryOf(replaced)).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('leaves an override of the resource', () => {
    const stack = stackOf();
    const resource = new ecr.CfnRepository(stack, 'Api');
    resource.addOverride('DeletionPolicy', 'Delete');
    resource.with(new mixins.RepositoryRetention());
    expect(repositoryOf(stack).DeletionPolicy).toBe('Delete');
  });

  test('warns of autoDeleteImages, which deletes the images of a retained repository', () => {
    const stack = stackOf();
    const repository = new ecr.Repository(stack, 'Api', { removalPolicy: RemovalPolicy.DESTROY });
    // What the deprecated `autoDeleteImages` makes.
    new Stack(repository, 'AutoDeleteImagesCustomResource');
    repository.with(new mixins.RepositoryRetention({ strategy: OVERRIDE }));
    expect(warningsOf(stack)).toEqual([
      'a mixin has no effect here: with autoDeleteImages, the images are deleted although the repository is retained; ' +
        'remove it [ack: cdk-ecr::settingSkipped]',
    ]);
  });
});

describe('RepositoryAccessPolicy', () => {
  const OWNERS = new iam.PolicyStatement({
    sid: 'Owners',
    principals: [new iam.AccountPrincipal('444455556666')],
    actions: ['ecr:BatchGetImage'],
  });
  const mixin = new mixins.RepositoryAccessPolicy([
    ORGANIZATION,
    RepositoryAccess.denyOutside(RepositoryPerimeter.organization('o-a1b2c3d4e5')),
  ]);

  function sidsOf(stack: Stack): (string | undefined)[] {
    return repositoryOf(stack).Properties.RepositoryPolicyText.Statement.map(({ Sid }: { Sid?: string }) => Sid);
  }

  test('adds to the statements of the owner of an L2, before the mixin and after it', () => {
    const stack = stackOf();
    const repository = new ecr.Repository(stack, 'Api');
    repository.addToResourcePolicy(OWNERS);
    repository.with(mixin);
    repository.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'OwnersLater',
        principals: [new iam.AccountPrincipal('777788889999')],
        actions: ['ecr:BatchGetImage'],
      }),
    );
    RepositoryGrants.fromRepository(repository).admit(RepositoryAccess.pullFromLambda({ accounts: ['444455556666'] }));
    const sids = sidsOf(stack);
    expect(sids).toEqual(expect.arrayContaining(['Owners', 'OwnersLater', 'DenyOutsideOrganization']));
    // The guardrail has three statements: content, administration, services.
    expect(sids).toHaveLength(8);
  });

  test('adds to the policy of an L1, also if it is a text', () => {
    const stack = stackOf();
    const statement = {
      Sid: 'Owners',
      Effect: 'Allow',
      Principal: { AWS: '444455556666' },
      Action: 'ecr:BatchGetImage',
    };
    const repositoryPolicyText = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    new ecr.CfnRepository(stack, 'Api', { repositoryPolicyText }).with(mixin);
    expect(sidsOf(stack)).toEqual(expect.arrayContaining(['Owners', 'DenyOutsideOrganization']));
  });

  test('adds to the policy of a PrivateRepository, and to its replicas', () => {
    const stack = stackOf();
    const codeBuild = RepositoryAccess.pullFromAccounts(['444455556666']);
    new PrivateRepository(stack, 'Api', { access: [codeBuild] }).with(mixin);
    expect(sidsOf(stack)).toHaveLength(5);
  });

  test('adds no policy without access', () => {
    const stack = stackOf();
    new ecr.CfnRepository(stack, 'Api').with(new mixins.RepositoryAccessPolicy([]));
    expect(repositoryOf(stack).Properties).toEqual({});
  });

  test('warns of an override that would hide it', () => {
    const stack = stackOf();
    const resource = new ecr.CfnRepository(stack, 'Api');
    resource.addPropertyOverride('RepositoryPolicyText', { Statement: [] });
    resource.with(mixin);
    expect(warningsOf(stack)).toEqual([expect.stringContaining('RepositoryPolicyText is overridden in the template')]);
  });

  test('fails when the policy gets too long', () => {
    const stack = stackOf();
    const accounts = Array.from({ length: 800 }, (_, index) => `${111122223333 + index}`);
    new ecr.Repository(stack, 'Api').with(
      new mixins.RepositoryAccessPolicy([RepositoryAccess.pullFromAccounts(accounts)]),
    );
    expect(() => repositoryOf(stack)).toThrow(
      /RepositoryAccessPolicy at Stack\/Api: length of the repository policy is \d+ but must be at most 10240 characters; shorten one of its 1 statements/,
    );
  });
});

describe('RepositoryTags', () => {
  const tags = { team: 'platform', stage: 'prod' };

  function tagsOf(stack: Stack): Record<string, string> {
    const list: { Key: string; Value: string }[] = repositoryOf(stack).Properties.Tags;
    return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
  }

  test.each([
    [KEEP_OWNERS, 'owners', 'scopes'],
    [OVERRIDE, 'platform', 'prod'],
  ])('under %s decides key by key, also against tags of the scope', (strategy, team, stage) => {
    const stack = stackOf();
    const tag = (key: string, value: string) => ({ key, value });
    Tags.of(stack).add('stage', 'scopes');
    new ecr.CfnRepository(stack, 'Api', { tags: [tag('team', 'owners'), tag('other', 'owners')] }).with(
      new mixins.RepositoryTags(tags, { strategy }),
    );
    expect(tagsOf(stack)).toEqual({ team, stage, other: 'owners' });
  });

  test('leaves the tags of a PrivateRepository', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { tags: { team: 'owners' } }).with(new mixins.RepositoryTags(tags));
    expect(tagsOf(stack)).toEqual({ team: 'owners', stage: 'prod' });
  });

  test('fails when a tag is not valid', () => {
    const stack = stackOf();
    expect(() => new ecr.Repository(stack, 'Api').with(new mixins.RepositoryTags({ 'aws:a': 'b' }))).toThrow(
      'RepositoryTags at Stack/Api: tags is "aws:a" but must have keys of 1 to 127 characters that do not start with ' +
        '"aws:"; rename the tag',
    );
  });

  test('fails when there are too many with those of the owner', () => {
    const stack = stackOf();
    for (let index = 0; index < 49; index++) Tags.of(stack).add(`tag-${index}`, 'scopes');
    const mixin = new mixins.RepositoryTags(tags);
    new ecr.CfnRepository(stack, 'Api').with(mixin).with(mixin);
    expect(() => repositoryOf(stack)).toThrow(
      'RepositoryTags at Stack/Api: number of tags is 51 but must be at most 50; ' +
        'remove tags here or from an enclosing scope',
    );
  });

  test('fails once when there are too many on a repository of the library, which checks its tags itself', () => {
    const stack = stackOf();
    for (let index = 0; index < 49; index++) Tags.of(stack).add(`tag-${index}`, 'scopes');
    new PrivateRepository(stack, 'Api').with(new mixins.RepositoryTags(tags));
    let message = '';
    try {
      repositoryOf(stack);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.match(/number of tags is \d+/g)).toHaveLength(1);
    expect(message).toContain('PrivateRepository at Stack/Api: number of tags is ');
  });
});

test('a PrivateRepository sets everything by default, also if it renders nothing', () => {
  const props: PrivateRepositoryProps = {
    encryption: RepositoryEncryption.aes256(),
    lifecycle: LifecyclePolicy.none(),
    tagMutability: ImageTagMutability.mutable(),
    scanOnPush: false,
    removalPolicy: RemovalPolicy.DESTROY,
  };
  const [stack, other] = [stackOf(), stackOf()];
  new PrivateRepository(stack, 'Api', props);
  new PrivateRepository(other, 'Api', props).with(new mixins.RepositoryBaseline({ replaceRepositories: true }));
  expect(repositoryOf(other)).toEqual(repositoryOf(stack));
});
