import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IRegistry } from './i-registry';
import type { RepositoryEvents } from './repository-events';
import type { RepositoryGrants } from './repository-grants';
import type { RepositoryMetrics } from './repository-metrics';
import type { RepositoryEndpoint } from '../ecr/repository-endpoint';

/**
 * A private repository, declared or imported; any `ecr.IRepository` prop takes it.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
export interface IPrivateRepository extends ecr.IRepository {
  /** Grants on the repository, to principals, services and organizations; one that cannot take effect is an error. */
  readonly grants: RepositoryGrants;

  /** Events of the repository, as rules: `RepositoryEvents.fromRepository` also takes options. */
  readonly events: RepositoryEvents;

  /** The metric that CloudWatch has of the repository. */
  readonly metrics: RepositoryMetrics;

  /**
   * The repository's URI at one of the registry's hosts.
   *
   * @param endpoint which host
   * @param tagOrDigest a tag, or a digest that starts with `sha256:`; without it the URI ends with the name
   */
  repositoryUriForEndpoint(endpoint: RepositoryEndpoint, tagOrDigest?: string): string;

  /**
   * The URI of the repository of the same name in another registry, such as that of a replica.
   *
   * @param registry the other registry, of any account and region
   * @param tagOrDigest a tag, or a digest that starts with `sha256:`; without it the URI ends with the name
   * @throws if the repository's name is known only at deployment, where the other registry could not tell it
   */
  uriIn(registry: IRegistry, tagOrDigest?: string): string;
}

/** Attributes of an existing private repository. */
export interface PrivateRepositoryAttributes {
  /** Name of the repository, with all of its namespaces. */
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
