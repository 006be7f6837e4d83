import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IRegistry } from './i-registry';
import type { RepositoryEvents } from './repository-events';
import type { RepositoryGrants } from './repository-grants';
import type { RepositoryMetrics } from './repository-metrics';
import type { RepositoryEndpoint } from '../ecr/repository-endpoint';

/**
 * A private repository, declared or imported. Pass it wherever the CDK expects an `ecr.IRepository`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
export interface IPrivateRepository extends ecr.IRepository {
  /**
   * Grants permissions on the repository to principals, services and organizations. A grant without effect is an error.
   */
  readonly grants: RepositoryGrants;

  /** Creates EventBridge rules for events of the repository. For options use `RepositoryEvents.fromRepository`. */
  readonly events: RepositoryEvents;

  /** The CloudWatch metric of the repository: its number of pulls. */
  readonly metrics: RepositoryMetrics;

  /**
   * The repository's URI at one of the registry's hosts.
   *
   * @param endpoint kind of the host: IPv4 only or IPv6 too, FIPS validated or not
   * @param tagOrDigest a tag, or a digest that starts with `sha256:`; without it, the URI ends with the repository's
   * name
   * @throws if the endpoint is dual-stack and AWS documents no dual-stack host in the region
   */
  repositoryUriForEndpoint(endpoint: RepositoryEndpoint, tagOrDigest?: string): string;

  /**
   * The URI of the repository with the same name in another registry, such as the URI of a replica.
   *
   * @param registry the other registry, of any account and region
   * @param tagOrDigest a tag, or a digest that starts with `sha256:`; without it, the URI ends with the repository's
   * name
   * @throws if the repository has no name that is known at synthesis
   */
  uriIn(registry: IRegistry, tagOrDigest?: string): string;
}

/** Attributes of an existing private repository. */
export interface PrivateRepositoryAttributes {
  /** Name of the repository with its namespaces, such as `team/api`. */
  readonly repositoryName: string;

  /**
   * Account of the repository.
   *
   * @default - the account of the stack
   */
  readonly account?: string;

  /**
   * Region of the repository.
   *
   * @default - the region of the stack
   */
  readonly region?: string;
}
