/**
 * A change to a repository that AWS CloudTrail records.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
 */
export enum RepositoryChange {
  /** The repository was created. */
  CREATION = 'CREATION',
  /** The repository was deleted. */
  DELETION = 'DELETION',
  /** The lifecycle policy of the repository changed. */
  LIFECYCLE = 'LIFECYCLE',
  /** The repository policy changed. */
  POLICY = 'POLICY',
  /** The scan-on-push setting of the repository changed. */
  SCANNING = 'SCANNING',
  /** The tag mutability of the repository changed. */
  TAG_MUTABILITY = 'TAG_MUTABILITY',
}

/**
 * A change to the settings of a registry that AWS CloudTrail records.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
 */
export enum RegistryChange {
  /** The account settings of Amazon ECR changed. */
  ACCOUNT_SETTINGS = 'ACCOUNT_SETTINGS',
  /** A repository creation template changed. */
  CREATION_TEMPLATES = 'CREATION_TEMPLATES',
  /** The registry policy changed. */
  POLICY = 'POLICY',
  /** A pull-through cache rule changed. */
  PULL_THROUGH_CACHES = 'PULL_THROUGH_CACHES',
  /** The list of roles whose pulls do not count as use of an image changed. */
  PULL_TIME_EXCLUSIONS = 'PULL_TIME_EXCLUSIONS',
  /** The replication configuration changed. */
  REPLICATION = 'REPLICATION',
  /** The scanning configuration of the registry changed. */
  SCANNING = 'SCANNING',
  /** The signing configuration changed. */
  SIGNING = 'SIGNING',
}
