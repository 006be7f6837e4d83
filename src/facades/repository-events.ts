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
   * The registry of the repository. Its `scanning` decides which service sends the events of scans.
   *
   * @default - the registry that the app declares for the stack's account and region, if the repository is in that
   * registry
   */
  readonly registry?: IRegistry;

  /**
   * The type of scanning of the registry. Set it only if the registry does not declare its `scanning`.
   *
   * @default - the type that the registry declares; if it declares none, rules for scans and findings are an error
   */
  readonly scanType?: RegistryScanType;
}

/**
 * Creates EventBridge rules for the events of a repository.
 *
 * The repository may be declared with any construct, or imported. Each call of a method creates one rule.
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
   * Creates rules for the events of a repository, declared with any construct or imported.
   *
   * @throws if `scanType` differs from the type of scanning that the registry declares
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
