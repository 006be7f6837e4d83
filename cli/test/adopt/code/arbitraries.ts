import * as fc from 'fast-check';
import { ACCOUNT, KEY, MANAGED_KEY, PULL, PUSH, registryFile, repository, SERVICE_PULL } from './examples';
import type { Json } from '../../../../src/text/json';
import type { AdoptionPlan } from '../../../src/adopt/adoption-plan';
import type { RegistryFile, RepositoryEncryption, RepositoryLine } from '../../../src/snapshot/format';

const OTHER_KEY = KEY.replace('1234abcd', 'deadbeef');
const OTHER = '222222222222';
const THIRD = '333333333333';

const encryption = fc.constantFrom<RepositoryEncryption>(
  { encryptionType: 'AES256' },
  { encryptionType: 'KMS', kmsKey: MANAGED_KEY, keyManager: 'AWS' },
  { encryptionType: 'KMS', kmsKey: KEY, keyManager: 'CUSTOMER' },
  { encryptionType: 'KMS', kmsKey: OTHER_KEY, keyManager: 'CUSTOMER' },
  { encryptionType: 'KMS_DSSE', kmsKey: KEY, keyManager: 'CUSTOMER' },
  { encryptionType: 'KMS_DSSE', kmsKey: MANAGED_KEY, keyManager: 'AWS' },
);

const mutability: fc.Arbitrary<Partial<RepositoryLine>> = fc.oneof(
  fc.constantFrom('MUTABLE', 'IMMUTABLE').map((imageTagMutability) => ({ imageTagMutability })),
  fc.record({
    imageTagMutability: fc.constantFrom('MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION'),
    imageTagMutabilityExclusionFilters: fc
      .uniqueArray(fc.constantFrom('latest', 'dev-*', '*-rc*', 'a*b*c*d'), { minLength: 1, maxLength: 3 })
      .map((filters) => filters.map((filter) => ({ filterType: 'WILDCARD', filter }))),
  }),
);

const tagged = fc.oneof(
  fc
    .uniqueArray(fc.constantFrom('v*', 'release-*', '*stable*', 'a*b*c*'), { minLength: 1, maxLength: 2 })
    .map((tagPatternList) => ({ tagStatus: 'tagged', tagPatternList })),
  fc
    .uniqueArray(fc.constantFrom('ci-', 'dev', 'x'), { minLength: 1, maxLength: 2 })
    .map((tagPrefixList) => ({ tagStatus: 'tagged', tagPrefixList })),
);
const selection: fc.Arbitrary<Json> = fc.oneof(
  tagged,
  fc.constant({ tagStatus: 'untagged' }),
  fc.constant({ tagStatus: 'any' }),
);
const archive = { type: 'transition', targetStorageClass: 'archive' };
const effect: fc.Arbitrary<{ readonly count: Json; readonly action: Json }> = fc.oneof(
  fc.record({
    count: fc
      .constantFrom(1, 10, 10_000_000)
      .map((countNumber): Json => ({ countType: 'imageCountMoreThan', countNumber })),
    action: fc.constantFrom<Json>({ type: 'expire' }, archive),
  }),
  fc.record({
    count: fc
      .constantFrom(1, 14, 36_500)
      .map((countNumber): Json => ({ countType: 'sinceImagePushed', countUnit: 'days', countNumber })),
    action: fc.constantFrom<Json>({ type: 'expire' }, archive),
  }),
  fc.record({
    count: fc
      .constantFrom(30, 90)
      .map((countNumber): Json => ({ countType: 'sinceImagePulled', countUnit: 'days', countNumber })),
    action: fc.constant<Json>(archive),
  }),
  fc.record({
    count: fc.constantFrom(90, 36_500).map((countNumber): Json => ({
      storageClass: 'archive',
      countType: 'sinceImageTransitioned',
      countUnit: 'days',
      countNumber,
    })),
    action: fc.constant<Json>({ type: 'expire' }),
  }),
);
const description = fc.option(
  fc.constantFrom('keeps releases', 'it\'s `quoted` "twice" ${x} \\n', 'a */ comment // and Größe'),
  { nil: undefined },
);

/** Rules in the order of the service or in any other, with numbers from 1 or with gaps. */
const lifecyclePolicy: fc.Arbitrary<Json> = fc
  .record({
    rules: fc.array(fc.record({ selection, effect, description }), { minLength: 1, maxLength: 4 }),
    step: fc.constantFrom(1, 1, 1, 10),
    anyLast: fc.boolean(),
  })
  .map(({ rules, step, anyLast }) => {
    const sorted = anyLast
      ? [...rules].sort((one, other) => Number(isAny(one.selection)) - Number(isAny(other.selection)))
      : rules;
    return {
      rules: sorted.map(({ selection: tags, effect: { count, action }, description: text }, index) => ({
        rulePriority: (index + 1) * step,
        ...(text !== undefined && { description: text }),
        selection: { ...tags, ...count },
        action,
      })),
    };
  });

function isAny({ tagStatus }: Json): boolean {
  return tagStatus === 'any';
}

const allow = (principal: unknown, actions: unknown, condition?: Json, sid?: string): Json => ({
  ...(sid !== undefined && { Sid: sid }),
  Effect: 'Allow',
  Principal: principal,
  Action: actions,
  ...(condition && { Condition: condition }),
});
const notOwn = { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } };

/** Statements that a factory makes, that one nearly makes, and others. */
const statement = fc.constantFrom<Json>(
  allow({ AWS: `arn:aws:iam::${OTHER}:root` }, PULL, undefined, 'Pull'),
  allow({ AWS: [OTHER, `arn:aws:iam::${THIRD}:root`] }, [...PULL].reverse()),
  allow({ AWS: `arn:aws:iam::${OTHER}:root` }, PUSH, undefined, 'Push'),
  allow({ AWS: `arn:aws:iam::${THIRD}:root` }, ['ecr:BatchGetImage']),
  allow('*', PULL, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, ...notOwn }),
  allow('*', PULL, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
  allow({ AWS: '*' }, PUSH, {
    StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-b1b2c3d4e5'] },
    ...notOwn,
  }),
  allow('*', PULL, {
    'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'] },
    ...notOwn,
  }),
  allow({ AWS: `arn:aws:iam::${OTHER}:root` }, SERVICE_PULL, undefined, 'CrossAccountPermission'),
  allow(
    { Service: 'lambda.amazonaws.com' },
    SERVICE_PULL,
    { StringLike: { 'aws:sourceArn': `arn:aws:lambda:eu-west-1:${OTHER}:function:*` } },
    'LambdaECRImageCrossAccountRetrievalPolicy',
  ),
  allow({ Service: 'lambda.amazonaws.com' }, SERVICE_PULL, {
    StringLike: { 'aws:SourceArn': `arn:aws:lambda:*:${OTHER}:function:*` },
  }),
  allow({ Service: 'codebuild.amazonaws.com' }, PULL, {
    ArnLike: { 'aws:SourceArn': `arn:aws:codebuild:eu-west-1:${OTHER}:project/builder` },
    StringEquals: { 'aws:SourceAccount': OTHER },
  }),
  allow({ AWS: `arn:aws:iam::${ACCOUNT}:role/ci` }, 'ecr:*', undefined, "A sid with 'quotes'"),
  allow({ AWS: `arn:aws:iam::${OTHER}:role/\${x}` }, PULL),
  allow('*', PULL),
  {
    Effect: 'Deny',
    Principal: '*',
    Action: 'ecr:DeleteRepository',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/admin` } },
  },
  { Effect: 'Deny', NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, NotAction: ['ecr:BatchGetImage'] },
  { Effect: 'Allow', Principal: '*', Action: PULL, Condition: { Bool: { 'aws:SecureTransport': true } } },
);

const policy: fc.Arbitrary<Json> = fc
  .record({
    Version: fc.constantFrom('2012-10-17', '2008-10-17'),
    Statement: fc.oneof(fc.uniqueArray(statement, { minLength: 1, maxLength: 4 }), statement),
  })
  .map((document): Json => document);

const tags = fc.dictionary(
  fc.constantFrom('team', 'service', 'cost-center', 'a:b/c', 'aws:cloudformation:stack-name', '1', 'Größe'),
  fc.constantFrom('web', 'api', 'Müller + x', 'a b', '007'),
  { maxKeys: 4 },
);

const segment = fc.constantFrom('team', 'web', 'api', 'a--b', 'x.y', 'x_y', '1st', 'new', 'constructor');
const name = fc.oneof(
  { weight: 20, arbitrary: fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')) },
  { weight: 4, arbitrary: fc.array(segment, { minLength: 2, maxLength: 2 }).map((parts) => parts.join('--')) },
  { weight: 1, arbitrary: fc.constantFrom('Upper', 'a..b', 'a___b') },
);

/** A few choices, so that repositories share them. */
const settings: fc.Arbitrary<Partial<RepositoryLine>> = fc
  .tuple(
    fc.record({ encryption, scanOnPush: fc.boolean() }),
    mutability,
    fc.record({
      lifecyclePolicy: fc.option(lifecyclePolicy, { nil: undefined }),
      policy: fc.option(policy, { nil: undefined }),
    }),
  )
  .map((parts) => Object.assign({}, ...parts) as Partial<RepositoryLine>);

/** Private repositories that share a few settings, with tags and names of their own. */
export const privateRepositories: fc.Arbitrary<RepositoryLine[]> = fc
  .tuple(
    fc.array(settings, { minLength: 1, maxLength: 3 }),
    fc.array(fc.option(policy, { nil: undefined }), { maxLength: 2 }),
  )
  .chain(([shared, policies]) =>
    fc
      .uniqueArray(
        fc.record({ name, settings: fc.constantFrom(...shared), own: fc.constantFrom(undefined, ...policies), tags }),
        {
          minLength: 1,
          maxLength: 12,
          selector: (each) => each.name,
        },
      )
      .map((all) =>
        all.map((each) =>
          repository(each.name, { ...each.settings, ...(each.own && { policy: each.own }), tags: each.tags }),
        ),
      ),
  );

const catalogData: fc.Arbitrary<Json> = fc.record(
  {
    description: fc.constantFrom('The command line', "It's `code` ${x}"),
    aboutText: fc.constantFrom('# About\n\nLines \u2028 of text'),
    usageText: fc.constantFrom('Run `it`'),
    architectures: fc.uniqueArray(fc.constantFrom('x86-64', 'ARM 64', 'riscv')),
    operatingSystems: fc.uniqueArray(fc.constantFrom('Linux', 'Windows')),
    logoUrl: fc.constant('https://example.com/logo.png'),
  },
  { requiredKeys: [] },
);

export const publicRepositories: fc.Arbitrary<RepositoryLine[]> = fc
  .uniqueArray(
    fc.record({
      name: fc.array(fc.constantFrom('acme', 'cli', 'x-y'), { minLength: 1, maxLength: 3 }).map((all) => all.join('/')),
      tags,
      catalogData: fc.option(catalogData, { nil: undefined }),
      policy: fc.option(
        fc
          .uniqueArray(
            fc.constantFrom<Json>(
              allow({ AWS: `arn:aws:iam::${OTHER}:role/publisher` }, ['ecr-public:PutImage']),
              allow({ AWS: OTHER }, 'ecr-public:*', undefined, 'All'),
            ),
            { minLength: 1 },
          )
          .map((Statement): Json => ({ Version: '2012-10-17', Statement })),
        { nil: undefined },
      ),
    }),
    { maxLength: 4, selector: (each) => each.name },
  )
  .map((all) =>
    all.map(({ name: repositoryName, ...others }) => ({
      repositoryName,
      repositoryArn: `arn:aws:ecr-public::${ACCOUNT}:repository/${repositoryName}`,
      repositoryUri: `public.ecr.aws/x/${repositoryName}`,
      isPublic: true,
      ...others,
    })),
  );

/** The same repositories elsewhere: keys are of the region, and ARNs of the partition. */
function movedTo(
  { region, partition }: { readonly region: string; readonly partition: string },
  all: RepositoryLine[],
) {
  const text = JSON.stringify(all).replaceAll('arn:aws:', `arn:${partition}:`);
  return JSON.parse(text.replaceAll(':kms:eu-west-1:', `:kms:${region}:`)) as RepositoryLine[];
}

/** Plans of registries in accounts and regions of their own. */
export const plans: fc.Arbitrary<AdoptionPlan[]> = fc
  .uniqueArray(
    fc.constantFrom<Pick<RegistryFile, 'account' | 'region' | 'partition'>>(
      { account: ACCOUNT, region: 'eu-west-1', partition: 'aws' },
      { account: ACCOUNT, region: 'us-east-1', partition: 'aws' },
      { account: OTHER, region: 'us-gov-west-1', partition: 'aws-us-gov' },
      { account: OTHER, region: 'eu-west-1', partition: 'aws' },
    ),
    { minLength: 1, maxLength: 2, selector: ({ account, region }) => `${account}/${region}` },
  )
  .chain((places) =>
    fc.tuple(
      ...places.map((place) =>
        fc.tuple(privateRepositories, publicRepositories).map(([ofRegion, ofPublic]): AdoptionPlan => ({
          registry: registryFile(place),
          adopted: [...movedTo(place, ofRegion), ...(place.region === 'us-east-1' ? ofPublic : [])],
          left: [],
          leftSettings: [],
        })),
      ),
    ),
  );
