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
   * @default - no tagged image is ever touched. Where tags are immutable, an untagged image expires 14 days after its
   * push (`LifecyclePolicy.forImmutableTags`). Where tags can move, an age rule would delete an old image within a day
   * of losing its tag, because age counts from the push: there, an untagged image that was not pulled for 30 days is
   * archived, and expires after 90 days in the archive (`LifecyclePolicy.forMovingTags`). An archived image answers
   * pulls with 404 until it is restored.
   */
  readonly lifecycle?: LifecyclePolicy;

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
