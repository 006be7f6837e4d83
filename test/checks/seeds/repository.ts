import { Aws, CfnCondition, CfnParameter, Duration, Fn, NestedStack, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Mistake, SoundVariant } from './seed';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import type { Registry } from '../../../src/registry/registry';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';
import { RepositoryKey } from '../../../src/repository/repository-key';
import type { CleanApp } from '../clean-app';
import { ACCOUNT, REGION } from '../support';

const REPOSITORY = 'AWS::ECR::Repository';
const TEMPLATE = 'AWS::ECR::RepositoryCreationTemplate';
const TEXT = 'LifecyclePolicy.LifecyclePolicyText';
const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

const api = (clean: CleanApp) => clean.l1(REPOSITORY, 'Api');
const teams = (clean: CleanApp) => clean.l1(TEMPLATE, 'team');
const registryOf = ({ primary }: CleanApp) => primary.node.findChild('Registry') as Registry;

/** The allowed keys of a seeded app, which are there before the checks are made. */
const STACK_KEYS: kms.IKeyRef[] = [];

/** A policy written by hand, with one mistake or none. */
function policyText(change: (rules: any[]) => void = () => {}): string {
  const rules = [
    {
      rulePriority: 1,
      description: 'builds',
      selection: { tagStatus: 'tagged', tagPrefixList: ['ci-'], countType: 'imageCountMoreThan', countNumber: 20 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
  ];
  change(rules);
  return JSON.stringify({ rules }, undefined, 2);
}

/** Everything that a repository of the L1 needs to be sound. */
function soundProps(kmsKey: string): ecr.CfnRepositoryProps {
  return {
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
    lifecyclePolicy: { lifecyclePolicyText: policyText() },
  };
}

function soundL1(stack: Stack, id: string, props: Partial<ecr.CfnRepositoryProps> = {}): ecr.CfnRepository {
  const { keyArn } = RepositoryKey.ofStack(stack);
  const resource = new ecr.CfnRepository(stack, id, { ...soundProps(keyArn), ...props });
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return resource;
}

/** A condition that only the deployment decides. */
function condition(stack: Stack): CfnCondition {
  return new CfnCondition(stack, 'IsProduction', { expression: Fn.conditionEquals(Aws.STACK_NAME, 'production') });
}

const scanRules = (...filters: string[]) => {
  const repositoryFilters = filters.map((filter) => ({ Filter: filter, FilterType: 'WILDCARD' }));
  return [{ ScanFrequency: 'SCAN_ON_PUSH', RepositoryFilters: repositoryFilters }];
};

const SCANNING: readonly Mistake[] = [
  {
    name: 'no filter of the registry matches a repository',
    rule: EcrRule.REPOSITORY_SCANNING,
    seed: (clean) => {
      clean
        .l1('AWS::ECR::RegistryScanningConfiguration')
        .addPropertyOverride('Rules', scanRules('team/*', 'docker-hub/*'));
    },
  },
  {
    name: 'no filter of the registry matches what a push creates',
    rule: EcrRule.TEMPLATE_NOT_SCANNED,
    seed: (clean) => {
      clean
        .l1('AWS::ECR::RegistryScanningConfiguration')
        .addPropertyOverride('Rules', scanRules('prod/*', 'docker-hub/*'));
    },
  },
  {
    name: 'a stack of another region has a repository that is not scanned',
    rule: EcrRule.REPOSITORY_SCANNING,
    seed: (clean) => {
      const stack = clean.stack('Third', 'eu-north-1');
      soundL1(stack, 'Worker', { imageScanningConfiguration: undefined });
    },
  },
];

const TAGS: readonly Mistake[] = [
  {
    name: 'an override lets tags move',
    rule: EcrRule.TAG_IMMUTABILITY,
    seed: (clean) => {
      // The lifecycle for tags that move, so that this is the only mistake.
      api(clean).addPropertyOverride('ImageTagMutability', 'MUTABLE');
      api(clean).addPropertyOverride(TEXT, LifecyclePolicy.forPulledImages().toJson());
    },
  },
  {
    name: 'a creation template lets tags of replicas move',
    rule: EcrRule.TAG_IMMUTABILITY,
    seed: (clean) => {
      const template = clean.l1(TEMPLATE, '', clean.recovery);
      template.addPropertyOverride('ImageTagMutability', 'MUTABLE_WITH_EXCLUSION');
      template.addPropertyOverride('ImageTagMutabilityExclusionFilters', [
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'v*' },
      ]);
      template.addPropertyOverride('LifecyclePolicy', LifecyclePolicy.forPulledImages().toJson());
    },
  },
  {
    name: 'the tag latest is excepted from immutability',
    rule: EcrRule.TAG_EXCEPTIONS,
    seed: ({ primary }) => {
      new PrivateRepository(primary, 'Web', {
        tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
      });
    },
  },
  {
    name: 'an exception has three wildcards',
    rule: EcrRule.TAG_EXCEPTIONS,
    seed: (clean) => {
      api(clean).addPropertyOverride('ImageTagMutability', 'IMMUTABLE_WITH_EXCLUSION');
      api(clean).addPropertyOverride('ImageTagMutabilityExclusionFilters', [
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: '*-dev-*-*' },
      ]);
      api(clean).addPropertyOverride(TEXT, LifecyclePolicy.forPulledImages().toJson());
    },
  },
];

const LIFECYCLE: readonly Mistake[] = [
  {
    name: 'a repository has no lifecycle policy',
    rule: EcrRule.LIFECYCLE_POLICY,
    seed: ({ primary }) => {
      new PrivateRepository(primary, 'Web', { lifecycle: LifecyclePolicy.none() });
    },
  },
  {
    name: 'the lifecycle policy of a creation template is deleted',
    rule: EcrRule.LIFECYCLE_POLICY,
    seed: (clean) => teams(clean).addPropertyDeletionOverride('LifecyclePolicy'),
  },
  {
    name: 'two lifecycle rules have the same priority',
    rule: EcrRule.LIFECYCLE_GRAMMAR,
    seed: (clean) =>
      api(clean).addPropertyOverride(
        TEXT,
        policyText((rules) => (rules[1].rulePriority = 1)),
      ),
  },
  {
    name: 'a lifecycle rule expires by the last pull',
    rule: EcrRule.LIFECYCLE_GRAMMAR,
    seed: (clean) =>
      teams(clean).addPropertyOverride(
        'LifecyclePolicy',
        policyText((rules) => (rules[1].selection.countType = 'sinceImagePulled')),
      ),
  },
  {
    name: 'a lifecycle policy is an object',
    rule: EcrRule.LIFECYCLE_GRAMMAR,
    seed: (clean) => api(clean).addPropertyOverride(TEXT, JSON.parse(policyText())),
  },
  {
    name: 'a lifecycle rule comes after the one that keeps its images',
    rule: EcrRule.SHADOWED_RULE,
    seed: ({ primary }) => {
      new PrivateRepository(primary, 'Web', {
        lifecycle: LifecyclePolicy.of(
          LifecycleRule.keep({ tags: TagSelection.prefix('v') }),
          LifecycleRule.expireOlderThan(Duration.days(30), { tags: TagSelection.pattern('v*-rc*') }),
          LifecycleRule.expireUntagged(Duration.days(14)),
        ),
      });
    },
  },
  {
    name: 'a lifecycle of the L2 keeps releases by number among the builds',
    rule: EcrRule.RELEASES_EXPIRE,
    seed: ({ primary }) => {
      new ecr.Repository(primary, 'Web', {
        imageTagMutability: ecr.TagMutability.IMMUTABLE,
        encryptionKey: kms.Key.fromKeyArn(primary, 'Key', KEY_ARN),
        lifecycleRules: [{ maxImageCount: 100 }],
      });
    },
  },
  {
    name: 'a release can expire although it is to be protected',
    rule: EcrRule.LIFECYCLE_PROTECTION,
    props: { protect: ['v*', 'stable'] },
    seed: (clean) =>
      api(clean).addPropertyOverride(
        TEXT,
        policyText((rules) => {
          rules[0].selection = { ...rules[0].selection, tagPrefixList: undefined, tagPatternList: ['*-ci*'] };
        }),
      ),
  },
];

const ENCRYPTION: readonly Mistake[] = [
  {
    name: 'an override takes the key away',
    rule: EcrRule.CUSTOMER_KEY,
    seed: (clean) =>
      api(clean).addPropertyOverride('EncryptionConfiguration', { EncryptionType: 'KMS', KmsKey: undefined }),
  },
  {
    name: 'a repository of the L2 has the encryption that it has by default',
    rule: EcrRule.CUSTOMER_KEY,
    seed: ({ primary }) => {
      new ecr.Repository(primary, 'Web', {
        imageTagMutability: ecr.TagMutability.IMMUTABLE,
        lifecycleRules: [{ tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(14) }],
      });
    },
  },
  {
    name: 'a creation template names its key by an alias',
    rule: EcrRule.CUSTOMER_KEY,
    seed: (clean) => {
      const alias = `arn:aws:kms:${REGION}:${ACCOUNT}:alias/images`;
      teams(clean).addPropertyOverride('EncryptionConfiguration.KmsKey', alias);
    },
  },
  {
    name: 'a key is not one of those that the platform allows',
    rule: EcrRule.CUSTOMER_KEY,
    props: { allowedKeys: STACK_KEYS },
    seed: (clean) => {
      STACK_KEYS.splice(0, Infinity, RepositoryKey.ofStack(clean.primary), RepositoryKey.ofStack(clean.recovery));
      const own = new RepositoryKey(clean.primary, 'OwnKey', { alias: 'own' });
      new PrivateRepository(clean.primary, 'Web', { encryption: RepositoryEncryption.customerManaged(own) });
    },
  },
];

const OTHERS: readonly Mistake[] = [
  {
    name: 'a repository is deleted with its images when it leaves the stack',
    rule: EcrRule.REPOSITORY_RETENTION,
    seed: ({ primary }) => {
      new PrivateRepository(primary, 'Web', { removalPolicy: RemovalPolicy.DESTROY, emptyOnDelete: true });
    },
  },
  {
    name: 'a repository is deleted when it is replaced',
    rule: EcrRule.REPOSITORY_RETENTION,
    seed: (clean) => api(clean).addOverride('UpdateReplacePolicy', 'Delete'),
  },
  {
    name: 'a public repository has no tag',
    rule: EcrRule.REPOSITORY_TAGS,
    seed: ({ gallery }) => {
      new ecr.CfnPublicRepository(gallery, 'Cli').applyRemovalPolicy(RemovalPolicy.RETAIN);
    },
  },
  {
    name: 'a required tag is missing in a nested stack',
    rule: EcrRule.REPOSITORY_TAGS,
    props: { requiredTags: ['team'] },
    seed: (clean) => {
      for (const stack of [clean.primary, clean.recovery]) {
        const resources = stack.node.findAll().filter((each: any) => each.cfnResourceType === TEMPLATE);
        for (const each of resources) {
          (each as ecr.CfnRepositoryCreationTemplate).addPropertyOverride('ResourceTags', [
            { Key: 'team', Value: 'a' },
          ]);
        }
      }
      soundL1(new NestedStack(clean.primary, 'Nested'), 'Worker', { tags: [{ key: 'Team', value: 'payments' }] });
    },
  },
  {
    name: 'a tag has no value',
    rule: EcrRule.REPOSITORY_TAGS,
    seed: (clean) => api(clean).addPropertyOverride('Tags', [{ Key: 'team', Value: '' }]),
  },
  {
    name: 'a repository has a name in upper case',
    rule: EcrRule.REPOSITORY_NAME,
    seed: ({ primary }) => {
      soundL1(primary, 'Web', { repositoryName: 'team/WebShop' });
    },
  },
  {
    name: 'a public repository has two separators in a row',
    rule: EcrRule.REPOSITORY_NAME,
    seed: (clean) =>
      clean.l1('AWS::ECR::PublicRepository', '', clean.gallery).addPropertyOverride('RepositoryName', 'tool--cli'),
  },
  {
    name: 'the gallery recognises no such architecture',
    rule: EcrRule.UNKNOWN_NAME,
    seed: (clean) => {
      const repository = clean.l1('AWS::ECR::PublicRepository', '', clean.gallery);
      repository.addPropertyOverride('RepositoryCatalogData.Architectures', ['ARM64']);
    },
  },
  {
    name: 'a public repository is in Europe',
    rule: EcrRule.PUBLIC_REGION,
    seed: ({ primary }) => {
      const resource = new ecr.CfnPublicRepository(primary, 'Cli', { tags: [{ key: 'team', value: 'cli' }] });
      resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    },
  },
];

export const REPOSITORY_MISTAKES: readonly Mistake[] = [...SCANNING, ...TAGS, ...LIFECYCLE, ...ENCRYPTION, ...OTHERS];

export const REPOSITORY_SOUND: readonly SoundVariant[] = [
  {
    name: 'an L1 has everything that a repository of this library has',
    seed: ({ primary }) => void soundL1(primary, 'Worker', { repositoryName: 'team/worker' }),
  },
  {
    name: 'a condition decides whether tags can move',
    seed: ({ primary }) => {
      const mode = Fn.conditionIf(condition(primary).logicalId, 'IMMUTABLE', 'MUTABLE').toString();
      soundL1(primary, 'Worker', { imageTagMutability: mode });
    },
  },
  {
    name: 'a condition decides on the encryption and the lifecycle as a whole',
    seed: (clean) => {
      const { logicalId } = condition(clean.primary);
      const encryption = { EncryptionType: 'KMS', KmsKey: KEY_ARN };
      api(clean).addPropertyOverride('EncryptionConfiguration', Fn.conditionIf(logicalId, encryption, Aws.NO_VALUE));
      const lifecycle = { LifecyclePolicyText: policyText() };
      api(clean).addPropertyOverride('LifecyclePolicy', Fn.conditionIf(logicalId, lifecycle, Aws.NO_VALUE));
    },
  },
  {
    name: 'both sides of a condition say the same',
    seed: (clean) => {
      const { logicalId } = condition(clean.primary);
      const mode = Fn.conditionIf(logicalId, 'IMMUTABLE', 'IMMUTABLE');
      api(clean).addPropertyOverride('ImageTagMutability', mode);
    },
  },
  {
    name: 'name, key and lifecycle are parameters',
    seed: ({ primary }) => {
      const parameter = (id: string) => new CfnParameter(primary, id).valueAsString;
      soundL1(primary, 'Worker', {
        repositoryName: parameter('Name'),
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey: parameter('KeyArn') },
        lifecyclePolicy: { lifecyclePolicyText: parameter('Policy') },
      });
    },
  },
  {
    name: 'a repository is in a nested stack, and its key in the parent',
    seed: ({ primary }) => {
      const key = new RepositoryKey(primary, 'SharedKey', { alias: 'shared' });
      const props = soundProps(key.keyArn);
      new ecr.CfnRepository(new NestedStack(primary, 'Nested'), 'Worker', props).applyRemovalPolicy(
        RemovalPolicy.RETAIN,
      );
    },
  },
  {
    name: 'the allowed keys are those of other stacks of the app',
    props: { allowedKeys: STACK_KEYS },
    seed: (clean) => {
      const keys = [RepositoryKey.ofStack(clean.primary), RepositoryKey.ofStack(clean.recovery)];
      STACK_KEYS.splice(0, Infinity, ...keys, kms.Key.fromKeyArn(clean.primary, 'Imported', KEY_ARN));
      const stack = clean.stack('Applications', REGION);
      new PrivateRepository(stack, 'Web', { encryption: RepositoryEncryption.customerManaged(keys[0]) });
      new PrivateRepository(stack, 'Worker', {
        encryption: RepositoryEncryption.customerManaged(kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)),
      });
    },
  },
  {
    name: 'repositories are imported',
    seed: ({ primary }) => {
      ecr.Repository.fromRepositoryName(primary, 'Imported', 'Not/Ours');
      PrivateRepository.fromRepositoryName(primary, 'Other', 'other');
    },
  },
  {
    name: 'repositories of a cache are declared beforehand, with tags that move',
    seed: (clean) =>
      void registryOf(clean).addPullThroughCache('Public', {
        upstream: UpstreamRegistry.ecrPublic(),
        precreate: ['nginx/nginx'],
      }),
  },
  {
    name: 'numbers and booleans are texts, as in templates that were converted',
    seed: (clean) => {
      api(clean).addPropertyOverride('ImageScanningConfiguration.ScanOnPush', 'true');
      api(clean).addPropertyOverride('EmptyOnDelete', 'false');
      api(clean).addPropertyOverride('RepositoryName', 2026);
    },
  },
  {
    name: 'a scanning configuration has a type that only the deployment knows',
    seed: (clean) => {
      const type = new CfnParameter(clean.primary, 'ScanType').valueAsString;
      clean.l1('AWS::ECR::RegistryScanningConfiguration').addPropertyOverride('ScanType', type);
    },
  },
  {
    name: 'releases that are to be protected are kept first',
    props: { protect: ['v*'] },
    seed: ({ primary }) => {
      const tags = TagSelection.pattern('v*');
      new PrivateRepository(primary, 'Web', {
        lifecycle: LifecyclePolicy.of(
          LifecycleRule.keep({ tags }),
          LifecycleRule.keepArchived({ tags }),
          LifecycleRule.archiveNotPulledFor(Duration.days(90)),
          LifecycleRule.expireArchivedAfter(Duration.days(365)),
        ),
      });
    },
  },
  {
    name: 'the L2 has all that it takes, and its lifecycle is a text with white space',
    seed: ({ primary }) => {
      const repository = new ecr.Repository(primary, 'Web', {
        repositoryName: 'team/web',
        imageTagMutability: ecr.TagMutability.IMMUTABLE,
        encryptionKey: RepositoryKey.ofStack(primary),
      });
      (repository.node.defaultChild as ecr.CfnRepository).addPropertyOverride(TEXT, policyText());
    },
  },
  {
    name: 'a public repository is tagged by its stack, and has a name that CloudFormation generates',
    seed: ({ gallery }) => {
      Tags.of(gallery).add('team', 'cli');
      new ecr.CfnPublicRepository(gallery, 'Cli').applyRemovalPolicy(RemovalPolicy.RETAIN);
    },
  },
];
