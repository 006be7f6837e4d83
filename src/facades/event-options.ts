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
   * @default - nothing, until a target is added to the rule
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
   * Where the rule is declared: in a stack of the repository's account and region, but another one where the target's
   * stack needs the repository's already.
   *
   * @default - beneath the repository or registry
   */
  readonly crossStackScope?: Construct;
}

/** Options for events of images that have a tag. */
export interface ImageEventOptions extends EventRuleOptions {
  /**
   * Tags of the image; one must match. `*` stands for any characters; no two of them in a row.
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
   * Media types of the artifact; one must match, such as `text/sbom+json`.
   *
   * @default - artifacts of every type
   */
  readonly artifactMediaTypes?: string[];
}

/** Options for events of completed scans. */
export interface ScanCompletedOptions extends EventRuleOptions {
  /**
   * Severities; the scan must have found one of them.
   *
   * @default - `minimumSeverity`; without it every completed scan, also one that found nothing
   */
  readonly severities?: Severity[];

  /**
   * Lowest severity that the scan must have found.
   *
   * @default - `severities`; without it every completed scan, also one that found nothing
   */
  readonly minimumSeverity?: Severity;

  /**
   * Tags of the image; one must match. `*` stands for any characters; no two of them in a row.
   *
   * @default - images with any tag and without
   */
  readonly tags?: string[];

  /**
   * Whose scans are meant. Basic scanning has events of its own account only.
   *
   * @default FindingScope.OWN_ACCOUNT
   */
  readonly findingScope?: FindingScope;
}

/** Options for events of single findings. */
export interface FindingOptions extends EventRuleOptions {
  /**
   * Severities of the finding.
   *
   * @default - `minimumSeverity`; without it findings of every severity
   */
  readonly severities?: Severity[];

  /**
   * Lowest severity of the finding.
   *
   * @default - `severities`; without it findings of every severity
   */
  readonly minimumSeverity?: Severity;

  /**
   * Statuses of the finding in Amazon Inspector, which also sends an event for every change of a finding.
   *
   * @default - FindingStatus.ACTIVE
   */
  readonly statuses?: FindingStatus[];

  /**
   * Tags of the image; one must match. `*` stands for any characters; no two of them in a row.
   *
   * @default - images with any tag and without
   */
  readonly tags?: string[];

  /**
   * Whether a newer version of at least one affected package fixes the finding. An event that does not say is taken.
   *
   * @default false - with and without a fix
   */
  readonly fixAvailable?: boolean;

  /**
   * Whether a container of Amazon ECS or Amazon EKS runs the image. An event that does not say is taken.
   *
   * @default false - images in use or not
   */
  readonly inUse?: boolean;

  /**
   * Whose findings are meant.
   *
   * @default FindingScope.OWN_ACCOUNT
   */
  readonly findingScope?: FindingScope;
}

/** Options for events of changed scan frequencies. */
export interface ScanFrequencyChangedOptions extends EventRuleOptions {
  /**
   * Frequencies that the repository has now: CONTINUOUS, ON_PUSH or MANUAL.
   *
   * @default - any
   */
  readonly frequencies?: ScanFrequency[];
}

/** Options for events of replication. */
export interface ReplicationEventOptions extends EventRuleOptions {
  /**
   * Where the image comes from: another registry than that of the events, which arrive at the destination.
   *
   * @default - any registry
   */
  readonly source?: IRegistry;

  /**
   * Tags of the image; one must match. `*` stands for any characters; no two of them in a row.
   *
   * @default - images with any tag and without
   */
  readonly tags?: string[];
}

/** Options for events of changes to repositories. They need a trail of AWS CloudTrail with management events. */
export interface RepositoryChangedOptions extends EventRuleOptions {
  /**
   * The changes that match.
   *
   * @default - anything that `RepositoryChange` names
   */
  readonly changes?: RepositoryChange[];
}

/** Options for events of changes to a registry. They need a trail of AWS CloudTrail with management events. */
export interface RegistryChangedOptions extends EventRuleOptions {
  /**
   * The changes that match.
   *
   * @default - anything that `RegistryChange` names
   */
  readonly changes?: RegistryChange[];
}
