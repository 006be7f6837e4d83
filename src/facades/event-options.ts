import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { IRegistry } from './i-registry';
import type { RegistryChange, RepositoryChange } from '../ecr/events/configuration-change';
import type { EventResult, FindingScope, FindingStatus } from '../ecr/events/event-enums';
import type { Severity } from '../ecr/events/severity';
import type { ScanFrequency } from '../ecr/scan-frequency';

/** Options of every rule for events of Amazon ECR. */
export interface EventRuleOptions {
  /**
   * The target of the rule.
   *
   * @default - no target, until one is added to the rule
   */
  readonly target?: events.IRuleTarget;

  /**
   * Name of the rule: 1 to 64 letters, digits and any of `._-`.
   *
   * @default - CloudFormation generates a name
   */
  readonly ruleName?: string;

  /**
   * Description of the rule: at most 512 characters.
   *
   * @default - the rule has no description
   */
  readonly description?: string;

  /**
   * Scope in which the rule is declared. Its stack must have the account and region of the repository or registry.
   *
   * Set it if the stack of the target already depends on the stack of the repository or registry. With the default, the
   * two stacks would depend on each other.
   *
   * @default - the repository or registry
   */
  readonly crossStackScope?: Construct;
}

/** Options for events of images, whose tags can be matched. */
export interface ImageEventOptions extends EventRuleOptions {
  /**
   * Tags of the image; at least one must match. `*` stands for any characters; two `*` in a row are an error.
   *
   * @default - images with any tag and without
   */
  readonly tags?: string[];

  /**
   * The result of the action.
   *
   * @default EventResult.SUCCESS
   */
  readonly result?: EventResult;
}

/** Options for events of referrers: signatures, bills of materials and other artifacts that refer to an image. */
export interface ReferrerEventOptions extends ImageEventOptions {
  /**
   * Media types of the artifact, such as `text/sbom+json`; at least one must match.
   *
   * @default - artifacts of every type
   */
  readonly artifactMediaTypes?: string[];
}

/** Options for events of completed scans. */
export interface ScanCompletedOptions extends EventRuleOptions {
  /**
   * Severities, of which the scan must have found at least one. Set either this list or `minimumSeverity`.
   *
   * @default - as `minimumSeverity` says; without it every completed scan matches, even one that found nothing
   */
  readonly severities?: Severity[];

  /**
   * Lowest severity. The scan must have found this severity or a higher one. Set either this or `severities`.
   *
   * @default - as `severities` says; without it every completed scan matches, even one that found nothing
   */
  readonly minimumSeverity?: Severity;

  /**
   * Tags of the image; at least one must match. `*` stands for any characters; two `*` in a row are an error.
   *
   * @default - images with any tag and without
   */
  readonly tags?: string[];

  /**
   * Accounts whose scans match. With basic scanning, only the registry's own account is possible.
   *
   * @default FindingScope.OWN_ACCOUNT
   */
  readonly findingScope?: FindingScope;
}

/** Options for events of single findings. */
export interface FindingOptions extends EventRuleOptions {
  /**
   * Severities of the finding; at least one must match. Set either this list or `minimumSeverity`.
   *
   * @default - as `minimumSeverity` says; without it findings of every severity match
   */
  readonly severities?: Severity[];

  /**
   * Lowest severity of the finding. Set either this or `severities`.
   *
   * @default - as `severities` says; without it findings of every severity match
   */
  readonly minimumSeverity?: Severity;

  /**
   * Statuses of the finding in Amazon Inspector; at least one must match. Amazon Inspector sends an event for every
   * change of a finding, also when it is suppressed or closed.
   *
   * @default - FindingStatus.ACTIVE
   */
  readonly statuses?: FindingStatus[];

  /**
   * Tags of the image; at least one must match. `*` stands for any characters; two `*` in a row are an error.
   *
   * @default - images with any tag and without
   */
  readonly tags?: string[];

  /**
   * Whether only findings match that a newer version of at least one affected package fixes. An event that does not say
   * whether there is a fix matches too.
   *
   * @default false - findings with and without a fix match
   */
  readonly fixAvailable?: boolean;

  /**
   * Whether only findings match whose image a container of Amazon ECS or Amazon EKS runs. An event that does not say
   * whether the image is in use matches too.
   *
   * @default false - findings of all images match
   */
  readonly inUse?: boolean;

  /**
   * Accounts whose findings match.
   *
   * @default FindingScope.OWN_ACCOUNT
   */
  readonly findingScope?: FindingScope;
}

/** Options for events of changed scan frequencies. */
export interface ScanFrequencyChangedOptions extends EventRuleOptions {
  /**
   * Frequencies that apply to the images of the repository after the change: CONTINUOUS, ON_PUSH or MANUAL.
   *
   * @default - any frequency
   */
  readonly frequencies?: ScanFrequency[];
}

/** Options for events of replication. */
export interface ReplicationEventOptions extends EventRuleOptions {
  /**
   * Registry from which the image is replicated. It must differ from the registry of the events, which is the
   * destination.
   *
   * @default - any registry
   */
  readonly source?: IRegistry;

  /**
   * Tags of the image; at least one must match. `*` stands for any characters; two `*` in a row are an error.
   *
   * @default - images with any tag and without
   */
  readonly tags?: string[];
}

/** Options for events of changes to repositories. The events need an AWS CloudTrail trail with management events. */
export interface RepositoryChangedOptions extends EventRuleOptions {
  /**
   * Changes that match.
   *
   * @default - all changes that `RepositoryChange` names
   */
  readonly changes?: RepositoryChange[];
}

/** Options for events of changes to a registry. The events need an AWS CloudTrail trail with management events. */
export interface RegistryChangedOptions extends EventRuleOptions {
  /**
   * Changes that match.
   *
   * @default - all changes that `RegistryChange` names
   */
  readonly changes?: RegistryChange[];
}
