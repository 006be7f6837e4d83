/**
 * A setting of a repository whose change AWS CloudTrail records.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
 */
export enum RepositoryChange {
  /** The creation of the repository. */
  CREATION = 'CREATION',
  /** The deletion of the repository. */
  DELETION = 'DELETION',
  /** The lifecycle policy. */
  LIFECYCLE = 'LIFECYCLE',
  /** The repository policy. */
  POLICY = 'POLICY',
  /** The scan on push of the repository. */
  SCANNING = 'SCANNING',
  /** The mutability of tags. */
  TAG_MUTABILITY = 'TAG_MUTABILITY',
}

/**
 * A setting of a registry whose change AWS CloudTrail records.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
 */
export enum RegistryChange {
  /** Account settings. */
  ACCOUNT_SETTINGS = 'ACCOUNT_SETTINGS',
  /** Repository creation templates. */
  CREATION_TEMPLATES = 'CREATION_TEMPLATES',
  /** The registry policy. */
  POLICY = 'POLICY',
  /** Rules of pull-through caches. */
  PULL_THROUGH_CACHES = 'PULL_THROUGH_CACHES',
  /** Principals whose pulls do not count as use of an image. */
  PULL_TIME_EXCLUSIONS = 'PULL_TIME_EXCLUSIONS',
  /** The replication configuration. */
  REPLICATION = 'REPLICATION',
  /** The scanning configuration. */
  SCANNING = 'SCANNING',
  /** The signing configuration. */
  SIGNING = 'SIGNING',
}
