import type { EcrRule, EcrRuleSeverity } from '../ecr-rule';

/**
 * A decision that the library asks its users to make. A construct warns of it, a rule of `EcrChecks` reports it, or both do;
 * one acknowledgement counts for both.
 */
export interface Decision {
  /**
   * The severity of a finding. A gate may fail where an owner is only warned. Absent where no rule judges the decision, mostly
   * because no template shows it: what a mixin left out, what another app has, who runs a CI system.
   */
  readonly finding?: EcrRuleSeverity;
  /** Whether constructs warn of it. */
  readonly warning?: boolean;
  /** Why it matters, for people who see it for the first time. */
  readonly explanation: string;
  /** The usual remedy, as an imperative. */
  readonly remedy: string;
}

export type Decisions = Partial<Record<EcrRule, Decision>>;
