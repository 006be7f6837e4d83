import Table from 'cli-table3';
import type { StackReport } from './stack-report';

/** A table with a line per stack, and below it a line per finding. */
export function printReports(reports: StackReport[], synthesisSeconds: number): void {
  const table = new Table({
    head: ['stack', 'repositories', 'resources', 'resources per repository', 'findings', 'seconds'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  table.push(['(synthesis of the app)', '', '', '', '', synthesisSeconds.toFixed(2)]);
  for (const report of reports) table.push([report.path, ...figures(report)]);
  table.push(['total', ...figures(sum(reports, synthesisSeconds))]);
  console.log(table.toString());

  const findings = reports.flatMap((report) => report.findings);
  for (const { path, rule, text } of findings) console.log(`${path}: ${rule}: ${text}`);
}

function figures({ repositories, resources, findings, seconds }: StackReport): string[] {
  const ratio = repositories > 0 ? (resources / repositories).toFixed(3) : '-';
  return [`${repositories}`, `${resources}`, ratio, `${findings.length}`, seconds.toFixed(2)];
}

function sum(reports: StackReport[], synthesisSeconds: number): StackReport {
  return {
    path: 'total',
    repositories: reports.reduce((total, { repositories }) => total + repositories, 0),
    resources: reports.reduce((total, { resources }) => total + resources, 0),
    findings: reports.flatMap(({ findings }) => findings),
    seconds: reports.reduce((total, { seconds }) => total + seconds, synthesisSeconds),
  };
}
