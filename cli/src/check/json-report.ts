import { countOf, groupsOf } from './report';
import type { Report } from './report';
import { escapedJson } from '../io/escaped-json';

/** The report for other tools, in the form of `cli/schemas/check-1.schema.json`. */
export function jsonReport(report: Report): string {
  const { inputs, findings, acknowledged, unresolved, rulesOff, listsUnresolved, isByOwner } = report;
  const owners = groupsOf(findings, report).map(([owner, each]) => ({
    owner,
    errors: countOf(each, 'error'),
    warnings: countOf(each, 'warning'),
  }));
  return escapedJson({
    version: 1,
    inputs,
    summary: {
      errors: countOf(findings, 'error'),
      warnings: countOf(findings, 'warning'),
      acknowledged: acknowledged.length,
      unresolved: unresolved.length,
    },
    findings,
    ...(isByOwner && { owners }),
    acknowledged,
    ...(listsUnresolved && { unresolved }),
    rulesOff,
  });
}
