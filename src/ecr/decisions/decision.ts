import type { EcrRule, EcrRuleSeverity } from '../ecr-rule';

/**
 * A decision that the library asks its users to make. A construct warns of it, a rule of `EcrChecks` reports it, or both do.
 * One acknowledgement counts for both.
 */
export interface Decision {
  /**
   * The severity of a finding. It is absent if no rule judges the decision, mostly because no template shows it. A construct
   * may only warn of a decision that is an error here.
   */
  readonly finding?: EcrRuleSeverity;
  /** Whether constructs warn of it. */
  readonly warning?: boolean;
  /** The reason why it matters, for people who see it for the first time. */
  readonly explanation: string;
  /** The usual remedy, as an imperative. */
  readonly remedy: string;
}

export type Decisions = Partial<Record<EcrRule, Decision>>;
