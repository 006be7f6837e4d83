import { addTo, byText } from '../../../src/text/lists';
import type { ReportedControlFinding, ReportedControls, ReportedRule } from '../../src/report/model/reported-controls';
import { matching, searchable } from '../shared/matching';

/** The findings of a rule. */
export interface FindingGroup {
  readonly rule: ReportedRule;
  readonly findings: readonly ReportedControlFinding[];
}

/** A finding, and in what the search looks. */
export interface SearchedFinding {
  readonly finding: ReportedControlFinding;
  readonly text: string;
}

export function searchedFindings({ findings, rules }: ReportedControls): SearchedFinding[] {
  return findings.map((finding) => {
    const { id, severity, controls } = rules[finding.rule];
    return { finding, text: searchable([finding.text, finding.resource, finding.owner, id, severity, ...controls]) };
  });
}

/** The owners with findings. */
export function ownersOf(findings: readonly ReportedControlFinding[]): string[] {
  return [...new Set(findings.map(({ owner = '' }) => owner))].sort(byText);
}

/** The findings that match by rule: errors first, then the most frequent. */
export function findingGroups(
  { rules }: ReportedControls,
  findings: readonly SearchedFinding[],
  search: string,
  owner?: string,
): FindingGroup[] {
  const byRule = new Map<number, ReportedControlFinding[]>();
  for (const { finding } of matching(findings, ({ text }) => text, search)) {
    if (owner === undefined || (finding.owner ?? '') === owner) addTo(byRule, finding.rule, finding);
  }
  const groups = [...byRule].map(([rule, some]) => ({ rule: rules[rule], findings: some }));
  const weight = ({ rule }: FindingGroup) => (rule.severity === 'error' ? 1 : 0);
  return groups.sort((one, other) => weight(other) - weight(one) || other.findings.length - one.findings.length);
}
