import type { ImageTagMutability } from './image-tag-mutability';
import type { RepositoryEncryption } from './repository-encryption';
import type { RepositoryAccess } from '../access/repository-access';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';

/**
 * Settings of private repositories.
 *
 * They apply to repositories that the app declares, and to repositories that Amazon ECR creates itself, such as in a
 * pull-through cache.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
export interface RepositorySettings {
  /**
   * How images are encrypted at rest. A change replaces the repository.
   *
   * @default - a customer-managed key that all repositories of the stack share (`RepositoryKey.ofStack`)
   */
  readonly encryption?: RepositoryEncryption;

  /**
   * Mutability of tags: which tags can be moved to another image.
   *
   * @default - no tag can be moved
   */
  readonly tagMutability?: ImageTagMutability;

  /**
   * Lifecycle policy: which images expire or are archived, and when.
   *
   * A rule that does not suit the role of the repository never acts, and causes the warning `cdk-ecr::roleLifecycle`.
   * On a replica, that is a rule by the last pull, because nobody pulls from a replica before it is needed. In a
   * pull-through cache, it is a rule by the time of the push, because a cache cannot fetch an image by digest again.
   *
   * @default - depends on how the app uses the repository, also in other stacks. Nothing expires
   * (`LifecyclePolicy.keepAll`) if AWS Lambda may pull from the repository, if its images are signed, or if it receives
   * images by replication. Otherwise, in a pull-through cache, images that were not pulled for 180 days are archived,
   * and expire 90 days later (`LifecyclePolicy.forPullThroughCache`). In all other repositories, untagged images that
   * were not pulled for 90 days are archived, and expire 90 days later (`LifecyclePolicy.forPulledImages`).
   */
  readonly lifecycle?: LifecyclePolicy;

  /**
   * Whether the region has the archive storage class of Amazon ECR.
   *
   * If false, nothing expires by default, because the default lifecycle archives images before they expire.
   *
   * AWS publishes no list of the regions that have the archive.
   *
   * @default true
   */
  readonly archive?: boolean;

  /**
   * Access to the repository, as statements of the repository policy.
   *
   * Principals of the repository's own account need no such statement: their identity policies are enough.
   *
   * @default - no repository policy; only principals of the repository's own account have access
   */
  readonly access?: RepositoryAccess[];

  /**
   * Tags of the repository: at most 50, keys of 1 to 127 characters, values of 1 to 255.
   *
   * @default - only tags that `Tags.of` adds to the repository or to a construct above
   */
  readonly tags?: { [key: string]: string };
}
