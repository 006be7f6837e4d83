import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { IRegistry } from './i-registry';
import type { RegistryChange, RepositoryChange } from '../ecr/events/configuration-change';
import type { EventResult, FindingScope, FindingStatus } from '../ecr/events/event-enums';
import type { Severity } from '../ecr/events/severity';
import type { ScanFrequency } from '../ecr/scan-frequency';

/** Options that all rules for events of Amazon ECR have in common. */
export interface EventRuleOptions {
  /**
   * The target to which the rule sends matching events.
   *
   * @default - no target; add targets with `addTarget` of the rule
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
   * The construct in which the rule is created, instead of the repository or registry.
   *
   * Set it if the stack of the target already depends on the stack of the repository or registry. Otherwise the two
   * stacks would depend on each other. The stack of this construct must be in the account and region of the registry.
   *
   * @default - the repository or registry
   */
  readonly crossStackScope?: Construct;
}

/** Options for rules that match events of images. */
export interface ImageEventOptions extends EventRuleOptions {
  /**
   * Tags of images whose events match. An image needs only one of these tags.
   *
   * `*` stands for any characters. Two `*` in a row are not allowed.
   *
   * @default - images with any tag, and images without a tag
   */
  readonly tags?: string[];

  /**
   * The result of the action, such as the push: success, failure or both.
   *
   * @default EventResult.SUCCESS
   */
  readonly result?: EventResult;
}

/** Options for rules that match events of referrers: artifacts that refer to an image, such as signatures. */
export interface ReferrerEventOptions extends ImageEventOptions {
  /**
   * Media types of the artifacts whose events match, such as `text/sbom+json`.
   *
   * @default - artifacts of every media type
   */
  readonly artifactMediaTypes?: string[];
}

/** Options for rules that match completed image scans. */
export interface ScanCompletedOptions extends EventRuleOptions {
  /**
   * The scan must have at least one finding of one of these severities. Set either this or `minimumSeverity`.
   *
   * @default - set by `minimumSeverity`; if neither is set, every completed scan, even one without findings
   */
  readonly severities?: Severity[];

  /**
   * The scan must have at least one finding of this or a higher severity. Set either this or `severities`.
   *
   * @default - set by `severities`; if neither is set, every completed scan, even one without findings
   */
  readonly minimumSeverity?: Severity;

  /**
   * Tags of images whose events match. An image needs only one of these tags.
   *
   * `*` stands for any characters. Two `*` in a row are not allowed.
   *
   * @default - images with any tag, and images without a tag
   */
  readonly tags?: string[];

  /**
   * The accounts whose scans match: the account of the registry, or all members of Amazon Inspector.
   *
   * With basic scanning, only `OWN_ACCOUNT` is possible.
   *
   * @default FindingScope.OWN_ACCOUNT
   */
  readonly findingScope?: FindingScope;
}

/** Options for rules that match scans of basic scanning that failed. */
export interface ScanFailedOptions extends EventRuleOptions {
  /**
   * Tags of images whose events match. An image needs only one of these tags.
   *
   * `*` stands for any characters. Two `*` in a row are not allowed.
   *
   * @default - images with any tag, and images without a tag
   */
  readonly tags?: string[];
}

/** Options for rules that match single findings of Amazon Inspector. */
export interface FindingOptions extends EventRuleOptions {
  /**
   * Severities of the findings that match. Set either this or `minimumSeverity`.
   *
   * @default - set by `minimumSeverity`; if neither is set, findings of every severity
   */
  readonly severities?: Severity[];

  /**
   * Lowest severity of the findings that match. Set either this or `severities`.
   *
   * @default - set by `severities`; if neither is set, findings of every severity
   */
  readonly minimumSeverity?: Severity;

  /**
   * Statuses of the findings that match, after the change that the event reports.
   *
   * Amazon Inspector sends an event for each new finding and for each change of a finding. Include `CLOSED` or
   * `SUPPRESSED` to learn when a finding is closed or suppressed.
   *
   * @default - FindingStatus.ACTIVE
   */
  readonly statuses?: FindingStatus[];

  /**
   * Tags of images whose events match. An image needs only one of these tags.
   *
   * `*` stands for any characters. Two `*` in a row are not allowed.
   *
   * @default - images with any tag, and images without a tag
   */
  readonly tags?: string[];

  /**
   * Whether only findings with a fix match: a newer version of at least one affected package.
   *
   * Findings that do not tell whether there is a fix match too.
   *
   * @default false - findings with and without a fix match
   */
  readonly fixAvailable?: boolean;

  /**
   * Whether findings match only for images that a container of Amazon ECS or Amazon EKS runs.
   *
   * Findings that do not tell whether the image is running match too.
   *
   * @default false - findings match whether or not the image is running
   */
  readonly inUse?: boolean;

  /**
   * The accounts whose findings match: the account of the registry, or all members of Amazon Inspector.
   *
   * `ALL_MEMBERS` is for the account of the delegated administrator of Amazon Inspector, which receives the events of
   * all members.
   *
   * @default FindingScope.OWN_ACCOUNT
   */
  readonly findingScope?: FindingScope;
}

/** Options for rules that match changes of the scan frequency of a repository. */
export interface ScanFrequencyChangedOptions extends EventRuleOptions {
  /**
   * Scan frequencies that match, after the change: `CONTINUOUS`, `ON_PUSH` or `MANUAL`.
   *
   * @default - any scan frequency
   */
  readonly frequencies?: ScanFrequency[];
}

/** Options for rules that match events of replication. */
export interface ReplicationEventOptions extends EventRuleOptions {
  /**
   * The source registry from which the image is replicated.
   *
   * This must be another registry than the one whose events you watch, which is the destination.
   *
   * @default - any registry
   */
  readonly source?: IRegistry;

  /**
   * Tags of images whose events match. An image needs only one of these tags.
   *
   * `*` stands for any characters. Two `*` in a row are not allowed.
   *
   * @default - images with any tag, and images without a tag
   */
  readonly tags?: string[];
}

/**
 * Options for rules that match changes to repositories.
 *
 * The events arrive only if an AWS CloudTrail trail logs management events in this region.
 */
export interface RepositoryChangedOptions extends EventRuleOptions {
  /**
   * The changes that match.
   *
   * @default - all changes in `RepositoryChange`
   */
  readonly changes?: RepositoryChange[];
}

/**
 * Options for rules that match changes to the settings of a registry.
 *
 * The events arrive only if an AWS CloudTrail trail logs management events in this region.
 */
export interface RegistryChangedOptions extends EventRuleOptions {
  /**
   * The changes that match.
   *
   * @default - all changes in `RegistryChange`
   */
  readonly changes?: RegistryChange[];
}
