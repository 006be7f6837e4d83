import type { Severity } from '../../check/report';

/** What the rules of EcrChecks find, and what is accepted. */
export interface ReportedControls {
  /** The rules that findings name. */
  readonly rules: readonly ReportedRule[];
  readonly findings: readonly ReportedControlFinding[];
  readonly acknowledgements: readonly ReportedAcknowledgement[];
  /** The controls of frameworks with the outcomes of resources, by the evidence. */
  readonly controls: readonly ReportedControl[];
  /** The file of the evidence, if there is one. */
  readonly evidence?: string;
  /** How many judgements only the deployment can make. */
  readonly unresolvedCount: number;
}

export interface ReportedRule {
  /** The id without its namespace, such as `openPolicy`. */
  readonly id: string;
  readonly severity: Severity;
  readonly explanation: string;
  readonly remedy: string;
  /** Such as "Security Hub ECR.1". */
  readonly controls: readonly string[];
}

/** A finding. */
export interface ReportedControlFinding {
  /** The place in `rules`. */
  readonly rule: number;
  readonly text: string;
  /** The construct path, or the stack and the logical id. */
  readonly resource: string;
  readonly owner?: string;
  /** The place in `repositories`, if it is about one. */
  readonly repository?: number;
}

/** A decision with its reason. */
export interface ReportedAcknowledgement {
  readonly rule: string;
  readonly at: string;
  readonly reason: string;
  readonly until?: string;
  /** Such as "used", "unused" or "expired". */
  readonly state: string;
}

/** A control of a framework. */
export interface ReportedControl {
  readonly control: string;
  /** How many resources have each outcome, by the outcome in words. */
  readonly outcomes: Readonly<Record<string, number>>;
}
