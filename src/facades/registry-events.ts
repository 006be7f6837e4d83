import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { EcrEvents } from './ecr-events';
import type { RegistryChangedOptions } from './event-options';
import { scanTypeOf } from './event-source';
import type { EventSource } from './event-source';
import type { IRegistry } from './i-registry';
import { changePattern } from './patterns/change-pattern';
import { knownScanType } from './patterns/scan-patterns';
import { RepositorySelection } from './repository-selection';
import { REGISTRY_OPERATIONS } from '../ecr/events/operations';
import type { RegistryScanType } from '../ecr/registry-scan-type';
import { checkHas, checkProperties } from '../text/kinds';

/** The repositories of a registry that are watched: those in one of the lists. */
export interface RegistryEventsOptions {
  /**
   * Starts of the names of repositories, such as `team/`, without a wildcard.
   *
   * @default - all repositories, unless `repositories` names some
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Repositories of the registry.
   *
   * @default - all repositories, unless `repositoryPrefixes` names some
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * Who scans the images, where the registry does not say.
   *
   * @default - as the registry says; where nobody does, the events of scans and findings cannot be asked for
   */
  readonly scanType?: RegistryScanType;
}

/**
 * The events of a registry, or of some of its repositories: one rule for each call, however many repositories there are.
 *
 * @example
 * import { Registry, RegistryEvents, RegistryScanning, Severity } from 'cdk-ecr';
 *
 * const registry = new Registry(this, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['*'] }) });
 * RegistryEvents.fromRegistry(registry, { repositoryPrefixes: ['prod/'] }).onScanCompleted('Critical', {
 *   minimumSeverity: Severity.CRITICAL,
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export class RegistryEvents extends EcrEvents {
  /**
   * The events of a registry.
   *
   * @throws if a list is empty, a prefix has a wildcard, a repository is of another registry, or the registry has
   * another type of scanning than the options say
   */
  public static fromRegistry(registry: IRegistry, options: RegistryEventsOptions = {}): RegistryEvents {
    return RegistryEvents._of('RegistryEvents', registry as unknown as Construct, registry, options);
  }

  /**
   * The same for a construct, in whose name errors speak and beneath which the rules are.
   *
   * @internal
   */
  public static _of(
    api: string,
    scope: Construct,
    registry: IRegistry,
    options: RegistryEventsOptions,
  ): RegistryEvents {
    const at = (property: string) => ({ api, property });
    checkHas(at('registry'), registry, 'registryUri', 'be a registry', 'give the Registry');
    checkProperties(at('options'), options, 'write { repositoryPrefixes: ["team/"] }');
    const { repositories, repositoryPrefixes, scanType } = options;
    return new RegistryEvents({
      api,
      scope,
      env: registry.env,
      repositories: RepositorySelection.check(api, scope, registry.env, repositories, repositoryPrefixes),
      scanType: scanTypeOf(api, scope, registry, scanType),
    });
  }

  /** @internal */
  protected readonly _source: EventSource;

  private constructor(source: EventSource) {
    super();
    this._source = source;
  }

  /**
   * Who scans; an error where nobody knows.
   *
   * @internal
   */
  public get _scanType(): RegistryScanType {
    return knownScanType(this._source);
  }

  /**
   * The configuration of the registry was changed. The choice of repositories does not matter. Needs a trail of AWS
   * CloudTrail that logs management events in this region.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
   */
  public onRegistryChanged(id: string, options: RegistryChangedOptions = {}): events.Rule {
    return this._rule(id, 'onRegistryChanged', options, (source, method) =>
      changePattern(source, method, REGISTRY_OPERATIONS, options.changes, undefined),
    );
  }
}
