import type { ImageTagMutability } from './image-tag-mutability';
import type { RepositoryEncryption } from './repository-encryption';
import type { RepositoryAccess } from '../access/repository-access';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';

/**
 * How a repository must look, as one value: for repositories that the app declares, and for those that Amazon ECR
 * creates itself.
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
   * Whether a tag can be moved to another image.
   *
   * @default - no tag can be moved
   */
  readonly tagMutability?: ImageTagMutability;

  /**
   * Which images expire or are archived, and when.
   *
   * A rule that does not suit the role of a repository never acts, with the warning `cdk-ecr::roleLifecycle`: a rule by
   * the last pull on a replica, and a rule by the time of the push in a pull-through cache.
   *
   * @default - depends on the role of the repository, which another stack may give it. If workloads pull from it, untagged
   * images that were not pulled for 90 days are archived, and expire 90 days later (`LifecyclePolicy.forPulledImages`). In
   * a pull-through cache, images that were not pulled for 180 days are archived, and expire 90 days later
   * (`LifecyclePolicy.forPullThroughCache`). Nothing expires (`LifecyclePolicy.keepAll`) if the repository receives images
   * by replication, if its images are signed, or if AWS Lambda may pull from it.
   */
  readonly lifecycle?: LifecyclePolicy;

  /**
   * Whether the region has the archive storage class of Amazon ECR. If false, nothing expires by default. AWS publishes no
   * list of these regions.
   *
   * @default true
   */
  readonly archive?: boolean;

  /**
   * Principals that may pull and push, beyond the identity policies of the repository's own account.
   *
   * @default - nobody else; no repository policy
   */
  readonly access?: RepositoryAccess[];

  /**
   * Tags of the repository: at most 50, keys of 1 to 127 characters, values of 1 to 255.
   *
   * @default - only the tags that apply to its scope
   */
  readonly tags?: { [key: string]: string };
}
