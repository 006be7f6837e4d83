import { create } from 'xmlbuilder';
import type { XMLElement } from 'xmlbuilder';
import { fails, groupOf } from './report';
import type { AcknowledgedFinding, Report, ReportedFinding } from './report';
import { addTo } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { count } from '../io/quantities';

/** A test case: a rule and a resource with findings, or a rule that all resources satisfy. */
interface Case {
  readonly rule: string;
  readonly name: string;
  readonly findings: readonly ReportedFinding[];
  readonly acknowledged?: AcknowledgedFinding;
}

/** The suite of the rules that all resources satisfy, in a report by owner. */
const SATISFIED = 'satisfied';

/** The report as JUnit XML: a suite for each rule or owner. */
export function junitReport(report: Report): string {
  const suites = new Map<string, Case[]>();
  for (const each of failedCases(report)) {
    const [finding] = each.findings;
    addTo(suites, report.isByOwner ? groupOf(finding, report) : each.rule, each);
  }
  const found = new Set([...report.findings, ...report.acknowledged].map(({ rule }) => rule));
  for (const { rule, resources } of report.rules) {
    if (found.has(rule)) continue;
    const name = `${count(resources, 'resource')} without findings`;
    addTo(suites, report.isByOwner ? SATISFIED : rule, { rule, name, findings: [] });
  }
  const all = [...suites.values()].flat();
  const root = create('testsuites', { encoding: 'UTF-8' }).att({ name: 'cdk-ecr check', ...counts(all, report) });
  for (const [name, cases] of suites) {
    const suite = root.ele('testsuite', { name: visible(name), ...counts(cases, report) });
    for (const each of cases) addCase(suite, each, report);
  }
  return root.end({ pretty: true });
}

function failedCases({ findings, acknowledged }: Report): Case[] {
  const cases = new Map<string, ReportedFinding[]>();
  for (const finding of findings) addTo(cases, `${finding.rule} ${finding.file} ${finding.resource}`, finding);
  return [
    ...[...cases.values()].map((each) => ({ rule: each[0].rule, name: each[0].resource, findings: each })),
    ...acknowledged.map((each) => ({ rule: each.rule, name: each.resource, findings: [each], acknowledged: each })),
  ];
}

function counts(cases: readonly Case[], report: Report): Record<string, number> {
  return {
    tests: cases.length,
    failures: cases.filter((each) => isFailure(each, report)).length,
    skipped: cases.filter(({ acknowledged }) => acknowledged).length,
  };
}

function isFailure({ findings, acknowledged }: Case, report: Report): boolean {
  return !acknowledged && findings.some((finding) => fails(finding, report));
}

function addCase(suite: XMLElement, each: Case, report: Report): void {
  const { rule, name, findings, acknowledged } = each;
  const [first] = findings as readonly (ReportedFinding | undefined)[];
  const element = suite.ele('testcase', {
    classname: rule,
    name: visible(name),
    ...(first && { file: visible(first.file) }),
    ...(first?.line !== undefined && { line: first.line }),
  });
  const text = findings.map((finding) => visible(wordsOf(finding))).join('\n');
  if (acknowledged) {
    element.ele('skipped', { message: visible(acknowledged.reason) }, text);
  } else if (first && isFailure(each, report)) {
    element.ele('failure', { type: first.severity, message: visible(first.text) }, text);
  } else if (first) {
    element.ele('system-out', {}, text);
  }
}

function wordsOf({ severity, at, text, explanation, remedy }: ReportedFinding): string {
  return `${severity}: ${at}: ${text}. ${explanation}. Remedy: ${remedy}.`;
}
