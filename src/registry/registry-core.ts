import type { CfnResource } from 'aws-cdk-lib';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IDependable } from 'constructs';
import type { ContributionPeriod } from './contribution-period';
import type { RegistryPolicyStatement } from './policy/registry-policy-statement';
import type { ReplicationPeer } from './replication/replication-peer';
import type { SharedTemplate, TemplateRequest } from './templates/template-request';
import type { AppConstructs } from '../core/app-constructs';
import type { RegistryPolicyScope } from '../ecr/registry-policy-scope';
import type { IRegistry } from '../facades/i-registry';
import type { RepositorySettings } from '../repository/repository-settings';
import type { SettingsSource } from './templates/template-settings';

/** The registry as its own features see it. They import this file; `registry.ts` imports them. */
export interface RegistryCore extends IRegistry {
  /** The scope that Amazon ECR enforces the registry's policy with. */
  readonly policyScope: RegistryPolicyScope;
  /** @internal */
  readonly _period: ContributionPeriod;
  /** @internal */
  readonly _policy: PolicyContributions;
  /** @internal */
  readonly _templates: TemplateContributions;
  /** @internal */
  readonly _replication: ReplicationSide;

  /**
   * Takes a resource as a setting of the registry.
   *
   * @internal
   */
  _own(resource: CfnResource, setting: OwnedSetting): void;
}

/** A resource that is a setting of the registry. */
export interface OwnedSetting {
  /** The logical id of the resource, made by `settingId`. */
  readonly logicalId: string;
  /** The primary identifier, for `cdk import`. Default: the id of the registry, for settings that it has once. */
  readonly identifier?: { [property: string]: string };
  /** Whether the setting is retained under every removal policy of the registry. */
  readonly alwaysRetained?: boolean;
}

/** The policy of a registry, for features that add statements. */
export interface PolicyContributions {
  readonly dependable: IDependable;
  readonly limitsCreation: boolean;
  addDeferred(statement: (constructsOf: () => AppConstructs) => RegistryPolicyStatement, contributor: string): void;
}

/** The creation templates of a registry, for features that need one. */
export interface TemplateContributions {
  require(request: TemplateRequest): SharedTemplate;
}

/** A registry as one side of replication, for the other side. */
export interface ReplicationSide {
  /** Calls of `replicateTo`, in their order. */
  readonly requests: readonly ReplicationRequest[];
  /** All registries that replicate to this one. */
  readonly sources: readonly ReplicationPeer[];
  /** The sources that are registries of this app. */
  readonly origins: readonly RegistryCore[];
  /** The destinations, one entry for each. */
  readonly replicas: ReplicationPeer[];
  /** All prefixes that are replicated to the destination of a request, by this registry or by others of the app. */
  prefixesAt(request: ReplicationRequest): string[];
  /** Sets up this registry as a destination. */
  receiveFrom(
    origin: RegistryCore,
    repositoryPrefixes: string[],
    settingsOf: (prefixes: string[]) => SettingsSource,
  ): void;
}

/** One call of `replicateTo`, for the checks that need the complete app. */
export interface ReplicationRequest {
  readonly destination: ReplicationPeer & ResourceEnvironment;
  /** The destination's registry, if this app owns it. */
  readonly registry?: RegistryCore;
  readonly settings?: RepositorySettings;
  /** Whether deletions at the source reach the destination. */
  readonly deleteReplication?: boolean;
}
