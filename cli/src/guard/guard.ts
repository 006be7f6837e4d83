import { writeFileSync } from 'fs';
import { givenPrincipal } from './access/given-principal';
import { readAllowances } from './allow/read-allowances';
import { readGuardInputs } from './inputs/read-guard-inputs';
import { deployedWithImages, judgeChange } from './judge-change';
import { jsonReport } from './report/json-report';
import { markdownReport } from './report/markdown-report';
import { fails, summaryOf } from './report/report';
import { tableReport } from './report/table-report';
import { DEFAULT_INPUT } from '../check/read-input';
import { refuse } from '../io/bad-input';
import type { CommandIo } from '../io/command-io';
import { ExitStatus } from '../io/command-io';
import { formatOf } from '../io/report-format';
import type { FormatOptions } from '../io/report-format';
import { readSnapshots } from '../snapshot/snapshot-directory';
import type { SnapshotDirectory } from '../snapshot/snapshot-directory';

/** The forms of a report by their names. */
const FORMATS = { table: tableReport, json: jsonReport, markdown: markdownReport };

/** The options of the command `guard`. */
export interface GuardOptions extends FormatOptions<keyof typeof FORMATS> {
  readonly deployed?: string;
  readonly changeSet?: readonly string[];
  readonly before?: string;
  readonly images?: string;
  readonly principal?: readonly string[];
  readonly allow?: readonly string[];
  readonly output?: string;
}

/** Says what a change does to what exists. */
export async function guard(io: CommandIo, after: string | undefined, options: GuardOptions): Promise<ExitStatus> {
  const { deployed, before, changeSet: changeSets, principal: principals = [], allow = [], output } = options;
  for (const principal of principals) givenPrincipal(principal);
  const format = formatOf(options);
  const allowances = readAllowances(allow);
  const inputs = {
    ...(await readGuardInputs({ after: after ?? defaultOf(options), deployed, before, changeSets })),
    principals,
  };
  const snapshots = options.images === undefined ? deployedWithImages(inputs) : await readImages(options.images);
  const report = await judgeChange(inputs, { snapshots, namedBy: '--images', allowances, at: new Date() });
  const text = `${FORMATS[format](report)}\n`;
  if (output === undefined) {
    io.stdout.write(text);
  } else {
    writeFileSync(output, text);
    io.stderr.write(`${summaryOf(report)}\n`);
  }
  return fails(report) ? ExitStatus.FOUND : ExitStatus.OK;
}

/** The app that was synthesized last. Change sets need none. */
function defaultOf({ changeSet }: GuardOptions): string | undefined {
  return changeSet === undefined ? DEFAULT_INPUT : undefined;
}

/** The snapshots of `--images`, all of which have images. */
async function readImages(path: string): Promise<readonly SnapshotDirectory[]> {
  const snapshots = await readSnapshots(path);
  const without = snapshots.find(({ registry }) => !registry.contents.images);
  if (without === undefined) return snapshots;
  return refuse({
    property: `images in ${without.nameOf('')}`,
    which: 'are not there',
    found: undefined,
    must: '',
    remedy: 'take the snapshot with --images',
  });
}
