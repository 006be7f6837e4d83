import type { Decisions } from './decision';
import { EcrRule, EcrRuleSeverity } from '../ecr-rule';
import { PUBLIC_REPOSITORY_REGION } from '../regions';

/** Decisions about repositories, their lifecycles and keys. */
export const REPOSITORY_DECISIONS = {
  [EcrRule.REPOSITORY_SCANNING]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'Known vulnerabilities in images stay unnoticed without a scan',
    remedy: 'set ImageScanningConfiguration.ScanOnPush, or add a filter for it to the scanning of the registry',
  },
  [EcrRule.TAG_IMMUTABILITY]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'If a tag can move, the image that runs may differ from the image that was tested under the same tag',
    remedy: 'set ImageTagMutability to IMMUTABLE',
  },
  [EcrRule.TAG_EXCEPTIONS]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'A tag exempt from immutability can move, so the image that runs may differ from the image that was tested',
    remedy:
      'set ImageTagMutability to IMMUTABLE and leave ImageTagMutabilityExclusionFilters out, or acknowledge the exceptions that are meant',
  },
  [EcrRule.LIFECYCLE_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'Without a lifecycle policy, old images stay, are billed, and keep their vulnerabilities',
    remedy:
      'give it a lifecycle policy, such as the text of LifecyclePolicy.forPulledImages(), which never expires a tagged image, or of LifecyclePolicy.keepAll()',
  },
  [EcrRule.LIFECYCLE_GRAMMAR]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Amazon ECR refuses the whole policy for one mistake, when it is deployed or when a repository is created',
    remedy: 'correct the text, or write the policy with LifecyclePolicy.of, which reports mistakes at once',
  },
  [EcrRule.IMPOSSIBLE_TAG]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A rule for a tag that no image can have never selects an image',
    remedy: 'correct the tag, or leave the rule out',
  },
  [EcrRule.TAG_LIST]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'Amazon ECR selects an image only if it has a tag for each member of the list',
    remedy: 'write one rule for each tag',
  },
  [EcrRule.SHADOWED_RULE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'An earlier rule selects the images first, so a later rule never acts on them',
    remedy: 'put the rule before the others, or leave it out',
  },
  [EcrRule.COUNT_OF_ONE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A tag is on at most one image, so a rule that keeps the newest image never acts',
    remedy: 'use LifecycleRule.keep to protect that image',
  },
  [EcrRule.RELEASES_EXPIRE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'A rule for images of any tag also takes the releases that production runs: an expired image is deleted for good, ' +
      'and an archived one cannot be pulled',
    remedy: 'put LifecycleRule.keep for the tags of releases before the rule',
  },
  [EcrRule.ARCHIVED_FOR_EVER]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'Images in the archive are billed until a rule expires them',
    remedy: 'add LifecycleRule.expireArchivedAfter for them',
  },
  [EcrRule.UNTAGGED_IN_USE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'An image that loses its tag is deleted by age, even if a workload runs it by digest',
    remedy:
      'use a rule by the last pull, as LifecyclePolicy.forPulledImages does, or preview the policy: cdk-ecr preview',
  },
  [EcrRule.ROLE_LIFECYCLE]: {
    warning: true,
    explanation:
      'Nobody pulls from a replica before it is needed, and a cache cannot fetch an image by digest again, so such a rule ' +
      'would delete images that workloads run',
    remedy: 'give these repositories a lifecycle without such rules',
  },
  [EcrRule.INDEX_IMAGES_STAY]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'When a multi-architecture index is deleted, its images stay without a tag and are billed',
    remedy: 'add a rule for untagged images',
  },
  [EcrRule.LIFECYCLE_PROTECTION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'An expired image is deleted for good, and an archived one cannot be pulled',
    remedy: 'put a rule that keeps these images before all others: LifecycleRule.keep',
  },
  [EcrRule.CUSTOMER_KEY]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'A customer-managed key lets you control its use and see each use in CloudTrail',
    remedy:
      'set EncryptionType to KMS and KmsKey to the ARN of a customer-managed key; this replaces an existing repository',
  },
  [EcrRule.REPOSITORY_RETENTION]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'Images deleted with a stack cannot be restored, and workloads that run them can no longer pull them',
    remedy:
      'set DeletionPolicy to RetainExceptOnCreate and UpdateReplacePolicy to Retain: `applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)`, or the `removalPolicy` of the construct',
  },
  [EcrRule.REPOSITORY_TAGS]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'Tags tell which team owns and pays for a repository, and policies may depend on them',
    remedy: 'add the tags to the resource, or with Tags.of to a scope around it',
  },
  [EcrRule.REPOSITORY_NAME]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'A name that Amazon ECR refuses, or that another repository has, makes the deployment fail',
    remedy: 'correct RepositoryName, or leave it out for a name that CloudFormation generates',
  },
  [EcrRule.PUBLIC_REGION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: `Public repositories are created only in ${PUBLIC_REPOSITORY_REGION}; in another region the deployment fails`,
    remedy: `declare it in a stack with env.region ${PUBLIC_REPOSITORY_REGION}`,
  },
  [EcrRule.CATALOG_DATA]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'CloudFormation refuses catalog data that exceeds the limits of the gallery, and the deployment fails',
    remedy: 'shorten the texts, and give each label once in a list',
  },
  [EcrRule.KEY_ROTATION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Rotation limits how much data one version of a key encrypts, and standards require it every year',
    remedy:
      'set EnableKeyRotation (`enableKeyRotation`) to true: existing images stay readable and are not encrypted again',
  },
  [EcrRule.KEY_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Amazon ECR uses a key through grants that it makes when a repository is created, so the key policy needs to admit ' +
      'only its own account',
    remedy:
      'remove the statement (pushes and pulls do not need it), or add a condition such as kms:ViaService with ' +
      'the endpoint of Amazon ECR or kms:GrantIsForAWSResource',
  },
  [EcrRule.KEY_LOSS]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'Without its key, no image of a repository can ever be pulled again',
    remedy: 'set DeletionPolicy of the key to Retain, and enable the key',
  },
  [EcrRule.KEY_GRANTS]: {
    warning: true,
    explanation: 'A KMS key has at most 50,000 grants, and Amazon ECR creates two for each repository',
    remedy: 'give some repositories another key, such as by declaring them in another stack',
  },
  [EcrRule.ENCRYPTION_STAYS]: {
    warning: true,
    explanation: 'A change of encryption replaces the repository and leaves its images behind',
    remedy: 'set `replaceRepositories` if no repository is deployed yet, or copy the images to a new repository',
  },
  [EcrRule.SETTING_SKIPPED]: {
    warning: true,
    explanation: 'A setting that cannot take effect leaves the repository as it is',
    remedy: 'set it where the repository is declared',
  },
} satisfies Decisions;
