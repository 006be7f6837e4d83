import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { EcrEvents } from './ecr-events';
import { scanTypeOf } from './event-source';
import type { EventSource } from './event-source';
import type { IRegistry } from './i-registry';
import { RepositorySelection } from './repository-selection';
import { differentEnvironment, environmentOf } from '../core/environment';
import { ownerOf } from '../core/owners';
import type { RegistryScanType } from '../ecr/registry-scan-type';

/** Options for `RepositoryEvents.fromRepository`. */
export interface RepositoryEventsOptions {
  /**
   * The registry of the repository, which tells the type of scanning.
   *
   * @default - the registry that the app declares for the repository's account and region, if it declares one
   */
  readonly registry?: IRegistry;

  /**
   * Who scans the images, where the registry does not say.
   *
   * @default - as the registry says; where nobody does, the events of scans and findings cannot be asked for
   */
  readonly scanType?: RegistryScanType;
}

/**
 * The events of a repository, of any construct or imported: one rule for each call.
 *
 * @example
 * import * as targets from 'aws-cdk-lib/aws-events-targets';
 * import * as sqs from 'aws-cdk-lib/aws-sqs';
 * import { EcrEventField, PrivateRepository, RepositoryEvents } from 'cdk-ecr';
 * import { RuleTargetInput } from 'aws-cdk-lib/aws-events';
 *
 * const repository = new PrivateRepository(this, 'Api', { repositoryName: 'team/api' });
 * const queue = new sqs.Queue(this, 'Releases');
 * RepositoryEvents.fromRepository(repository).onImagePushed('Released', {
 *   tags: ['v*'],
 *   target: new targets.SqsQueue(queue, { message: RuleTargetInput.fromObject({ digest: EcrEventField.IMAGE_DIGEST }) }),
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export class RepositoryEvents extends EcrEvents {
  /**
   * The events of a repository.
   *
   * @throws if the registry has another type of scanning than the options say
   */
  public static fromRepository(
    repository: ecr.IRepositoryRef,
    options: RepositoryEventsOptions = {},
  ): RepositoryEvents {
    const api = 'RepositoryEvents';
    const { env } = repository;
    // A repository of another environment is imported, and the registry beside the import is not its own.
    const beside = differentEnvironment(environmentOf(repository), env) ? undefined : ownerOf(repository);
    const registry = options.registry ?? (beside as IRegistry | undefined);
    return new RepositoryEvents({
      api,
      scope: repository as unknown as Construct,
      env,
      repositories: RepositorySelection.check(api, repository, registry?.env ?? env, [repository], undefined),
      scanType: scanTypeOf(api, repository, registry, options.scanType),
    });
  }

  /** @internal */
  protected readonly _source: EventSource;

  private constructor(source: EventSource) {
    super();
    this._source = source;
  }
}
