import { countOf, groupsOf, idOf, reasonOf } from './report';
import type { Report, ReportedFinding } from './report';
import { visible } from '../../../src/text/visible';
import { count } from '../io/quantities';
import { table } from '../io/table';

/** The report for a person. */
export function tableReport(report: Report): string {
  const { findings, unresolved, listsUnresolved } = report;
  const unread = report.inputs.flatMap((input) => input.unread.map((each) => [input.input, each].map(visible)));
  return [
    ...groupsOf(findings, report).map(([name, each]) => groupText(name, each)),
    ...(findings.length > 0 ? [remedies(findings)] : []),
    ...(listsUnresolved && unresolved.length > 0 ? [unresolvedText(unresolved)] : []),
    ...(unread.length > 0 ? [`Not read\n${table([['input'], ['part']], unread)}`] : []),
    summaryOf(report),
  ].join('\n\n');
}

/** How much was judged and found, in one line. */
export function summaryOf(report: Report): string {
  const { inputs, findings, acknowledged, unresolved, listsUnresolved, rulesOff } = report;
  const resources = inputs.reduce((sum, input) => sum + input.resources, 0);
  const hint = unresolved.length > 0 && !listsUnresolved ? ' (--unresolved lists it)' : '';
  return [
    `${count(resources, 'resource')} judged`,
    count(countOf(findings, 'error'), 'error'),
    count(countOf(findings, 'warning'), 'warning'),
    `${acknowledged.length} acknowledged`,
    `${unresolved.length} not judged${hint}`,
    ...(rulesOff.length > 0 ? [`${count(rulesOff.length, 'rule')} off`] : []),
  ].join(', ');
}

function groupText(name: string, findings: readonly ReportedFinding[]): string {
  const counts = [count(countOf(findings, 'error'), 'error'), count(countOf(findings, 'warning'), 'warning')];
  return `${visible(name)}: ${counts.join(', ')}\n${table(
    [['severity'], ['rule'], ['resource'], ['place'], ['finding']],
    findings.map((each) => [each.severity, idOf(each), ...cells(each)]),
  )}`;
}

function unresolvedText(unresolved: readonly ReportedFinding[]): string {
  return `Not judged\n${table(
    [['rule'], ['resource'], ['place'], ['reason']],
    unresolved.map((each) => [idOf(each), ...cells({ ...each, text: reasonOf(each) })]),
  )}`;
}

function cells({ resource, file, line, text }: ReportedFinding): string[] {
  return [resource, `${file}${line === undefined ? '' : `:${line}`}`, text].map(visible);
}

/** Why each rule matters, and what to do. */
function remedies(findings: readonly ReportedFinding[]): string {
  const byRule = new Map<string, { explanation: string; remedies: Set<string> }>();
  for (const finding of findings) {
    const entry = byRule.get(idOf(finding)) ?? { explanation: finding.explanation, remedies: new Set() };
    byRule.set(idOf(finding), entry);
    entry.remedies.add(finding.remedy);
  }
  return [...byRule]
    .map(([rule, { explanation, remedies: texts }]) =>
      [`${rule}: ${explanation}.`, ...[...texts].map((text) => `  ${visible(text)}`)].join('\n'),
    )
    .join('\n');
}
