import type { Decisions } from './decision';
import { EcrRule, EcrRuleSeverity } from '../ecr-rule';
import { PUBLIC_REPOSITORY_REGION } from '../regions';

/** Decisions about repositories, their lifecycles and keys. */
export const REPOSITORY_DECISIONS = {
  [EcrRule.REPOSITORY_SCANNING]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'An image that nobody scans runs with vulnerabilities that are known to everybody else',
    remedy: 'set ImageScanningConfiguration.ScanOnPush, or add a filter for it to the scanning of the registry',
  },
  [EcrRule.TAG_IMMUTABILITY]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'Where a tag can be moved, what was tested and what runs under the same tag may be different images',
    remedy: 'set ImageTagMutability to IMMUTABLE',
  },
  [EcrRule.TAG_EXCEPTIONS]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'Under a tag that is excepted from immutability, another image may run tomorrow than was tested today',
    remedy:
      'set ImageTagMutability to IMMUTABLE and leave ImageTagMutabilityExclusionFilters out, or acknowledge the exceptions that are meant',
  },
  [EcrRule.LIFECYCLE_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation:
      'A repository that nothing cleans up only grows, with images that nobody patches and that are all billed',
    remedy:
      'give it a lifecycle policy, such as the text of LifecyclePolicy.forImmutableTags(), which expires untagged images only',
  },
  [EcrRule.LIFECYCLE_GRAMMAR]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Amazon ECR refuses a policy with a mistake as a whole, when it is deployed or when a repository is created',
    remedy: 'correct the text, or write the policy with LifecyclePolicy.of, which refuses mistakes where they are made',
  },
  [EcrRule.IMPOSSIBLE_TAG]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A rule that asks for a tag which no image can have never selects an image',
    remedy: 'correct the tag, or leave the rule out',
  },
  [EcrRule.SHADOWED_RULE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'An earlier rule claims the images first, so that a later rule never acts on them',
    remedy: 'put the rule before the others, or leave it out',
  },
  [EcrRule.COUNT_OF_ONE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'One image at most has a tag, so that a rule which leaves the newest one never acts',
    remedy: 'use LifecycleRule.keep to protect that image',
  },
  [EcrRule.RELEASES_EXPIRE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A rule by number takes any image, also the releases that production runs',
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
    explanation: 'An image that loses its tag is deleted by its age, even if something runs it by digest',
    remedy: 'use a rule by the last pull, as LifecyclePolicy.forMovingTags does',
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
    explanation: 'Only with a key of your own do you decide who may use it, and see in CloudTrail who did',
    remedy:
      'set EncryptionType to KMS and KmsKey to the ARN of a customer-managed key; it replaces a repository that exists',
  },
  [EcrRule.REPOSITORY_RETENTION]: {
    finding: EcrRuleSeverity.WARNING,
    explanation: 'Images that are deleted with a stack cannot be pulled by what still runs them, nor be brought back',
    remedy:
      'set DeletionPolicy and UpdateReplacePolicy to Retain: `applyRemovalPolicy(RemovalPolicy.RETAIN)`, or the `removalPolicy` of the construct',
  },
  [EcrRule.REPOSITORY_TAGS]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'Tags say whose repository it is and who pays for it, and policies may depend on them',
    remedy: 'add the tags to the resource, or with Tags.of to a scope around it',
  },
  [EcrRule.REPOSITORY_NAME]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'A name that Amazon ECR refuses makes the deployment fail',
    remedy: 'correct RepositoryName, or leave it out for a name that CloudFormation generates',
  },
  [EcrRule.PUBLIC_REGION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: `Public repositories are created in ${PUBLIC_REPOSITORY_REGION}, from where everybody pulls; elsewhere the deployment fails`,
    remedy: `declare it in a stack with env.region ${PUBLIC_REPOSITORY_REGION}`,
  },
  [EcrRule.KEY_ROTATION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Rotation limits how much is encrypted under one version of a key, and standards ask for it every year',
    remedy: 'set EnableKeyRotation (`enableKeyRotation`) to true: images stay readable, and nothing is encrypted anew',
  },
  [EcrRule.KEY_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Amazon ECR works through grants that it makes for whoever creates a repository, so that the policy of its key has to ' +
      'admit nobody but its own account',
    remedy:
      'remove the statement, which neither pushing nor pulling needs, or give it a condition such as kms:ViaService with ' +
      'the endpoint of Amazon ECR or kms:GrantIsForAWSResource',
  },
  [EcrRule.KEY_GRANTS]: {
    warning: true,
    explanation: 'A KMS key has at most 50,000 grants, and Amazon ECR creates two for each repository',
    remedy: 'give some repositories another key, such as by declaring them in another stack',
  },
  [EcrRule.ENCRYPTION_STAYS]: {
    warning: true,
    explanation: 'Another encryption replaces a repository and leaves its images behind',
    remedy: 'set `replaceRepositories` where no repository is deployed yet, or copy the images to a new repository',
  },
  [EcrRule.SETTING_SKIPPED]: {
    warning: true,
    explanation: 'A setting that cannot take effect leaves the repository as it is',
    remedy: 'set it where the repository is declared',
  },
} satisfies Decisions;
