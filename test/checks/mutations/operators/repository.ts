import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { partitionOf } from '../../../../src/ecr/regions';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { isCacheOnly } from '../../../../src/templates/rules/repository/cache-only';
import { ACCOUNT } from '../../support';
import { KEY_ARN, MOVING_LIFECYCLE } from '../apps/parts';
import type { Json, Site } from '../mutant';
import { setting, undecided } from '../operator';
import type { Context, Operator } from '../operator';

const {
  REPOSITORY,
  PUBLIC_REPOSITORY,
  CREATION_TEMPLATE,
  SCANNING_CONFIGURATION,
  PULL_THROUGH_CACHE_RULE,
  REPLICATION_CONFIGURATION,
  SIGNING_CONFIGURATION,
} = ResourceType;

const isScanned = (site: Site) => site.nearby(SCANNING_CONFIGURATION).length > 0;
const isImmutable = (site: Site) => site.original.property('ImageTagMutability') === 'IMMUTABLE';
/** Whether neither a cache nor the settings of a registry depend on the name of a repository. */
const isAlone = (site: Site) =>
  isImmutable(site) && !isScanned(site) && site.specimen.placesOf(REPLICATION_CONFIGURATION).length === 0;
/** Whether the key is given as an attribute, so that a creation template can have it too. */
const hasKeyArn = (site: Site) => site.get('EncryptionConfiguration.KmsKey.Fn::GetAtt') !== undefined;
const hasCaches = ({ stack: { region = '' } }: Site) => !/^(cn|us-gov)-/.test(region);
/** Whether tags cannot move and nothing is signed: signatures are untagged images. */
const isUnsigned = (site: Site) => isImmutable(site) && site.nearby(SIGNING_CONFIGURATION).length === 0;
const isPlaced = ({ stack }: Site) => stack.account !== undefined && stack.region !== undefined;
const lifecyclePath = ({ original }: Site) =>
  original.type === CREATION_TEMPLATE ? 'LifecyclePolicy' : 'LifecyclePolicy.LifecyclePolicyText';

const latest = [
  { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'latest' },
];

const scanAll: Json = {
  ScanType: 'BASIC',
  Rules: [{ ScanFrequency: 'SCAN_ON_PUSH', RepositoryFilters: [{ Filter: '*', FilterType: 'WILDCARD' }] }],
};

/** A cache fills the repository, with a template for other repositories of the cache. */
const inCache: Context = {
  name: 'a cache fills the repository',
  when: (site) => site.original.type === REPOSITORY && isAlone(site) && hasKeyArn(site) && hasCaches(site),
  change: (site) => {
    site.set('RepositoryName', 'hub-of-mutants/nginx');
    site.set('LifecyclePolicy', { LifecyclePolicyText: MOVING_LIFECYCLE });
    site.add(PULL_THROUGH_CACHE_RULE, {
      EcrRepositoryPrefix: 'hub-of-mutants',
      UpstreamRegistryUrl: 'registry.k8s.io',
    });
    if (site.nearby(SCANNING_CONFIGURATION).length === 0) site.add(SCANNING_CONFIGURATION, scanAll);
    site.add(CREATION_TEMPLATE, {
      Prefix: 'hub-of-mutants/',
      AppliedFor: ['PULL_THROUGH_CACHE'],
      EncryptionConfiguration: site.get('EncryptionConfiguration'),
      LifecyclePolicy: MOVING_LIFECYCLE,
      CustomRoleArn: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/templates' },
    });
  },
};

/** A creation template serves caches alone. */
const ofCache: Context = {
  name: 'the template is for a cache',
  when: (site) =>
    site.original.type === CREATION_TEMPLATE && site.original.list('AppliedFor').includes('CREATE_ON_PUSH'),
  change: (site) => {
    site.set('AppliedFor', ['PULL_THROUGH_CACHE']);
    site.set('LifecyclePolicy', MOVING_LIFECYCLE);
  },
};

const SCANNING: readonly Operator[] = [
  {
    rule: EcrRule.REPOSITORY_SCANNING,
    name: 'a repository has no setting for scanning',
    on: [REPOSITORY],
    when: (site) => !isScanned(site),
    change: setting({ ImageScanningConfiguration: undefined }),
    sound: [
      { name: 'the registry scans it', when: isScanned },
      { name: 'a registry of its stack scans all', change: (site) => site.add(SCANNING_CONFIGURATION, scanAll) },
      undecided('ImageScanningConfiguration'),
    ],
  },
  {
    rule: EcrRule.REPOSITORY_SCANNING,
    name: 'scanning on push is a text that says no',
    on: [REPOSITORY],
    when: (site) => !isScanned(site),
    change: setting({ 'ImageScanningConfiguration.ScanOnPush': 'false' }),
    sound: [{ name: 'the registry scans it', when: isScanned }, undecided('ImageScanningConfiguration.ScanOnPush')],
  },
  {
    rule: EcrRule.REPOSITORY_SCANNING,
    name: 'no filter of the registry matches a repository',
    on: [SCANNING_CONFIGURATION],
    when: (site) =>
      !site.json.Condition &&
      site.nearby(REPOSITORY).some((each) => each.property('ImageScanningConfiguration.ScanOnPush') === undefined),
    change: (site) => {
      const filters = [{ Filter: 'nobody/*', FilterType: 'WILDCARD' }];
      site.set('Rules', [{ ScanFrequency: 'SCAN_ON_PUSH', RepositoryFilters: filters }]);
    },
    sound: [
      {
        name: 'no repository is in the registry, and Amazon ECR creates none',
        when: (site) =>
          site.nearby(REPOSITORY).length === 0 &&
          site.nearby(PULL_THROUGH_CACHE_RULE).length === 0 &&
          site.nearby(CREATION_TEMPLATE).every((each) => each.list('AppliedFor').join() === 'REPLICATION'),
      },
      undecided('Rules'),
    ],
  },
];

const TAGS: readonly Operator[] = [
  {
    rule: EcrRule.TAG_IMMUTABILITY,
    name: 'tags can move',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isImmutable,
    change: setting({ ImageTagMutability: 'MUTABLE' }),
    also: [EcrRule.UNTAGGED_IN_USE, EcrRule.IMMUTABLE_REPLICA],
    sound: [inCache, ofCache, undecided('ImageTagMutability')],
  },
  {
    rule: EcrRule.TAG_IMMUTABILITY,
    name: 'the setting for tags is left out',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isImmutable,
    change: setting({ ImageTagMutability: undefined }),
    also: [EcrRule.UNTAGGED_IN_USE, EcrRule.IMMUTABLE_REPLICA],
    sound: [inCache, ofCache, undecided('ImageTagMutability')],
  },
  {
    rule: EcrRule.TAG_IMMUTABILITY,
    name: 'all tags but some can move',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isImmutable,
    change: setting({ ImageTagMutability: 'MUTABLE_WITH_EXCLUSION', ImageTagMutabilityExclusionFilters: latest }),
    also: [EcrRule.UNTAGGED_IN_USE, EcrRule.IMMUTABLE_REPLICA],
    sound: [inCache, ofCache, undecided('ImageTagMutability')],
  },
  {
    rule: EcrRule.TAG_IMMUTABILITY,
    name: 'the setting for tags is in lower case',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isImmutable,
    change: setting({ ImageTagMutability: 'immutable' }),
    also: [EcrRule.UNTAGGED_IN_USE],
    sound: [undecided('ImageTagMutability')],
  },
  {
    rule: EcrRule.TAG_EXCEPTIONS,
    name: 'the tag latest can move',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isImmutable,
    change: setting({ ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', ImageTagMutabilityExclusionFilters: latest }),
    also: [EcrRule.UNTAGGED_IN_USE, EcrRule.IMMUTABLE_REPLICA],
    sound: [inCache, ofCache],
  },
  {
    rule: EcrRule.IMMUTABLE_CACHE,
    name: 'the tags of a cache are fixed',
    on: [CREATION_TEMPLATE],
    when: (site) => isCacheOnly(site.original, site.specimen.original) === true,
    change: setting({ ImageTagMutability: 'IMMUTABLE', ImageTagMutabilityExclusionFilters: undefined }),
    sound: [undecided('ImageTagMutability')],
  },
];

type Rules = readonly Json[];
const DAYS = { countUnit: 'days' };
const releases = { tagStatus: 'tagged', tagPatternList: ['v*'] };
const forEver = { countType: 'imageCountMoreThan', countNumber: 10_000_000 };
const builds = { tagStatus: 'tagged', tagPrefixList: ['ci-'], countType: 'imageCountMoreThan', countNumber: 20 };
const untagged = { tagStatus: 'untagged', countType: 'sinceImagePushed', ...DAYS, countNumber: 14 };
const newest = (countNumber: number) => ({ tagStatus: 'any', countType: 'imageCountMoreThan', countNumber });
const olderThan = (countNumber: number) => ({ countType: 'sinceImagePushed', ...DAYS, countNumber });
const notPulled = { tagStatus: 'any', countType: 'sinceImagePulled', ...DAYS, countNumber: 120, to: 'archive' };
const archivedFor = (countNumber: number) => ({
  storageClass: 'archive',
  countType: 'sinceImageTransitioned',
  ...DAYS,
  countNumber,
});

const archiving = (tagPatternList: string[]) => ({
  tagStatus: 'tagged',
  tagPatternList,
  countType: 'imageCountMoreThan',
  countNumber: 1,
  to: 'archive',
});

function textOf(rules: Rules): string {
  const whole = rules.map(({ to, priority, ...selection }, index) => ({
    rulePriority: priority ?? index + 1,
    selection,
    action: to === undefined ? { type: 'expire' } : { type: 'transition', targetStorageClass: to },
  }));
  return JSON.stringify({ rules: whole }, undefined, 2);
}

const setLifecycle = (rules: Rules) => (site: Site) => site.set(lifecyclePath(site), textOf(rules));

/** A lifecycle policy that is a mistake, and others with the same rules in which they are none. */
function lifecycle(
  rule: EcrRule,
  name: string,
  mistake: Rules,
  sound: Record<string, Rules>,
  more: Partial<Operator> = {},
): Operator {
  const contexts = Object.entries(sound).map(([each, rules]) => ({ name: each, change: setLifecycle(rules) }));
  return {
    rule,
    name,
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isUnsigned,
    change: setLifecycle(mistake),
    sound: [...contexts, undecided('LifecyclePolicy')],
    ...more,
  };
}

/** A text that Amazon ECR refuses. */
function refused(name: string, text: unknown): Operator {
  return {
    rule: EcrRule.LIFECYCLE_GRAMMAR,
    name,
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isImmutable,
    change: (site) => site.set(lifecyclePath(site), text),
    sound: [undecided('LifecyclePolicy')],
  };
}

/** Sets a policy whose number `days` is a parameter of the deployment. */
const setOpenLifecycle = (rules: Rules) => (site: Site) => {
  site.parameter('Days', { Type: 'Number' });
  site.set(lifecyclePath(site), { 'Fn::Sub': textOf(rules).replaceAll('"days of a parameter"', '${Days}') });
};
const countNumber = 'days of a parameter';

const OPEN_LIFECYCLES: readonly Operator[] = [
  {
    rule: EcrRule.LIFECYCLE_GRAMMAR,
    name: 'an age has a wrong unit beside a number that only the deployment knows',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isUnsigned,
    change: setOpenLifecycle([
      { ...builds, countNumber },
      { ...untagged, countNumber, countUnit: 'weeks' },
    ]),
    sound: [
      {
        name: 'the unit is right',
        change: setOpenLifecycle([
          { ...builds, countNumber },
          { ...untagged, countNumber },
        ]),
      },
      undecided('LifecyclePolicy'),
    ],
  },
  {
    rule: EcrRule.LIFECYCLE_GRAMMAR,
    name: 'a rule outside of the one that only the deployment knows has no tags',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isUnsigned,
    change: setOpenLifecycle([
      { ...builds, tagPrefixList: [] },
      { ...untagged, countNumber },
    ]),
    sound: [
      {
        name: 'the rule has the tags of a parameter',
        change: (site) => {
          site.parameter('Start', { Type: 'String' });
          const text = textOf([{ ...builds, tagPrefixList: ['start-'] }, untagged]).replace('start-', '${Start}-');
          site.set(lifecyclePath(site), { 'Fn::Sub': text });
        },
      },
    ],
  },
  {
    rule: EcrRule.TAG_LIST,
    name: 'a rule for several environments keeps a number of images that only the deployment knows',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isUnsigned,
    change: setOpenLifecycle([{ ...builds, tagPrefixList: ['dev-', 'test-'], countNumber }, untagged]),
    sound: [
      {
        name: 'each environment has a rule',
        change: setOpenLifecycle([
          { ...builds, tagPrefixList: ['dev-'], countNumber },
          { ...builds, tagPrefixList: ['test-'], countNumber },
          untagged,
        ]),
      },
    ],
  },
];

const LIFECYCLES: readonly Operator[] = [
  {
    rule: EcrRule.LIFECYCLE_POLICY,
    name: 'the lifecycle policy is left out',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isImmutable,
    change: setting({ LifecyclePolicy: undefined }),
    sound: [
      undecided('LifecyclePolicy'),
      { name: 'a policy that keeps all is there', change: setLifecycle([{ tagStatus: 'any', ...forEver }]) },
    ],
  },
  refused(
    'two rules have one priority',
    textOf([
      { ...builds, priority: 1 },
      { ...untagged, priority: 1 },
    ]),
  ),
  refused('a rule expires by the last pull', textOf([{ ...untagged, countType: 'sinceImagePulled' }])),
  refused('a lifecycle policy is an object', JSON.parse(textOf([builds, untagged]))),
  refused('a lifecycle policy is cut off', textOf([builds, untagged]).slice(0, -2)),
  refused('a rule for tagged images has no tags', textOf([{ ...builds, tagPrefixList: undefined }, untagged])),
  refused('a rule for any image is not the last', textOf([{ ...newest(30) }, builds, untagged])),
  refused('an age has no unit', textOf([{ ...untagged, countUnit: undefined }])),
  refused('a number is zero', textOf([{ ...untagged, countNumber: 0 }])),
  refused('a rule has both lists of tags', textOf([{ ...builds, tagPatternList: ['ci-*'] }, untagged])),
  refused('a prefix of tags is empty', textOf([{ ...builds, tagPrefixList: [''] }, untagged])),
  refused('two rules are for untagged images', textOf([untagged, { ...untagged, countNumber: 90 }])),
  refused('archived images expire too soon', textOf([notPulled, { tagStatus: 'any', ...archivedFor(89) }])),
  refused(
    'a rule for archived images lacks the storage class',
    textOf([{ ...untagged, ...archivedFor(90), storageClass: undefined }]),
  ),
  refused('archived images expire by their push', textOf([{ ...untagged, storageClass: 'archive' }])),
  refused('archived images are archived again', textOf([{ ...untagged, ...archivedFor(90), to: 'archive' }])),
  refused('images move to a class that is no archive', textOf([{ ...notPulled, to: 'standard' }])),
  lifecycle(
    EcrRule.IMPOSSIBLE_TAG,
    'a rule is for tags that are too long',
    [{ ...builds, tagPrefixList: ['c'.repeat(129)] }, untagged],
    { 'the tags are as long as tags may be': [{ ...builds, tagPrefixList: ['c'.repeat(128)] }, untagged] },
  ),
  lifecycle(
    EcrRule.IMPOSSIBLE_TAG,
    'a rule is for tags that begin with a dash',
    [{ ...builds, tagPatternList: ['-ci*'], tagPrefixList: undefined }, untagged],
    { 'the dash is within the tags': [{ ...builds, tagPatternList: ['*-ci*'], tagPrefixList: undefined }, untagged] },
  ),
  lifecycle(
    EcrRule.SHADOWED_RULE,
    'a rule comes after the one that keeps its images',
    [{ ...releases, ...forEver }, { tagStatus: 'tagged', tagPatternList: ['v*-rc*'], ...olderThan(30) }, untagged],
    {
      'the rule comes first': [
        { tagStatus: 'tagged', tagPatternList: ['v*-rc*'], ...olderThan(30) },
        { ...releases, ...forEver },
        untagged,
      ],
    },
  ),
  lifecycle(
    EcrRule.COUNT_OF_ONE,
    'a rule archives all but the newest image with one tag',
    [archiving(['main']), untagged, { tagStatus: 'any', ...archivedFor(365) }],
    {
      'a pattern matches many tags': [archiving(['main*']), untagged, { tagStatus: 'any', ...archivedFor(365) }],
      'the rule keeps the image of the tag': [
        { tagStatus: 'tagged', tagPatternList: ['main'], countType: 'imageCountMoreThan', countNumber: 1 },
        untagged,
      ],
    },
  ),
  lifecycle(EcrRule.RELEASES_EXPIRE, 'releases are counted among the builds', [newest(30)], {
    'releases are kept first': [{ ...releases, ...forEver }, newest(30)],
    'all that is counted has no tag': [{ ...newest(30), tagStatus: 'untagged' }],
  }),
  lifecycle(EcrRule.RELEASES_EXPIRE, 'releases expire by their age', [{ tagStatus: 'any', ...olderThan(30) }], {
    'releases are kept first': [
      { ...releases, ...forEver },
      { tagStatus: 'any', ...olderThan(30) },
    ],
    'nearly all releases are kept first': [
      { ...releases, countType: 'imageCountMoreThan', countNumber: 9999 },
      { tagStatus: 'any', ...olderThan(30) },
    ],
    'they are kept for a hundred years': [{ tagStatus: 'any', ...olderThan(36_500) }],
  }),
  lifecycle(
    EcrRule.RELEASES_EXPIRE,
    'releases are archived by their age',
    [
      { tagStatus: 'any', ...olderThan(30), to: 'archive' },
      { tagStatus: 'any', ...archivedFor(365) },
    ],
    {
      'images are archived by their last pull': [notPulled, { tagStatus: 'any', ...archivedFor(365) }],
      'releases are kept first': [
        { ...releases, ...forEver },
        { tagStatus: 'any', ...olderThan(30), to: 'archive' },
        { tagStatus: 'any', ...archivedFor(365) },
      ],
    },
  ),
  lifecycle(
    EcrRule.RELEASES_EXPIRE,
    'releases are archived when enough builds are newer',
    [
      { ...newest(30), to: 'archive' },
      { tagStatus: 'any', ...archivedFor(365) },
    ],
    {
      'all that is archived has no tag': [
        { ...newest(30), tagStatus: 'untagged', to: 'archive' },
        { tagStatus: 'untagged', ...archivedFor(365) },
      ],
    },
  ),
  lifecycle(
    EcrRule.RELEASES_EXPIRE,
    'releases are kept in capitals and counted in small letters',
    [{ ...releases, tagPatternList: ['REL-*'], ...forEver }, { ...builds, tagPrefixList: ['rel-'] }, untagged],
    {
      'they are kept in small letters too': [
        { ...releases, tagPatternList: ['REL-*'], ...forEver },
        { ...releases, tagPatternList: ['rel-1*'], ...forEver },
        { ...releases, tagPatternList: ['rel-*'], ...forEver },
        untagged,
      ],
      'other tags are counted': [{ ...releases, tagPatternList: ['REL-*'], ...forEver }, builds, untagged],
    },
  ),
  lifecycle(
    EcrRule.RELEASES_EXPIRE,
    'releases are counted by a pattern of all tags',
    [{ tagStatus: 'tagged', tagPatternList: ['*'], countType: 'imageCountMoreThan', countNumber: 30 }, untagged],
    {
      'the pattern is of some tags': [
        { tagStatus: 'tagged', tagPatternList: ['ci*'], countType: 'imageCountMoreThan', countNumber: 30 },
        untagged,
      ],
    },
  ),
  lifecycle(
    EcrRule.TAG_LIST,
    'a rule for several environments takes only images with all of their tags',
    [
      { tagStatus: 'tagged', tagPrefixList: ['dev-', 'test-'], countType: 'imageCountMoreThan', countNumber: 20 },
      untagged,
    ],
    {
      'each environment has a rule': [
        { tagStatus: 'tagged', tagPrefixList: ['dev-'], countType: 'imageCountMoreThan', countNumber: 20 },
        { tagStatus: 'tagged', tagPrefixList: ['test-'], countType: 'imageCountMoreThan', countNumber: 20 },
        untagged,
      ],
      'one pattern covers the other': [
        { tagStatus: 'tagged', tagPatternList: ['dev*', 'dev-*'], countType: 'imageCountMoreThan', countNumber: 20 },
        untagged,
      ],
    },
  ),
  lifecycle(EcrRule.ARCHIVED_FOR_EVER, 'what is archived stays', [notPulled], {
    'what is archived expires': [notPulled, { tagStatus: 'any', ...archivedFor(365) }],
  }),
  lifecycle(EcrRule.INDEX_IMAGES_STAY, 'tagged images expire and leave images without a tag', [builds], {
    'untagged images expire too': [builds, untagged],
  }),
  lifecycle(
    EcrRule.UNTAGGED_IN_USE,
    'untagged images expire by their push where tags move',
    [builds, untagged],
    {},
    {
      when: (site) => site.original.property('ImageTagMutability') === 'MUTABLE',
      sound: [{ name: 'tags cannot move', when: isUnsigned }],
    },
  ),
  lifecycle(
    EcrRule.LIFECYCLE_PROTECTION,
    'releases that are protected expire with others',
    [{ tagStatus: 'tagged', tagPatternList: ['*-ci*'], countType: 'imageCountMoreThan', countNumber: 20 }, untagged],
    {
      'they are kept first': [
        { ...releases, ...forEver },
        { tagStatus: 'tagged', tagPatternList: ['*-ci*'], countType: 'imageCountMoreThan', countNumber: 20 },
        untagged,
      ],
    },
    { props: { protect: ['v*'] } },
  ),
  lifecycle(
    EcrRule.LIFECYCLE_PROTECTION,
    'archived releases expire, and no rule keeps releases from the archive',
    [notPulled, { tagStatus: 'any', ...archivedFor(365) }],
    {
      'they are kept first': [{ ...releases, ...forEver }, notPulled, { tagStatus: 'any', ...archivedFor(365) }],
    },
    { props: { protect: ['v*'] } },
  ),
];

const ENCRYPTION: readonly Operator[] = [
  {
    rule: EcrRule.CUSTOMER_KEY,
    name: 'images are encrypted by default',
    on: [REPOSITORY, CREATION_TEMPLATE],
    change: setting({ EncryptionConfiguration: undefined }),
    sound: [undecided('EncryptionConfiguration')],
  },
  {
    rule: EcrRule.CUSTOMER_KEY,
    name: 'images are encrypted with a key of AWS',
    on: [REPOSITORY, CREATION_TEMPLATE],
    change: setting({ EncryptionConfiguration: { EncryptionType: 'KMS' } }),
    sound: [undecided('EncryptionConfiguration')],
  },
  {
    rule: EcrRule.CUSTOMER_KEY,
    name: 'a key is named by an alias',
    on: [REPOSITORY, CREATION_TEMPLATE],
    change: setting({ 'EncryptionConfiguration.KmsKey': 'arn:aws:kms:eu-west-1:111122223333:alias/images' }),
    when: ({ original }) => original.type === CREATION_TEMPLATE,
    sound: [
      {
        name: 'a repository has it, which CloudFormation creates',
        when: (site) => site.original.type === REPOSITORY && site.get('EncryptionConfiguration.KmsKey') !== undefined,
        change: (site) => {
          const { region = 'eu-west-1' } = site.stack;
          const alias = `arn:${partitionOf(region)}:kms:${region}:111122223333:alias/images`;
          site.set('EncryptionConfiguration.KmsKey', alias);
        },
      },
      undecided('EncryptionConfiguration.KmsKey'),
    ],
  },
  {
    rule: EcrRule.CUSTOMER_KEY,
    name: 'a key is of another partition',
    on: [REPOSITORY],
    when: ({ stack }) => stack.region === 'eu-west-1',
    change: setting({
      'EncryptionConfiguration.EncryptionType': 'KMS',
      'EncryptionConfiguration.KmsKey': KEY_ARN.replace('arn:aws:', 'arn:aws-cn:'),
    }),
    sound: [
      { name: 'it is of the own partition', change: setting({ 'EncryptionConfiguration.KmsKey': KEY_ARN }) },
      undecided('EncryptionConfiguration.KmsKey', {
        when: (site) => site.stack.region === 'eu-west-1' && site.get('EncryptionConfiguration.KmsKey') !== undefined,
      }),
    ],
  },
  {
    rule: EcrRule.CUSTOMER_KEY,
    name: 'a key is not one of those that the platform allows',
    on: [REPOSITORY],
    withOptions: true,
    when: ({ specimen }) => specimen.options.allowedKeys !== undefined,
    change: setting({ 'EncryptionConfiguration.KmsKey': KEY_ARN }),
    sound: [{ name: 'the platform allows any key', props: {} }, undecided('EncryptionConfiguration.KmsKey')],
  },
];

const parameter = (site: Site) => site.parameter('Deletion', { Type: 'String' });

/** Lets a parameter choose the value of a property. */
const chosen = (path: string, AllowedValues: string[]) => (site: Site) =>
  site.set(path, site.parameter('ChosenValue', { Type: 'String', AllowedValues }));

/** Lets a reference look up the value of a property. */
const lookedUp = (path: string, reference: string, values: Record<string, string>) => (site: Site) => {
  if (!reference.startsWith('AWS::')) site.parameter(reference, { Type: 'String' });
  const entries = Object.entries(values).map(([key, value]): [string, Json] => [key, { value }]);
  (site.stack.template.Mappings ??= {}).LookedUp = Object.fromEntries(entries);
  site.set(path, { 'Fn::FindInMap': ['LookedUp', { Ref: reference }, 'value'] });
};

const CHOICES: readonly Operator[] = [
  {
    rule: EcrRule.TAG_IMMUTABILITY,
    name: 'a parameter allows that tags move',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isImmutable,
    change: chosen('ImageTagMutability', ['IMMUTABLE', 'MUTABLE']),
    also: [EcrRule.UNTAGGED_IN_USE],
    sound: [
      { name: 'it allows only that they stay', change: chosen('ImageTagMutability', ['IMMUTABLE']) },
      { name: 'it allows any value', change: chosen('ImageTagMutability', []) },
    ],
  },
  {
    rule: EcrRule.REPOSITORY_NAME,
    name: 'a parameter allows no value that is a name',
    on: [REPOSITORY],
    when: isAlone,
    change: chosen('RepositoryName', ['Web', 'a']),
    sound: [{ name: 'all its values are names', change: chosen('RepositoryName', ['mutants/web', 'mutants/api']) }],
  },
  {
    rule: EcrRule.TAG_IMMUTABILITY,
    name: 'a mapping says that tags move in one stage',
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: isImmutable,
    change: lookedUp('ImageTagMutability', 'ChosenValue', { prod: 'IMMUTABLE', test: 'MUTABLE' }),
    also: [EcrRule.UNTAGGED_IN_USE],
    sound: [
      {
        name: 'it says so in a stage that the parameter does not allow',
        change: (site) => void site.parameter('ChosenValue', { Type: 'String', AllowedValues: ['prod'] }),
      },
      {
        name: 'a condition leaves the stage out',
        change: (site) => {
          (site.stack.template.Conditions ??= {}).IsTest = { 'Fn::Equals': [{ Ref: 'ChosenValue' }, 'test'] };
          site.set('ImageTagMutability', { 'Fn::If': ['IsTest', 'IMMUTABLE', site.get('ImageTagMutability')] });
        },
      },
    ],
  },
  {
    rule: EcrRule.TAG_IMMUTABILITY,
    name: 'a mapping says that tags move in one region of those in which the stack may be',
    on: [REPOSITORY],
    when: (site) => isImmutable(site) && site.stack.region === undefined,
    change: lookedUp('ImageTagMutability', 'AWS::Region', { 'eu-west-1': 'IMMUTABLE', 'us-east-1': 'MUTABLE' }),
    also: [EcrRule.UNTAGGED_IN_USE],
    sound: [
      {
        name: 'they stay in all',
        change: lookedUp('ImageTagMutability', 'AWS::Region', { 'eu-west-1': 'IMMUTABLE', 'us-east-1': 'IMMUTABLE' }),
      },
      {
        name: 'the stack is in the other region',
        when: (site) => isImmutable(site) && isAlone(site) && site.stack.region === 'eu-west-1',
      },
    ],
  },
];

const STACK_ID = { Ref: 'AWS::StackId' };

const VALUES: readonly Operator[] = [
  {
    rule: EcrRule.PROPERTY_VALUE,
    name: 'a word stands for a boolean',
    on: [REPOSITORY],
    change: setting({ EmptyOnDelete: 'yes' }),
    sound: [
      { name: 'it is one that CloudFormation takes', change: setting({ EmptyOnDelete: 'false' }) },
      undecided('EmptyOnDelete'),
    ],
  },
  {
    rule: EcrRule.PROPERTY_VALUE,
    name: 'the account of a lifecycle policy has eleven digits',
    on: [REPOSITORY],
    when: (site) => typeof site.get('LifecyclePolicy') === 'object' && !('Fn::If' in site.get('LifecyclePolicy')),
    change: setting({ 'LifecyclePolicy.RegistryId': '11112222333' }),
    sound: [
      { name: 'it has twelve', change: setting({ 'LifecyclePolicy.RegistryId': ACCOUNT }) },
      undecided('LifecyclePolicy.RegistryId'),
    ],
  },
  {
    rule: EcrRule.PROPERTY_VALUE,
    name: 'a word stands for scanning on push',
    on: [REPOSITORY],
    change: setting({ 'ImageScanningConfiguration.ScanOnPush': 'enabled' }),
    also: [EcrRule.REPOSITORY_SCANNING],
    sound: [
      {
        name: 'it is one that CloudFormation takes',
        change: setting({ 'ImageScanningConfiguration.ScanOnPush': 'true' }),
      },
      undecided('ImageScanningConfiguration.ScanOnPush'),
    ],
  },
  ...['{{resolve:ssm-secure:/images/name:1}}', '{{resolve:parameters:/images/name}}', '{{resolve:ssm:}}'].map(
    (RepositoryName): Operator => ({
      rule: EcrRule.PROPERTY_VALUE,
      name: `a name is ${RepositoryName}`,
      on: [REPOSITORY],
      when: isAlone,
      change: setting({ RepositoryName }),
      sound: [
        {
          name: 'the reference is to a parameter of Parameter Store',
          change: setting({ RepositoryName: '{{resolve:ssm:/images/name:1}}' }),
        },
        {
          name: 'the reference is to a secret',
          change: setting({ RepositoryName: '{{resolve:secretsmanager:images:SecretString:name}}' }),
        },
      ],
    }),
  ),
  {
    rule: EcrRule.REPOSITORY_NAME,
    name: 'a repository has the id of its stack in its name',
    on: [REPOSITORY],
    when: isAlone,
    change: setting({ RepositoryName: { 'Fn::Join': ['-', ['mutants/api', STACK_ID]] } }),
    sound: [
      {
        name: 'it is only a part of the id',
        change: setting({
          RepositoryName: {
            'Fn::Join': ['-', ['mutants/api', { 'Fn::Select': [2, { 'Fn::Split': ['/', STACK_ID] }] }]],
          },
        }),
      },
    ],
  },
  {
    rule: EcrRule.REPOSITORY_NAME,
    name: 'the name of a repository is encoded',
    on: [REPOSITORY],
    when: isAlone,
    change: setting({ RepositoryName: { 'Fn::Base64': 'mutants/api' } }),
    sound: [undecided('RepositoryName')],
  },
  ...['kms', 'aes256', 'kms-dsse'].map((type): Operator => ({
    rule: EcrRule.CUSTOMER_KEY,
    name: `the type of encryption is ${type}`,
    on: [REPOSITORY, CREATION_TEMPLATE],
    change: setting({ 'EncryptionConfiguration.EncryptionType': type }),
    sound: [undecided('EncryptionConfiguration.EncryptionType')],
  })),
];

const OTHERS: readonly Operator[] = [
  {
    rule: EcrRule.REPOSITORY_RETENTION,
    name: 'a repository is deleted with its stack',
    on: [REPOSITORY, PUBLIC_REPOSITORY],
    change: (site) => (site.json.DeletionPolicy = 'Delete'),
    sound: [
      { name: 'a parameter decides', change: (site) => (site.json.DeletionPolicy = parameter(site)) },
      { name: 'only a failed creation deletes', change: (site) => (site.json.DeletionPolicy = 'RetainExceptOnCreate') },
    ],
  },
  {
    rule: EcrRule.REPOSITORY_RETENTION,
    name: 'a repository is deleted when it is replaced',
    on: [REPOSITORY, PUBLIC_REPOSITORY],
    change: (site) => delete site.json.UpdateReplacePolicy,
    sound: [{ name: 'a parameter decides', change: (site) => (site.json.UpdateReplacePolicy = parameter(site)) }],
  },
  {
    rule: EcrRule.REPOSITORY_TAGS,
    name: 'a public repository has no tag',
    on: [PUBLIC_REPOSITORY],
    change: setting({ Tags: undefined }),
    sound: [{ name: 'its stack is tagged', change: ({ stack }) => stack.tagKeys.push('team') }, undecided('Tags')],
  },
  {
    rule: EcrRule.REPOSITORY_TAGS,
    name: 'a tag that the platform requires is spelled otherwise',
    on: [REPOSITORY, PUBLIC_REPOSITORY],
    withOptions: true,
    when: ({ specimen }) => specimen.options.requiredTags !== undefined,
    change: (site) => {
      site.set('Tags', [{ Key: 'Team', Value: 'payments' }]);
      for (const stack of site.stacks) stack.tagKeys.length = 0;
    },
    sound: [
      { name: 'its stack is tagged', change: ({ stack }) => stack.tagKeys.push('team') },
      { name: 'the platform requires no tags', props: {} },
    ],
  },
  {
    rule: EcrRule.REPOSITORY_TAGS,
    name: 'a creation template does not give a tag that the platform requires',
    on: [CREATION_TEMPLATE],
    withOptions: true,
    when: ({ specimen }) => specimen.options.requiredTags !== undefined,
    change: (site) => {
      site.set('ResourceTags', undefined);
      // The tags of the stack are not given to the repositories that a template creates.
      site.stack.tagKeys.push('team');
    },
    sound: [{ name: 'the platform requires no tags', props: {} }, undecided('ResourceTags')],
  },
  {
    rule: EcrRule.REPOSITORY_TAGS,
    name: 'a tag has a reserved key',
    on: [REPOSITORY],
    change: setting({ Tags: [{ Key: 'aws:team', Value: 'payments' }] }),
    sound: [undecided('Tags')],
  },
  ...['team/WebShop', 'a', '-shop', 'shop//web', 'shop web'].map((name): Operator => ({
    rule: EcrRule.REPOSITORY_NAME,
    name: `a repository is named ${name}`,
    on: [REPOSITORY],
    when: isAlone,
    change: setting({ RepositoryName: name }),
    sound: [undecided('RepositoryName')],
  })),
  {
    rule: EcrRule.REPOSITORY_NAME,
    name: 'a repository has the name of a stack, which has capitals',
    on: [REPOSITORY],
    // The name of a nested stack, and of an instance of a stack set, is known at deployment.
    when: (site) => isAlone(site) && site.stack.declaration === undefined,
    change: setting({ RepositoryName: { 'Fn::Sub': '${AWS::StackName}/api' } }),
    sound: [
      {
        name: 'the name of the stack has none',
        change: (site) => Object.assign(site.stack, { stackName: 'mutants' }),
      },
      {
        name: 'only the deployment knows the name',
        when: (site) => isAlone(site) && site.stack.declaration !== undefined,
      },
    ],
  },
  {
    rule: EcrRule.REPOSITORY_NAME,
    name: 'a public repository has two separators in a row',
    on: [PUBLIC_REPOSITORY],
    change: setting({ RepositoryName: 'tool--cli' }),
    sound: [undecided('RepositoryName')],
  },
  {
    rule: EcrRule.REPOSITORY_NAME,
    name: 'two repositories of a registry have one name',
    on: [REPOSITORY],
    when: (site) => isPlaced(site) && isAlone(site),
    change: (site) => addCopy(site),
    sound: [
      undecided('RepositoryName'),
      { name: 'a condition of the template chooses one of them', change: (site) => site.orAdded() },
    ],
  },
  {
    rule: EcrRule.CATALOG_DATA,
    name: 'a public repository names an architecture twice',
    on: [PUBLIC_REPOSITORY],
    change: setting({ RepositoryCatalogData: { Architectures: ['ARM 64', 'ARM 64'] } }),
    sound: [undecided('RepositoryCatalogData')],
  },
  {
    rule: EcrRule.CATALOG_DATA,
    name: 'the description of a public repository is longer than the gallery takes',
    on: [PUBLIC_REPOSITORY],
    change: setting({ RepositoryCatalogData: { RepositoryDescription: 'a'.repeat(1025) } }),
    sound: [undecided('RepositoryCatalogData')],
  },
  {
    rule: EcrRule.REPOSITORY_TAGS,
    name: 'two tags of a repository have one key',
    on: [REPOSITORY, PUBLIC_REPOSITORY],
    change: (site) => site.set('Tags', tagsOf('team', 'team')),
    sound: [{ name: 'the keys differ', change: (site) => site.set('Tags', tagsOf('team', 'Team')) }, undecided('Tags')],
  },
  {
    rule: EcrRule.PUBLIC_REGION,
    name: 'a public repository is in a region without a gallery',
    on: [REPOSITORY],
    when: ({ stack: { region } }) => region !== undefined && region !== 'us-east-1',
    change: addPublic,
    sound: [{ name: 'only the deployment knows the region', when: ({ stack: { region } }) => region === undefined }],
  },
  {
    rule: EcrRule.PUBLIC_REGION,
    name: 'the stack of a gallery moves to Europe',
    on: [PUBLIC_REPOSITORY],
    change: (site) => Object.assign(site.stack, { region: 'eu-west-1' }),
    sound: [
      {
        name: 'only the deployment knows the region',
        change: (site) => Object.assign(site.stack, { region: undefined }),
      },
    ],
  },
  {
    rule: EcrRule.UNKNOWN_NAME,
    name: 'the gallery recognises no such architecture',
    on: [PUBLIC_REPOSITORY],
    change: setting({ 'RepositoryCatalogData.Architectures': ['ARM64'] }),
    sound: [undecided('RepositoryCatalogData.Architectures')],
  },
];

/** Gives the repository a name, which a copy of it has too. */
const tagsOf = (...keys: string[]) => keys.map((Key) => ({ Key, Value: 'payments' }));

function addCopy(site: Site): void {
  site.set('RepositoryName', 'mutants/twin');
  const { Type, Properties, ...attributes } = structuredClone(site.json);
  site.add(Type, Properties, attributes);
}

function addPublic(site: Site): void {
  const retain = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  site.add(PUBLIC_REPOSITORY, { Tags: [{ Key: 'team', Value: 'cli' }] }, retain);
}

export const REPOSITORY_OPERATORS: readonly Operator[] = [
  ...SCANNING,
  ...TAGS,
  ...LIFECYCLES,
  ...OPEN_LIFECYCLES,
  ...ENCRYPTION,
  ...CHOICES,
  ...VALUES,
  ...OTHERS,
];
