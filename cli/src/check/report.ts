import type { FilePlace, InputKind } from './checked-input';
import { NAMESPACE } from '../../../src/ecr/decisions/decisions';
import { addTo, byKey } from '../../../src/text/lists';

/** The severity of a finding. */
export type Severity = 'error' | 'warning';

/** What a report says of a finding. */
export interface ReportedFinding extends FilePlace {
  /** The id, such as `cdk-ecr::openPolicy`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly text: string;
  readonly explanation: string;
  readonly remedy: string;
  /** The path of the construct, or the path of the stack and the logical id. */
  readonly resource: string;
  readonly logicalId?: string;
  readonly type?: string;
  readonly stack?: string;
  /** The place in the resource. */
  readonly at: string;
  /** The stack or the value of a tag that tells who is responsible, if the report is by owner. */
  readonly owner?: string;
  /** The controls of frameworks, such as `Security Hub ECR.1`. */
  readonly controls: readonly string[];
}

/** A finding that an acknowledgement accepts. */
export interface AcknowledgedFinding extends ReportedFinding {
  readonly reason: string;
  /** The construct that accepts it. */
  readonly acknowledgedAt: string;
  readonly until?: string;
}

/** An input and how many of its resources were judged. */
export interface ReportedInput {
  readonly input: string;
  readonly kind: InputKind;
  readonly resources: number;
  /** What could not be read, so that it was not judged. */
  readonly unread: readonly string[];
}

/** A rule that was not checked, and the reason. */
export interface ReportedRuleOff {
  readonly rule: string;
  readonly reason: string;
}

/** The rule that judged some resources. */
export interface ReportedRule {
  readonly rule: string;
  readonly severity: Severity;
  readonly explanation: string;
  readonly remedy: string;
  /** How many resources it judged. */
  readonly resources: number;
}

/** The result of the command, for all formats. */
export interface Report {
  readonly inputs: readonly ReportedInput[];
  readonly rules: readonly ReportedRule[];
  readonly rulesOff: readonly ReportedRuleOff[];
  readonly findings: readonly ReportedFinding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
  /** What only the deployment knows. */
  readonly unresolved: readonly ReportedFinding[];
  /** Whether to list what is unresolved. */
  readonly listsUnresolved: boolean;
  readonly isByOwner: boolean;
  /** The least severity that fails. */
  readonly failOn: Severity;
}

/** Whether a finding makes the command fail. */
export function fails({ severity }: Pick<ReportedFinding, 'severity'>, { failOn }: Pick<Report, 'failOn'>): boolean {
  return severity === 'error' || failOn === 'warning';
}

/** How many findings have a severity. */
export function countOf(findings: readonly ReportedFinding[], severity: Severity): number {
  return findings.filter((each) => each.severity === severity).length;
}

/** The id of a rule without its namespace, as `--rule-off` takes it. */
export function idOf({ rule }: Pick<ReportedRule, 'rule'>): string {
  return rule.slice(`${NAMESPACE}::`.length);
}

/** Why something is not judged, for a place that says that it is not. */
export function reasonOf({ text }: ReportedFinding): string {
  return text.replace(/^not judged: /, '');
}

/** The name of a group of findings. */
export function groupOf({ owner, stack }: ReportedFinding, { isByOwner }: Pick<Report, 'isByOwner'>): string {
  if (isByOwner) return owner ?? 'no owner';
  return stack ?? 'app';
}

/** The findings of each group, in the order of the names. Errors come first. */
export function groupsOf(
  findings: readonly ReportedFinding[],
  report: Pick<Report, 'isByOwner'>,
): [name: string, findings: ReportedFinding[]][] {
  const groups = new Map<string, ReportedFinding[]>();
  for (const severity of ['error', 'warning']) {
    for (const finding of findings) {
      if (finding.severity !== severity) continue;
      const name = groupOf(finding, report);
      addTo(groups, name, finding);
    }
  }
  return [...groups].sort(byKey);
}
