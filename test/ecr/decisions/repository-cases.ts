import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { DecisionCase } from './decision-case';
import { ACCOUNT, galleryOf, resource, stackBeside, template } from './decision-case';
import type { REPOSITORY_DECISIONS } from '../../../src/ecr/decisions/repository-decisions';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import * as mixins from '../../../src/mixins';
import { Registry } from '../../../src/registry/registry';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { countKeyUse } from '../../../src/repository/private/key-use';
import { PrivateRepository } from '../../../src/repository/private-repository';
import type { PrivateRepositoryProps } from '../../../src/repository/private-repository';
import { PublicRepository } from '../../../src/repository/public-repository';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';
import { RepositoryKey } from '../../../src/repository/repository-key';

const REPOSITORY = 'AWS::ECR::Repository';
const BUILDS = { tags: TagSelection.prefix('ci-') };
const RELEASES = { tags: TagSelection.prefix('v') };
const DAYS = Duration.days(9);
const UNTAGGED = LifecycleRule.expireUntagged(DAYS);

const repository = (props: PrivateRepositoryProps) => (stack: Stack) => new PrivateRepository(stack, 'Api', props);
const lifecycle = (...rules: LifecycleRule[]) => repository({ lifecycle: LifecyclePolicy.of(...rules) });

/** A repository whose lifecycle policy has rules, each with its selection and what it does. */
function policy(...rules: readonly RuleOfText[]) {
  const properties = {
    ImageTagMutability: 'IMMUTABLE',
    LifecyclePolicy: { LifecyclePolicyText: policyText(...rules) },
  };
  return resource(REPOSITORY, properties);
}

type RuleOfText = readonly [selection: object, action?: string];

function policyText(...rules: readonly RuleOfText[]): string {
  return JSON.stringify({
    rules: rules.map(([selection, type = 'expire'], index) => ({
      rulePriority: index + 1,
      selection: { tagStatus: 'tagged', countType: 'imageCountMoreThan', countNumber: 5, ...selection },
      action: action(type),
    })),
  });
}

function action(type: string): object {
  return type === 'transition' ? { type, targetStorageClass: 'archive' } : { type };
}

const untagged = { tagStatus: 'untagged' };

/** A repository with a key whose own properties are wrong. */
function key(properties: object) {
  const encryption = { EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': ['Bad', 'Arn'] } };
  return {
    templates: [
      template({ Bad: ['AWS::KMS::Key', properties], Api: [REPOSITORY, { EncryptionConfiguration: encryption }] }),
    ],
  };
}

const OWN_ACCOUNT = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

export const REPOSITORY_CASES: Record<keyof typeof REPOSITORY_DECISIONS, DecisionCase> = {
  [EcrRule.REPOSITORY_SCANNING]: { warning: repository({ scanOnPush: false }), finding: resource(REPOSITORY, {}) },
  [EcrRule.TAG_IMMUTABILITY]: {
    warning: repository({ tagMutability: ImageTagMutability.mutable() }),
    finding: resource(REPOSITORY, { ImageTagMutability: 'MUTABLE' }),
  },
  [EcrRule.TAG_EXCEPTIONS]: {
    warning: repository({ tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }) }),
    finding: resource(REPOSITORY, {
      ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: [
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'latest' },
      ],
    }),
  },
  [EcrRule.LIFECYCLE_POLICY]: {
    warning: repository({ lifecycle: LifecyclePolicy.none() }),
    finding: resource(REPOSITORY, {}),
  },
  [EcrRule.LIFECYCLE_GRAMMAR]: { finding: policy([{ tagStatus: 'some' }]) },
  [EcrRule.IMPOSSIBLE_TAG]: {
    warning: lifecycle(LifecycleRule.keepNewest(5, { tags: TagSelection.prefix('-rc') }), UNTAGGED),
    finding: policy([{ tagPrefixList: ['-rc'] }], [untagged]),
  },
  [EcrRule.SHADOWED_RULE]: {
    warning: lifecycle(
      LifecycleRule.keepNewest(9, BUILDS),
      LifecycleRule.expireOlderThan(DAYS, { tags: TagSelection.prefix('ci-dev-') }),
      UNTAGGED,
    ),
    finding: policy([{ tagPrefixList: ['ci-'] }], [{ tagPrefixList: ['ci-dev-'] }], [untagged]),
  },
  [EcrRule.COUNT_OF_ONE]: {
    warning: lifecycle(LifecycleRule.archiveBeyondNewest(3, { tags: TagSelection.pattern('latest') }), UNTAGGED),
    finding: policy([{ tagPatternList: ['latest'] }, 'transition'], [untagged]),
  },
  [EcrRule.TAG_LIST]: {
    warning: repository({
      lifecycle: LifecyclePolicy.fromJson(policyText([{ tagPrefixList: ['main', 'release'] }], [untagged])),
    }),
    finding: policy([{ tagPrefixList: ['main', 'release'] }], [untagged]),
  },
  [EcrRule.RELEASES_EXPIRE]: {
    warning: lifecycle(LifecycleRule.keepNewest(100, { tags: TagSelection.any() })),
    finding: policy([{ tagStatus: 'any' }]),
  },
  [EcrRule.ARCHIVED_FOR_EVER]: {
    warning: lifecycle(LifecycleRule.archiveNotPulledFor(Duration.days(90))),
    finding: policy([
      { tagStatus: 'any', countType: 'sinceImagePulled', countUnit: 'days', countNumber: 90 },
      'transition',
    ]),
  },
  [EcrRule.UNTAGGED_IN_USE]: {
    warning: repository({
      tagMutability: ImageTagMutability.mutable(),
      lifecycle: LifecyclePolicy.of(UNTAGGED),
    }),
    finding: resource(REPOSITORY, {
      LifecyclePolicy: { LifecyclePolicyText: LifecyclePolicy.of(UNTAGGED).toJson() },
    }),
  },
  [EcrRule.ROLE_LIFECYCLE]: {
    warning: (stack) => {
      const source = new Registry(stackBeside(stack), 'Registry');
      source.replicateTo(new Registry(stack, 'Registry'), { repositoryPrefixes: ['prod/'] });
      const byPulls = LifecyclePolicy.of(
        LifecycleRule.archiveNotPulledFor(Duration.days(90)),
        LifecycleRule.expireArchivedAfter(Duration.days(90)),
      );
      return new PrivateRepository(stack, 'Replica', { repositoryName: 'prod/api', lifecycle: byPulls });
    },
  },
  [EcrRule.INDEX_IMAGES_STAY]: {
    warning: lifecycle(LifecycleRule.keep(RELEASES), LifecycleRule.keepNewest(5, BUILDS)),
    finding: policy([{ tagPrefixList: ['ci-'] }]),
  },
  [EcrRule.LIFECYCLE_PROTECTION]: {
    finding: { ...policy([{ tagPrefixList: ['v'] }], [untagged]), parameters: { protect: ['v*'] } },
  },
  [EcrRule.CUSTOMER_KEY]: {
    warning: repository({ encryption: RepositoryEncryption.aes256() }),
    finding: resource(REPOSITORY, {}),
  },
  [EcrRule.REPOSITORY_RETENTION]: {
    warning: repository({ removalPolicy: RemovalPolicy.DESTROY, emptyOnDelete: true }),
    finding: resource(REPOSITORY, {}),
  },
  [EcrRule.REPOSITORY_TAGS]: {
    warning: (stack) => new PublicRepository(galleryOf(stack), 'Tool', { repositoryName: 'tool' }),
    finding: resource('AWS::ECR::PublicRepository', {}, { region: 'us-east-1' }),
  },
  [EcrRule.REPOSITORY_NAME]: { finding: resource(REPOSITORY, { RepositoryName: 'Web' }) },
  [EcrRule.PUBLIC_REGION]: { finding: resource('AWS::ECR::PublicRepository', {}) },
  [EcrRule.CATALOG_DATA]: {
    finding: resource(
      'AWS::ECR::PublicRepository',
      { RepositoryCatalogData: { Architectures: ['ARM 64', 'ARM 64'] } },
      { region: 'us-east-1' },
    ),
  },
  [EcrRule.KEY_ROTATION]: { finding: key({ KeyPolicy: { Statement: [OWN_ACCOUNT] } }) },
  [EcrRule.KEY_POLICY]: {
    finding: key({
      EnableKeyRotation: true,
      KeyPolicy: { Statement: [OWN_ACCOUNT, { ...OWN_ACCOUNT, Principal: '*', Action: 'kms:Decrypt' }] },
    }),
  },
  [EcrRule.KEY_LOSS]: {
    warning: (stack) => {
      const own = new RepositoryKey(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
      new PrivateRepository(stack, 'Api', { encryption: RepositoryEncryption.customerManaged(own) });
      return own;
    },
    finding: {
      templates: [
        template({
          Key: ['AWS::KMS::Key', { EnableKeyRotation: true, KeyPolicy: { Statement: [OWN_ACCOUNT] } }],
          Template: [
            'AWS::ECR::RepositoryCreationTemplate',
            { EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
          ],
        }),
      ],
    },
  },
  [EcrRule.KEY_GRANTS]: {
    warning: (stack) => {
      const own = new RepositoryKey(stack, 'Key');
      for (let count = 0; count <= 20_000; count += 1) countKeyUse(own);
      return own;
    },
  },
  [EcrRule.ENCRYPTION_STAYS]: {
    warning: (stack) => {
      const own = new ecr.Repository(stack, 'Api');
      own.with(new mixins.RepositoryEncryptionAtRest());
      return own;
    },
  },
  [EcrRule.SETTING_SKIPPED]: {
    warning: (stack) => {
      const own = new ecr.CfnRepository(stack, 'Api');
      own.addPropertyOverride('ImageTagMutability', 'MUTABLE');
      own.with(new mixins.RepositoryTagImmutability(undefined, { strategy: mixins.MixinStrategy.OVERRIDE }));
      return own;
    },
  },
};
