import { parseArgs } from 'node:util';
import { BuiltinValidation } from './builtin-validation';
import { CdkNag } from './cdk-nag';
import { CfnLint } from './cfn-lint';
import { ControlTower } from './control-tower';
import { EXPECTED_FINDINGS } from './expected-findings';
import { pool } from './processes';
import { BAD_TARGET, allTargets, targetAt } from './targets';
import type { Availability, Finding, Judge, Target } from './types';
import { selfTestFailure, stale, unexpected, type Verdict } from './verdict';

const JUDGES: readonly Judge[] = [new CdkNag(), new BuiltinValidation(), new CfnLint(), new ControlTower()];
const PROCESSES = 2;
const MESSAGE_LENGTH = 240;
/** A mistake in a shared setting is found on every resource; the first ones tell enough. */
const RESOURCES_SHOWN = 10;

/** `--only <judge>` and `--without <judge>`, both as often as wanted. */
function chosen(only: readonly string[] = [], without: readonly string[] = []): Judge[] {
  const unknown = [...only, ...without].filter((name) => !JUDGES.some((judge) => judge.name === name));
  if (unknown.length > 0) throw new Error(`there is no judge ${unknown.join(', ')}`);
  return JUDGES.filter(({ name }) => (only.length === 0 || only.includes(name)) && !without.includes(name));
}

async function main(judges: readonly Judge[], folders: readonly string[]): Promise<boolean> {
  const started = Date.now();
  const targets = folders.length > 0 ? folders.map(targetAt) : allTargets();
  const availability = new Map<Judge, Availability>();
  for (const judge of judges) {
    availability.set(judge, await judge.available());
  }
  const verdicts = await pool(
    PROCESSES,
    [BAD_TARGET, ...targets].flatMap((target) =>
      judges.map((judge) => () => decide(judge, availability.get(judge)!, target)),
    ),
  );
  // The findings in the bad template are expected.
  const real = verdicts.filter(({ target }) => target !== BAD_TARGET.name);
  const expected = EXPECTED_FINDINGS.filter(({ judge }) => judges.some(({ name }) => name === judge));
  const missing = stale(real, expected, folders.length === 0);
  const failed = verdicts.filter((verdict) => problems(verdict) > 0).length;
  const skipped = verdicts.filter((verdict) => verdict.skipped !== undefined).length;

  print(
    `Judges: ${[...availability.values()].map((one) => ('version' in one ? one.version : one.missing)).join(', ')}\n`,
  );
  printTable(verdicts);
  for (const { judge, target, failure } of verdicts.filter((verdict) => verdict.failure !== undefined)) {
    print(`\nFAILED ${judge} on ${target}: ${failure}`);
  }
  printFindings(real.flatMap((verdict) => unexpected(verdict.findings, EXPECTED_FINDINGS)));
  for (const { judge, rule, target = 'any target', resource, count } of missing) {
    print(
      `\nEXPECTED ${judge} ${rule} on ${target}, resource ${resource}, ${count ?? 'at least 1'} times, but it is not so: ` +
        'find out why and correct expected-findings.ts',
    );
  }
  print(`\n${seconds(started)} s`);
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  print(`${verdicts.length - failed - skipped} passed, ${failed + missing.length} failed${left}`);
  return failed + missing.length === 0;
}

async function decide(judge: Judge, available: Availability, target: Target): Promise<Verdict> {
  const started = Date.now();
  const pair = { judge: judge.name, target: target.name, templates: target.templates.length, findings: [] };
  if ('missing' in available) {
    // On a user's machine a tool may be missing. In CI, a missing judge would go unnoticed.
    return {
      ...pair,
      seconds: 0,
      ...(process.env.CI ? { failure: available.missing } : { skipped: available.missing }),
    };
  }
  try {
    const findings = await judge.judge(target);
    const failure = target === BAD_TARGET ? selfTestFailure(judge, findings) : undefined;
    return { ...pair, findings, failure, seconds: seconds(started) };
  } catch (error) {
    return { ...pair, failure: error instanceof Error ? error.message : String(error), seconds: seconds(started) };
  }
}

function problems({ target, failure, findings }: Verdict): number {
  const unwanted = target === BAD_TARGET.name ? 0 : unexpected(findings, EXPECTED_FINDINGS).length;
  return unwanted + (failure === undefined ? 0 : 1);
}

function printTable(verdicts: readonly Verdict[]): void {
  const rows = verdicts.map((verdict) => {
    const expected = verdict.findings.length - unexpected(verdict.findings, EXPECTED_FINDINGS).length;
    const note = expected > 0 ? ` (${expected} expected)` : verdict.target === BAD_TARGET.name ? ' (wanted)' : '';
    const findings = verdict.failure !== undefined ? 'FAILED' : `${verdict.findings.length}${note}`;
    return [
      verdict.judge,
      verdict.target,
      `${verdict.templates}`,
      verdict.skipped === undefined ? findings : 'skipped',
      verdict.seconds.toFixed(1),
    ];
  });
  const table = [['judge', 'target', 'templates', 'findings', 'seconds'], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) {
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  }
}

function printFindings(findings: readonly Finding[]): void {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { judge, rule, target, template, message } = finding;
    const text = message.replace(/\s+/g, ' ').trim();
    const short = text.length > MESSAGE_LENGTH ? `${text.slice(0, MESSAGE_LENGTH)}…` : text;
    const title = `${judge} ${rule}: ${target} ${template}\n  ${short}`;
    groups.set(title, [...(groups.get(title) ?? []), finding]);
  }
  for (const [title, group] of groups) {
    const more = group.length > RESOURCES_SHOWN ? `, and ${group.length - RESOURCES_SHOWN} more` : '';
    const resources = group.slice(0, RESOURCES_SHOWN).map(({ resource }) => resource || '(template)');
    print(`\n${title}\n  ${resources.join(', ')}${more}`);
  }
}

function seconds(started: number): number {
  return Math.round((Date.now() - started) / 100) / 10;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function start(): Promise<boolean> {
  const names = { type: 'string', multiple: true } as const;
  const { values, positionals } = parseArgs({ options: { only: names, without: names }, allowPositionals: true });
  return main(chosen(values.only, values.without), positionals);
}

start().then(
  (passed) => {
    process.exitCode = passed ? 0 : 1;
  },
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n0 passed, 1 failed\n`);
    process.exitCode = 1;
  },
);
