import { writeFileSync } from 'fs';
import { givenPrincipal } from './access/given-principal';
import { applyAllowances } from './allow/allowance';
import { readAllowances } from './allow/read-allowances';
import { changesBetween } from './changes/changes-between';
import { notCompared } from './changes/not-compared';
import type { GuardedChange } from './guarded-change';
import { imagesThatGo } from './images/images-that-go';
import type { ImagesThatGo } from './images/images-that-go';
import { StateSource } from './inputs/guard-state';
import type { GuardInputs, GuardState } from './inputs/guard-state';
import { readGuardInputs } from './inputs/read-guard-inputs';
import { jsonReport } from './report/json-report';
import { markdownReport } from './report/markdown-report';
import { fails, summaryOf } from './report/report';
import { tableReport } from './report/table-report';
import { isRepositoryType } from '../../../src/ecr/resource-type';
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

/** The sources by what they are, in words. */
const SOURCES: Readonly<Record<StateSource, string>> = {
  [StateSource.APP]: 'the app',
  [StateSource.TEMPLATE]: 'the template',
  [StateSource.DEPLOYED_TEMPLATES]: 'the deployed templates',
  [StateSource.SNAPSHOT]: 'the snapshot',
  [StateSource.CHANGE_SET]: 'the change set',
};

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
  const { changes, unknown } = await withImages(inputs, changesBetween(inputs), options.images);
  const now = new Date();
  const report = {
    before: nameOf(inputs.before),
    after: nameOf(inputs.after),
    ...applyAllowances(changes, allowances, now.toISOString().slice(0, 10)),
    unknown: [...unknownOf(inputs), ...unknown],
  };
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

function nameOf({ source, name }: GuardState): string {
  return `${SOURCES[source]} ${name}`;
}

function unknownOf(inputs: GuardInputs): string[] {
  const { before, after } = inputs;
  return [
    ...(before.source === StateSource.APP ? ['What is deployed: another app is not what CloudFormation has'] : []),
    ...new Set([...before.unread, ...after.unread, ...notCompared(inputs)]),
    'Access by identity policies, policies of organizations and endpoints: only resource policies are compared',
  ];
}

/** The changes with the images that go, if a snapshot tells. */
async function withImages(
  inputs: GuardInputs,
  changes: readonly GuardedChange[],
  path: string | undefined,
): Promise<ImagesThatGo> {
  const snapshots = await snapshotsWithImages(inputs, path);
  if (snapshots.length > 0) return imagesThatGo(inputs, changes, snapshots, new Date());
  const remark = 'Which images go: --images tells it, with what cdk-ecr snapshot --images writes';
  return { changes, unknown: changes.some(({ type }) => isRepositoryType(type)) ? [remark] : [] };
}

/** The snapshots of `--images`, or those of `--deployed` that have images. */
async function snapshotsWithImages({ before }: GuardInputs, path?: string): Promise<readonly SnapshotDirectory[]> {
  if (path === undefined) {
    return before.snapshots?.filter(({ registry }) => registry.contents.images) ?? [];
  }
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
