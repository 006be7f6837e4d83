/**
 * The kind of host name through which clients reach a private registry.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
 */
export enum RepositoryEndpoint {
  /** IPv4: `<account>.dkr.ecr.<region>.amazonaws.com`. */
  STANDARD = 'STANDARD',
  /** IPv4 and IPv6: `<account>.dkr-ecr.<region>.on.aws`. Not available in China. */
  DUAL_STACK = 'DUAL_STACK',
  /**
   * FIPS 140 validated, IPv4: `<account>.dkr.ecr-fips.<region>.amazonaws.com`.
   *
   * Available only in us-east-1, us-east-2, us-west-1, us-west-2 and AWS GovCloud (US).
   */
  FIPS = 'FIPS',
  /**
   * FIPS 140 validated, IPv4 and IPv6: `<account>.dkr-ecr-fips.<region>.on.aws`.
   *
   * Available only in us-east-1, us-east-2, us-west-1, us-west-2 and AWS GovCloud (US).
   */
  DUAL_STACK_FIPS = 'DUAL_STACK_FIPS',
}
