import type * as signer from 'aws-cdk-lib/aws-signer';

/**
 * Which images are signed when they are pushed, and with which profile.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
 */
export interface SigningRule {
  /** The signing profile. Its platform must be `Notation-OCI-SHA384-ECDSA`, its region that of the registry. */
  readonly profile: signer.ISigningProfileRef;

  /**
   * Filters for the repositories whose images are signed: 1 to 100 filters of 1 to 256 characters.
   *
   * `*` stands for any characters. Unlike a scanning filter, a filter without `*` matches only the repository with
   * exactly this name.
   *
   * @default - all repositories
   */
  readonly repositoryFilters?: string[];
}
