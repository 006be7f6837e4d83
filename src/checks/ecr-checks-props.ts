import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import type { EcrRule } from '../ecr/ecr-rule';

/** A rule that is not to be checked. */
export interface RuleOff {
  /** The rule. */
  readonly rule: EcrRule;

  /** Why; it appears in the evidence. */
  readonly reason: string;
}

/** A rule that not everybody may acknowledge. */
export interface AcknowledgementLimit {
  /** The rule. */
  readonly rule: EcrRule;

  /**
   * An acknowledgement counts only if it is made for this scope or for one above it, such as a stage or the app.
   *
   * @default - no acknowledgement counts
   */
  readonly onlyAt?: IConstruct;
}

/** Options for {@link EcrChecks.acknowledge}. */
export interface AcknowledgeOptions {
  /** The decision. */
  readonly rule: EcrRule;

  /** Why it is meant, in at least three words: reviewers read it in the evidence. */
  readonly reason: string;

  /**
   * The last day on which the acknowledgement counts, as `YYYY-MM-DD` in UTC. From 30 days before, `EcrChecks` reports that
   * it ends; after it, warnings and findings are back.
   *
   * @default - it counts for as long as it is there
   */
  readonly until?: string;
}

/** Properties of `EcrChecks`. */
export interface EcrChecksProps {
  /**
   * Keys of tags that every repository must have.
   *
   * @default - any tag will do, and only for public repositories (Security Hub ECR.4)
   */
  readonly requiredTags?: string[];

  /**
   * The keys that may encrypt repositories.
   *
   * @default - any customer-managed key
   */
  readonly allowedKeys?: kms.IKeyRef[];

  /**
   * Hosts from which pull-through caches may take images, e.g. `registry-1.docker.io`.
   *
   * @default - all that Amazon ECR supports
   */
  readonly allowedUpstreams?: string[];

  /**
   * Accounts that policies may admit, besides the resource's own.
   *
   * @default - any account
   */
  readonly allowedAccounts?: string[];

  /**
   * Organizations that policies may admit.
   *
   * @default - any organization
   */
  readonly allowedOrganizations?: string[];

  /**
   * Patterns of tags, e.g. `v*`: no lifecycle policy may ever take an image whose only tag matches one. A `*` stands for
   * any characters; a pattern has four at most. What only a pull-through cache fills is left out.
   *
   * @default - no tag is protected
   */
  readonly protect?: string[];

  /**
   * Rules that are not checked, with the reason.
   *
   * @default - all rules are checked
   */
  readonly rulesOff?: RuleOff[];

  /**
   * Rules that nobody may acknowledge, or only for a scope and those above it. Their findings have the severity `fatal`,
   * which the CDK never filters.
   *
   * @default - every rule can be acknowledged for every construct
   */
  readonly acknowledgementLimits?: AcknowledgementLimit[];

  /**
   * Directory for the evidence, `ecr-checks.json` and `ecr-checks.md`: for each resource and control whether it is
   * satisfied. It must be outside of the cloud assembly, which a plugin may not change.
   *
   * @default - no evidence is written
   */
  readonly evidenceDirectory?: string;
}
