import { writeFileSync } from 'fs';
import { jsonReport } from './json-report';
import { judgeInput } from './judge-input';
import { junitReport } from './junit-report';
import { markdownReport } from './markdown-report';
import { DEFAULT_INPUT, readInput } from './read-input';
import { fails } from './report';
import type { Report, ReportedInput, ReportedRule, Severity } from './report';
import { readChoices, severitiesOf } from './rule-choices';
import type { RuleOptions } from './rule-choices';
import { sarifReport } from './sarif-report';
import { summaryOf, tableReport } from './table-report';
import { decisionId } from '../../../src/ecr/decisions/decisions';
import { listed } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { API } from '../io/bad-input';
import type { CommandIo } from '../io/command-io';
import { ExitStatus } from '../io/command-io';
import { formatOf } from '../io/report-format';
import type { FormatOptions } from '../io/report-format';

/** The forms of a report by their names. */
const FORMATS = {
  table: tableReport,
  json: jsonReport,
  markdown: markdownReport,
  sarif: sarifReport,
  junit: junitReport,
};

/** The formats that say what was not read. */
const FOR_PEOPLE = ['table', 'markdown'];

/** The options of the command `check`. */
export interface CheckOptions extends RuleOptions, FormatOptions<keyof typeof FORMATS> {
  readonly failOn: Severity;
  readonly output?: string;
  readonly byOwner?: boolean;
  readonly ownerTag?: string;
  readonly unresolved?: boolean;
}

/** Judges apps, templates and snapshots. */
export async function check(io: CommandIo, inputs: readonly string[], options: CheckOptions): Promise<ExitStatus> {
  const format = formatOf(options);
  const report = await reportOn(inputs.length === 0 ? [DEFAULT_INPUT] : [...new Set(inputs)], options);
  const text = `${FORMATS[format](report)}\n`;
  if (options.output === undefined) {
    io.stdout.write(text);
  } else {
    writeFileSync(options.output, text);
    io.stderr.write(`${summaryOf(report)}\n`);
  }
  const unread = report.inputs.flatMap((input) => input.unread);
  // A person who reads the report sees them there.
  if (unread.length > 0 && (options.output !== undefined || !FOR_PEOPLE.includes(format))) {
    io.stderr.write(`${API}: not judged, as it was not read: ${visible(listed(unread))}\n`);
  }
  return report.findings.some((finding) => fails(finding, report)) ? ExitStatus.FOUND : ExitStatus.OK;
}

async function reportOn(paths: readonly string[], options: CheckOptions): Promise<Report> {
  const choices = readChoices(options);
  const { byOwner = false, ownerTag, unresolved = false, failOn } = options;
  const isByOwner = byOwner || ownerTag !== undefined;
  const judging = {
    choices,
    severities: severitiesOf(choices),
    isByOwner,
    ownerTag,
    today: new Date().toISOString().slice(0, 10),
  };
  const inputs: ReportedInput[] = [];
  const reports = [];
  for (const path of paths) {
    const input = await readInput(path);
    const { resources, ...rest } = judgeInput(input, judging);
    inputs.push({ input: path, kind: input.kind, resources, unread: input.unread });
    reports.push(rest);
  }
  return {
    inputs,
    rules: merged(reports.flatMap(({ rules }) => rules)),
    rulesOff: (choices.rulesOff ?? []).map(({ rule, reason }) => ({ rule: decisionId(rule), reason })),
    findings: reports.flatMap(({ findings }) => findings),
    acknowledged: reports.flatMap(({ acknowledged }) => acknowledged),
    unresolved: reports.flatMap((each) => each.unresolved),
    listsUnresolved: unresolved || choices.reportUnresolved === true,
    isByOwner,
    failOn,
  };
}

/** Each rule once, with the resources of all inputs. */
function merged(rules: readonly ReportedRule[]): ReportedRule[] {
  const byId = new Map<string, ReportedRule>();
  for (const rule of rules) {
    byId.set(rule.rule, { ...rule, resources: rule.resources + (byId.get(rule.rule)?.resources ?? 0) });
  }
  return [...byId.values()];
}
