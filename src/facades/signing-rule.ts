import type * as signer from 'aws-cdk-lib/aws-signer';

/**
 * Which images are signed when they are pushed, and with which profile.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
 */
export interface SigningRule {
  /** The signing profile, of the platform `Notation-OCI-SHA384-ECDSA` and in the region of the registry. */
  readonly profile: signer.ISigningProfileRef;

  /**
   * Which repositories: 1 to 100 names, in which `*` stands for any characters, of 1 to 256 characters each. Other than
   * in scanning filters, a filter without `*` is a whole name.
   *
   * @default - all repositories
   */
  readonly repositoryFilters?: string[];
}
