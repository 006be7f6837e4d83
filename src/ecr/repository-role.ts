/**
 * The use of a repository that decides which images may be cleaned up without a decision of its owner.
 *
 * Amazon ECR records pulls in each registry on its own, so a replica looks unused until the day it is needed.
 */
export enum RepositoryRole {
  /** Workloads pull from it. */
  PULLED = 'pulled',
  /** Images arrive by replication. Nobody pulls them before the source fails. */
  REPLICA = 'replica',
  /** Images arrive from an upstream by a pull-through cache. */
  CACHE = 'cache',
  /**
   * Its images are signed, or AWS Lambda runs them. Signatures are untagged images, and AWS does not document whether
   * fetches by Lambda count as pulls.
   */
  KEPT = 'kept',
}
