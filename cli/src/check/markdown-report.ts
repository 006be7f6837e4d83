import { groupsOf, reasonOf } from './report';
import type { Report, ReportedFinding } from './report';
import { summaryOf } from './table-report';
import { markdownCode as code, markdownTable as tableOf, markdownText as text } from '../io/markdown';

/** The report for a comment on a pull request, or for a page. */
export function markdownReport(report: Report): string {
  const { findings, unresolved, listsUnresolved, acknowledged } = report;
  const unread = report.inputs.flatMap((input) => input.unread.map((each) => [text(input.input), text(each)]));
  return [
    '# Checks of Amazon ECR',
    `${summaryOf(report)}.`,
    ...groupsOf(findings, report).flatMap(([name, each]) => [
      `## ${text(name)}`,
      tableOf(
        ['Severity', 'Rule', 'Resource', 'Finding', 'Remedy'],
        each.map((finding) => [finding.severity, ...cells(finding), text(finding.remedy)]),
      ),
    ]),
    ...section(
      'Acknowledged',
      ['Rule', 'Resource', 'Finding', 'Reason', 'Until'],
      acknowledged.map((each) => [...cells(each), text(each.reason), text(each.until ?? '')]),
    ),
    ...section(
      'Not judged',
      ['Rule', 'Resource', 'Reason'],
      listsUnresolved ? unresolved.map((each) => cells({ ...each, text: reasonOf(each) })) : [],
    ),
    ...section('Not read', ['Input', 'Part'], unread),
  ].join('\n\n');
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, tableOf(head, rows)];
}

function cells(finding: ReportedFinding): string[] {
  return [code(finding.rule), code(finding.resource), text(finding.text)];
}
