import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInAccount } from '../../ecr/mistakes/identifiers';
import { refuse } from '../../ecr/mistakes/refuse';
import { mistakesInRegion } from '../../ecr/mistakes/regions';
import { mistakesIfUnresolved } from '../../ecr/mistakes/unresolved';
import type { IReplicationDestination } from '../../facades/i-replication-destination';
import { checkProperties } from '../../text/kinds';

/** Account and region of a destination outside the app. */
export interface ExternalDestinationOptions {
  /** Id of the account, 12 digits. */
  readonly account: string;

  /** The region, such as `eu-central-1`; an opt-in region must be enabled in both accounts. */
  readonly region: string;
}

/**
 * A destination of replication that is not a {@link Registry} of this app.
 *
 * @example
 * import { Registry, ReplicationDestination } from 'cdk-ecr';
 *
 * declare const registry: Registry;
 * registry.replicateTo(ReplicationDestination.external({ account: '444455556666', region: 'us-east-1' }), {
 *   repositoryPrefixes: ['prod/'],
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export class ReplicationDestination implements IReplicationDestination {
  /**
   * A registry that nobody in this app owns. What its owner has to do is data of the {@link Replication}.
   *
   * @throws if the account is not of 12 digits, or the region is a token or none
   */
  public static external(options: ExternalDestinationOptions): IReplicationDestination {
    const api = 'ReplicationDestination.external';
    const remedy = 'write { account: "111122223333", region: "eu-central-1" }';
    checkProperties({ api, property: 'options' }, options, remedy);
    refuse({ api, property: 'account' }, mistakesInAccount(options.account));
    const { REPLICATION_CONFIGURATION: id } = EcrRule;
    refuse({ api, property: 'region' }, [
      ...mistakesIfUnresolved(id, options.region, 'the other side is configured with it'),
      ...mistakesInRegion(id, options.region),
    ]);
    return new ReplicationDestination({ account: options.account, region: options.region });
  }

  private constructor(public readonly env: ResourceEnvironment) {}
}
