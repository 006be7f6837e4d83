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

/**
 * Options for `RegistryEvents.fromRegistry`: which repositories are watched, and who scans their images.
 *
 * A repository is watched if it is in `repositories` or its name starts with one of the `repositoryPrefixes`. Without
 * both lists, all repositories of the registry are watched.
 */
export interface RegistryEventsOptions {
  /**
   * Prefixes of repository names, such as `team/`, without wildcards.
   *
   * @default - all repositories, unless `repositories` is given
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Single repositories of the registry.
   *
   * @default - all repositories, unless `repositoryPrefixes` is given
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * Who scans the images: Amazon ECR (`BASIC`) or Amazon Inspector (`ENHANCED`). Set it if the `scanning` of the
   * registry is unknown to the app.
   *
   * @default - the type of the registry's `scanning`. If that is unknown too, rules for scans and findings are an error
   */
  readonly scanType?: RegistryScanType;
}

/**
 * EventBridge rules for the events of a registry, or of some of its repositories.
 *
 * Each call creates one rule, which covers all watched repositories.
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
   * Rules for the events of a registry.
   *
   * @throws if a list is empty, a prefix has a wildcard, a repository is in another registry, or `scanType` differs
   * from the registry's type of scanning
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
   * Creates a rule for changes to the configuration of the registry.
   *
   * The rule ignores `repositories` and `repositoryPrefixes`. It needs an AWS CloudTrail trail that logs management
   * events in the registry's region.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
   */
  public onRegistryChanged(id: string, options: RegistryChangedOptions = {}): events.Rule {
    return this._rule(id, 'onRegistryChanged', options, (source, method) =>
      changePattern(source, method, REGISTRY_OPERATIONS, options.changes, undefined),
    );
  }
}
