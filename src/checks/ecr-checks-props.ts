import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import type { RepositoryPerimeter } from '../access/repository-perimeter';
import type { EcrRule, EcrRuleSeverity } from '../ecr/ecr-rule';

/** A rule that `EcrChecks` does not check in the whole app, and the reason. */
export interface RuleOff {
  /** The rule that is not checked. */
  readonly rule: EcrRule;

  /** The reason why the rule is not checked. It appears in the report files of `evidenceDirectory`. */
  readonly reason: string;
}

/** The severity of a rule in the whole app, and the reason. */
export interface RuleSeverity {
  /** The rule whose findings have another severity. */
  readonly rule: EcrRule;

  /** The severity of all findings of the rule. */
  readonly severity: EcrRuleSeverity;

  /** The reason for the other severity. It appears in the report files of `evidenceDirectory`. */
  readonly reason: string;
}

/** Limits where in the construct tree a rule may be acknowledged. */
export interface AcknowledgementLimit {
  /** The rule whose acknowledgements are limited. */
  readonly rule: EcrRule;

  /**
   * The construct on which the rule may be acknowledged.
   *
   * Acknowledgements on the constructs above it, such as its stage or the app, also count. Acknowledgements elsewhere
   * do not count, and `EcrChecks` reports them.
   *
   * @default - no acknowledgement of the rule counts
   */
  readonly onlyAt?: IConstruct;
}

/** Options for `EcrChecks.acknowledge`. */
export interface AcknowledgeOptions {
  /** The rule whose warnings and findings are acknowledged. */
  readonly rule: EcrRule;

  /** The reason, in at least three words. Reviewers read it in the report files of `evidenceDirectory`. */
  readonly reason: string;

  /**
   * The last day on which the acknowledgement counts, as `YYYY-MM-DD` in UTC.
   *
   * In the 30 days before this day, `EcrChecks` reports that the acknowledgement ends soon. After this day, the
   * warnings and findings are reported again.
   *
   * @default - the acknowledgement does not end
   */
  readonly until?: string;
}

/** Properties of `EcrChecks`. */
export interface EcrChecksProps {
  /**
   * Keys of the tags that every repository must have. A repository needs all of them, with any values.
   *
   * Repository creation templates must set all of these tags too.
   *
   * @default - public repositories need at least one tag (Security Hub ECR.4); private repositories need none
   */
  readonly requiredTags?: string[];

  /**
   * Tags that every repository must have, each with one of the given values, such as `{ stage: ['dev', 'prod'] }`.
   *
   * Repository creation templates must set these tags too. Values that stacks give to the tags of all their resources
   * are not read.
   *
   * @default - tags may have any values
   */
  readonly requiredTagValues?: Record<string, string[]>;

  /**
   * The KMS keys that may encrypt repositories. A repository with another key makes a finding.
   *
   * @default - any customer-managed key
   */
  readonly allowedKeys?: kms.IKeyRef[];

  /**
   * Hosts of the upstream registries that pull-through caches may use, such as `registry-1.docker.io`.
   *
   * @default - all hosts that Amazon ECR supports
   */
  readonly allowedUpstreams?: string[];

  /**
   * Ids of the accounts that policies may give access to, besides the account of the resource with the policy.
   *
   * Replication destinations, ECR upstreams of pull-through caches, and custom roles must be in these accounts too.
   *
   * @default - any account
   */
  readonly allowedAccounts?: string[];

  /**
   * Ids of the organizations that policies may give access to, such as `o-a1b2c3d4e5`.
   *
   * @default - any organization
   */
  readonly allowedOrganizations?: string[];

  /**
   * The perimeter that the policies of all private repositories must enforce.
   *
   * Policies must have the Deny statements of `RepositoryAccess.denyOutside` with this perimeter, or stricter ones.
   * Exempt accounts and principals make a perimeter looser. The policies of repository creation templates must have
   * the statements too, because Amazon ECR gives these policies to the repositories that it creates.
   *
   * @default - no perimeter is required
   */
  readonly requiredPerimeter?: RepositoryPerimeter;

  /**
   * Whether tasks of Amazon ECS, Lambda functions and builds of CodeBuild must name their images by a digest, or by a tag
   * that cannot move.
   *
   * Tags of repositories in the app can move as far as their tag mutability allows it. The tag `latest` and tags of
   * other registries than Amazon ECR can move. Other tags of Amazon ECR repositories outside the app are not reported.
   *
   * @default false
   */
  readonly requirePinnedImages?: boolean;

  /**
   * Hosts of the registries whose images tasks of Amazon ECS, Lambda functions and builds of CodeBuild may use.
   *
   * A `*` stands for any characters, as in `111122223333.dkr.ecr.*.amazonaws.com`. The host of Docker Hub is
   * `docker.io`. The images that CodeBuild itself provides are not checked.
   *
   * @default - any registry
   */
  readonly allowedImageRegistries?: string[];

  /**
   * Whether each VPC must have interface endpoints for the API and the registry of Amazon ECR (Security Hub EC2.55 and
   * EC2.56).
   *
   * @default false
   */
  readonly requireVpcEndpoints?: boolean;

  /**
   * Whether Amazon Inspector must scan the images of each registry (Security Hub Inspector.2).
   *
   * Every registry with a repository in the app needs a scanning configuration of the type `ENHANCED`.
   *
   * @default false
   */
  readonly requireEnhancedScanning?: boolean;

  /**
   * Patterns of the names of repositories whose images must be signed, such as `prod/*`.
   *
   * In a pattern, `*` stands for any characters. Creation templates for a push are checked like repositories, by
   * their prefix. Replicas and repositories of a pull-through cache are not checked.
   *
   * @default - no image has to be signed
   */
  readonly requireSigning?: string[];

  /**
   * Patterns of the names of repositories whose images must be replicated to another region or account, such as `prod/*`.
   *
   * In a pattern, `*` stands for any characters. Creation templates for a push are checked like repositories, by
   * their prefix. Replicas are not checked.
   *
   * @default - no image has to be replicated
   */
  readonly requireReplication?: string[];

  /**
   * Patterns of protected tags, such as `v*`. Lifecycle policies must not delete or archive images with such a tag.
   *
   * The check covers images whose only tag matches a pattern. In a pattern, `*` stands for any characters, and may
   * occur up to four times. Repositories that only a pull-through cache fills are not checked, because the cache can
   * import deleted images again.
   *
   * If a policy keeps such images in standard storage, a rule that expires archived images of any tag is accepted. That
   * rule still deletes a protected image that was archived by hand or by an earlier policy: `LifecycleRule.keepArchived`
   * prevents that.
   *
   * @default - no tag is protected
   */
  readonly protect?: string[];

  /**
   * Whether values that only the deployment knows are reported as well, as warnings.
   *
   * The rules cannot judge such values, such as a parameter without a default or a value of another app. The report files
   * always list them.
   *
   * @default false - they are not reported
   */
  readonly reportUnresolved?: boolean;

  /**
   * Rules that are not checked in the whole app, each with a reason.
   *
   * @default - all rules are checked
   */
  readonly rulesOff?: RuleOff[];

  /**
   * Rules whose findings have another severity, each with a reason.
   *
   * Raise a rule to `EcrRuleSeverity.ERROR` so that its findings make synthesis fail. Lower a rule to
   * `EcrRuleSeverity.WARNING` so that its findings are reported and synthesis continues. Warnings of constructs stay
   * warnings.
   *
   * @default - each finding has the severity of its rule
   */
  readonly ruleSeverities?: RuleSeverity[];

  /**
   * Rules that cannot be acknowledged, or only on one construct and the constructs above it.
   *
   * Findings of these rules have the severity `fatal`, which the CDK always reports and which makes synthesis fail.
   *
   * @default - every rule can be acknowledged on every construct
   */
  readonly acknowledgementLimits?: AcknowledgementLimit[];

  /**
   * Directory for the evidence for auditors: the report files `ecr-checks.json` and `ecr-checks.md`.
   *
   * The files state for each resource whether the resource satisfies each rule and each control, such as Security Hub
   * ECR.4. They also list all acknowledgements. The directory must be outside the cloud assembly (such as `cdk.out`),
   * because validation plugins may not change the assembly.
   *
   * @default - no files are written
   */
  readonly evidenceDirectory?: string;
}
