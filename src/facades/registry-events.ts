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
 * Options for `RegistryEvents.fromRegistry`, which select the repositories whose events match.
 *
 * With both lists, a repository is selected if it is in `repositories` or its name starts with one of the prefixes.
 */
export interface RegistryEventsOptions {
  /**
   * Prefixes of repository names, such as `team/`, without a wildcard.
   *
   * With `repositories`, a repository is selected if it is in that list or its name starts with one of the prefixes.
   *
   * @default - all repositories of the registry, unless `repositories` is set
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Repositories of the registry whose events match.
   *
   * With `repositoryPrefixes`, a repository is selected if it is in this list or its name starts with one of the prefixes.
   *
   * @default - all repositories of the registry, unless `repositoryPrefixes` is set
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * The type of scanning of the registry. Set it only if the registry does not declare its `scanning`.
   *
   * @default - the type that the registry declares; if it declares none, rules for scans and findings are an error
   */
  readonly scanType?: RegistryScanType;
}

/**
 * Creates EventBridge rules for the events of a registry, or of some of its repositories.
 *
 * Each call of a method creates one rule, for any number of repositories.
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
   * Creates rules for the events of a registry.
   *
   * @throws if a list is empty, a prefix has a wildcard, a repository belongs to another registry, or `scanType`
   * differs from the type of scanning that the registry declares
   */
  public static fromRegistry(registry: IRegistry, options: RegistryEventsOptions = {}): RegistryEvents {
    return RegistryEvents._of('RegistryEvents', registry as unknown as Construct, registry, options);
  }

  /**
   * The same for a construct, whose name errors contain and in which the rules are created.
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
   * The type of scanning; an error if it is not known.
   *
   * @internal
   */
  public get _scanType(): RegistryScanType {
    return knownScanType(this._source);
  }

  /**
   * Creates an EventBridge rule that matches when a setting of the registry changes.
   *
   * `repositories` and `repositoryPrefixes` have no effect on this rule. The events arrive only if an AWS CloudTrail
   * trail logs management events in this region.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
   */
  public onRegistryChanged(id: string, options: RegistryChangedOptions = {}): events.Rule {
    return this._rule(id, 'onRegistryChanged', options, (source, method) =>
      changePattern(source, method, REGISTRY_OPERATIONS, options.changes, undefined),
    );
  }
}
