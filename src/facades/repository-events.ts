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
   * The registry that contains the repository. Its `scanning` tells who scans the images.
   *
   * @default - the registry that the app declares for the stack's account and region, if the repository is in that
   * registry
   */
  readonly registry?: IRegistry;

  /**
   * Who scans the images: Amazon ECR (`BASIC`) or Amazon Inspector (`ENHANCED`). Set it if the `scanning` of the
   * registry is unknown to the app.
   *
   * @default - the type of the registry's `scanning`. If that is unknown too, rules for scans and findings are an error
   */
  readonly scanType?: RegistryScanType;
}

/**
 * EventBridge rules for the events of a repository. Each call creates one rule.
 *
 * The repository may be declared with any construct, or imported.
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
   * Rules for the events of a repository.
   *
   * @throws if `scanType` differs from the registry's type of scanning
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
