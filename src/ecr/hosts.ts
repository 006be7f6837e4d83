import { ACCOUNT_ID } from './identifiers';
import { RepositoryEndpoint } from './repository-endpoint';

/** The account and region of a registry, for its host. Each part may be unresolved. */
export interface HostParts {
  readonly account: string;
  readonly region: string;
  /** The domain of the services of the region, such as `amazonaws.com`. */
  readonly urlSuffix: string;
}

/** The standard host of any private registry, with its account and region. */
export const REGISTRY_HOST = new RegExp(`^(${ACCOUNT_ID})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.[a-z0-9.-]+$`);

/**
 * The host of a private registry at an endpoint.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
 */
export function registryHost(
  { account, region, urlSuffix }: HostParts,
  endpoint = RepositoryEndpoint.STANDARD,
): string {
  switch (endpoint) {
    case RepositoryEndpoint.STANDARD:
      return `${account}.dkr.ecr.${region}.${urlSuffix}`;
    case RepositoryEndpoint.FIPS:
      return `${account}.dkr.ecr-fips.${region}.${urlSuffix}`;
    case RepositoryEndpoint.DUAL_STACK:
      return `${account}.dkr-ecr.${region}.on.aws`;
    case RepositoryEndpoint.DUAL_STACK_FIPS:
      return `${account}.dkr-ecr-fips.${region}.on.aws`;
  }
}

/** Reads the account and region of a registry from its standard host; undefined for any other host. */
export function parseRegistryHost(host: string): { account: string; region: string } | undefined {
  const [, account, region] = REGISTRY_HOST.exec(host) ?? [];
  return account === undefined ? undefined : { account, region };
}

/** The end of an image's URI: a tag after `:`, a digest after `@`, or nothing. */
export function referenceSuffix(tagOrDigest?: string): string {
  if (!tagOrDigest) return '';
  return `${tagOrDigest.startsWith('sha256:') ? '@' : ':'}${tagOrDigest}`;
}
