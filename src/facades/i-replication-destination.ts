import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';

/**
 * Where images can be replicated to: a registry of this app, one that another app owns, or just an account and region
 * ({@link ReplicationDestination}).
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export interface IReplicationDestination {
  /** Account and region of the destination. */
  readonly env: ResourceEnvironment;
}
