import type { Answers, Call } from './fake-aws';
import { Failure } from './fake-aws';
import type { Json } from '../../../src/text/json';

export const ACCOUNT = '111122223333';

/** Seconds, as in JSON of AWS, and the same as a snapshot has it. */
export const SECONDS = 1_767_225_600.5;
export const TIME = '2026-01-01T00:00:00.500Z';

export const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

export const POLICY_TEXT = '{"Version":"2012-10-17","Statement":[]}';
export const LIFECYCLE_TEXT = '{"rules":[]}';

/** A repository of a list. */
export function repository(repositoryName: string, more: Json = {}): Json {
  return {
    registryId: ACCOUNT,
    repositoryName,
    repositoryArn: `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/${repositoryName}`,
    repositoryUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/${repositoryName}`,
    createdAt: SECONDS,
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'AES256' },
    ...more,
  };
}

export function digestOf(number: number): string {
  return `sha256:${number.toString(16).padStart(64, '0')}`;
}

/** An image of a list. */
export function imageDetail(number: number): Json {
  return {
    registryId: ACCOUNT,
    imageDigest: digestOf(number),
    imageTags: [`v${number}`],
    imageSizeInBytes: 1000 + number,
    imagePushedAt: SECONDS,
    lastRecordedPullTime: SECONDS,
    imageStatus: number % 2 === 0 ? 'ACTIVE' : 'ARCHIVED',
  };
}

/** One page after the other, with tokens between them. */
export function paged(member: string, ...pages: readonly (readonly unknown[])[]) {
  return ({ input }: Call): Json => {
    const at = input.nextToken === undefined ? 0 : Number(String(input.nextToken).replace('page ', ''));
    return { [member]: pages[at], ...(at + 1 < pages.length && { nextToken: `page ${at + 1}` }) };
  };
}

/** A registry of us-east-1 that has everything. */
export const ANSWERS: Answers = {
  'cloudformation:GetTemplate': { TemplateBody: '{}' },
  'inspector2:ListCoverage': { coveredResources: [] },
  'sts:GetCallerIdentity': { UserId: 'AIDA', Account: ACCOUNT, Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/me` },
  'ecr:GetRegistryPolicy': { registryId: ACCOUNT, policyText: POLICY_TEXT },
  'ecr:GetRegistryScanningConfiguration': {
    registryId: ACCOUNT,
    scanningConfiguration: {
      scanType: 'ENHANCED',
      rules: [{ scanFrequency: 'CONTINUOUS_SCAN', repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }] }],
    },
  },
  'ecr:DescribeRegistry': {
    registryId: ACCOUNT,
    replicationConfiguration: {
      rules: [
        {
          destinations: [{ region: 'eu-west-1', registryId: ACCOUNT }],
          repositoryFilters: [{ filter: 'prod/', filterType: 'PREFIX_MATCH' }],
        },
      ],
    },
  },
  'ecr:GetSigningConfiguration': {
    registryId: ACCOUNT,
    signingConfiguration: {
      rules: [{ signingProfileArn: `arn:aws:signer:us-east-1:${ACCOUNT}:/signing-profiles/images` }],
    },
  },
  'ecr:DescribePullThroughCacheRules': {
    pullThroughCacheRules: [
      {
        ecrRepositoryPrefix: 'docker-hub',
        upstreamRegistryUrl: 'registry-1.docker.io',
        upstreamRegistry: 'docker-hub',
        credentialArn: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:ecr-pullthroughcache/hub`,
        registryId: ACCOUNT,
        createdAt: SECONDS,
      },
    ],
  },
  'ecr:DescribeRepositoryCreationTemplates': {
    registryId: ACCOUNT,
    repositoryCreationTemplates: [
      {
        prefix: 'docker-hub',
        appliedFor: ['PULL_THROUGH_CACHE'],
        imageTagMutability: 'MUTABLE',
        resourceTags: [{ Key: 'team', Value: 'a' }],
        createdAt: SECONDS,
      },
    ],
  },
  'ecr:ListPullTimeUpdateExclusions': { pullTimeUpdateExclusions: [`arn:aws:iam::${ACCOUNT}:role/scanner`] },
  'ecr:GetAccountSetting': ({ input: { name } }) => ({ name, value: `value of ${String(name)}` }),
  'ecr:DescribeRepositories': {
    repositories: [
      repository('team/web'),
      repository('team/api', {
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey: KEY_ARN },
      }),
    ],
  },
  'ecr:ListTagsForResource': {
    tags: [
      { Key: 'team', Value: 'a' },
      { Key: 'aws:cloudformation:stack-name', Value: 'Api' },
      { Key: 'aws:cloudformation:stack-id', Value: `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/Api/1` },
      { Key: 'aws:cloudformation:logical-id', Value: 'Repository' },
    ],
  },
  'ecr:GetRepositoryPolicy': ({ input: { repositoryName } }) =>
    repositoryName === 'team/web'
      ? new Failure('RepositoryPolicyNotFoundException')
      : { registryId: ACCOUNT, policyText: POLICY_TEXT },
  'ecr:GetLifecyclePolicy': ({ input: { repositoryName } }) =>
    repositoryName === 'team/web'
      ? new Failure('LifecyclePolicyNotFoundException')
      : { registryId: ACCOUNT, lifecyclePolicyText: LIFECYCLE_TEXT, lastEvaluatedAt: SECONDS },
  'ecr:DescribeImages': { imageDetails: [imageDetail(1), imageDetail(2)] },
  'kms:DescribeKey': { KeyMetadata: { KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab', KeyManager: 'CUSTOMER' } },
  'ecr-public:DescribeRepositories': {
    repositories: [
      {
        registryId: ACCOUNT,
        repositoryName: 'team/api',
        repositoryArn: `arn:aws:ecr-public::${ACCOUNT}:repository/team/api`,
        repositoryUri: 'public.ecr.aws/a1b2c3d4/team/api',
        createdAt: SECONDS,
      },
    ],
  },
  'ecr-public:GetRepositoryPolicy': new Failure('RepositoryPolicyNotFoundException'),
  'ecr-public:GetRepositoryCatalogData': { catalogData: { description: 'The API', architectures: ['ARM 64'] } },
  'ecr-public:ListTagsForResource': { tags: [] },
  'ecr-public:DescribeImages': { imageDetails: [{ imageDigest: digestOf(9), imagePushedAt: SECONDS }] },
};
