import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import type { EcrRule } from '../ecr/ecr-rule';

/** A rule that `EcrChecks` does not check. */
export interface RuleOff {
  /** The rule. */
  readonly rule: EcrRule;

  /** The reason. It appears in the evidence. */
  readonly reason: string;
}

/** A limit on the scopes that may acknowledge a rule. */
export interface AcknowledgementLimit {
  /** The rule. */
  readonly rule: EcrRule;

  /**
   * The scope that may acknowledge the rule. Acknowledgements of the scopes above it, such as a stage or the app, also count.
   *
   * @default - no acknowledgement counts
   */
  readonly onlyAt?: IConstruct;
}

/** Options for `EcrChecks.acknowledge`. */
export interface AcknowledgeOptions {
  /** The decision. */
  readonly rule: EcrRule;

  /** The reason, in at least three words. Reviewers read it in the evidence. */
  readonly reason: string;

  /**
   * The last day on which the acknowledgement counts, as `YYYY-MM-DD` in UTC.
   *
   * `EcrChecks` reports in the 30 days before that the acknowledgement ends. Warnings and findings come back afterwards.
   *
   * @default - the acknowledgement does not end
   */
  readonly until?: string;
}

/** Properties of `EcrChecks`. */
export interface EcrChecksProps {
  /**
   * Keys of the tags that every repository must have.
   *
   * @default - public repositories must have any tag (Security Hub ECR.4), other repositories none
   */
  readonly requiredTags?: string[];

  /**
   * KMS keys that may encrypt repositories.
   *
   * @default - any customer-managed key
   */
  readonly allowedKeys?: kms.IKeyRef[];

  /**
   * Hosts that pull-through caches may have as upstream, such as `registry-1.docker.io`.
   *
   * @default - all hosts that Amazon ECR supports
   */
  readonly allowedUpstreams?: string[];

  /**
   * Accounts that policies may admit, besides the account of the resource.
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
   * Patterns of protected tags, such as `v*`. No lifecycle policy may expire or archive an image whose only tag matches one.
   *
   * A `*` stands for any characters, and a pattern has at most four. Repositories that only a pull-through cache fills are
   * not checked.
   *
   * @default - no tag is protected
   */
  readonly protect?: string[];

  /**
   * Rules that are not checked, each with a reason.
   *
   * @default - all rules are checked
   */
  readonly rulesOff?: RuleOff[];

  /**
   * Rules that cannot be acknowledged, or only for a scope and the scopes above it.
   *
   * Their findings have the severity `fatal`, which the CDK never filters.
   *
   * @default - every rule can be acknowledged for every construct
   */
  readonly acknowledgementLimits?: AcknowledgementLimit[];

  /**
   * Directory for the evidence: the files `ecr-checks.json` and `ecr-checks.md`.
   *
   * The evidence states for each resource and control whether it is satisfied. The directory must be outside the cloud
   * assembly, which a plugin may not change.
   *
   * @default - no evidence is written
   */
  readonly evidenceDirectory?: string;
}
