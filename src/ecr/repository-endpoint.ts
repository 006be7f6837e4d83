/**
 * The kind of host through which clients reach a private registry.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
 */
export enum RepositoryEndpoint {
  /** IPv4: `<account>.dkr.ecr.<region>.amazonaws.com`. */
  STANDARD = 'STANDARD',
  /** IPv4 and IPv6: `<account>.dkr-ecr.<region>.on.aws`. Not in China. */
  DUAL_STACK = 'DUAL_STACK',
  /** FIPS 140 validated, in regions of the United States: `<account>.dkr.ecr-fips.<region>.amazonaws.com`. */
  FIPS = 'FIPS',
  /** IPv4 and IPv6, FIPS 140 validated, in regions of the United States: `<account>.dkr-ecr-fips.<region>.on.aws`. */
  DUAL_STACK_FIPS = 'DUAL_STACK_FIPS',
}
