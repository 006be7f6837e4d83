import type { ImageTagMutability } from './image-tag-mutability';
import type { RepositoryEncryption } from './repository-encryption';
import type { RepositoryAccess } from '../access/repository-access';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';

/**
 * Settings of a repository: of one that the app declares, or of those that Amazon ECR creates itself.
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
   * @default - depends on the role of the repository, which another stack of the app may give it. If workloads pull
   * from the repository, untagged images that were not pulled for 90 days are archived, and expire 90 days later
   * (`LifecyclePolicy.forPulledImages`). In a pull-through cache, images that were not pulled for 180 days are
   * archived, and expire 90 days later (`LifecyclePolicy.forPullThroughCache`). Nothing expires
   * (`LifecyclePolicy.keepAll`) if the repository receives images by replication, if its images are signed, or if AWS
   * Lambda may pull from it.
   */
  readonly lifecycle?: LifecyclePolicy;

  /**
   * Whether the region has the archive storage class of Amazon ECR. If false, nothing expires by default.
   *
   * AWS publishes no list of the regions that have it.
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
