import { existsSync } from 'fs';
import { dirname, join } from 'path';
import type { ReportInputs } from './report-inputs';
import { InputKind } from '../check/checked-input';
import { DEFAULT_INPUT, openInput } from '../check/read-input';
import type { OpenedInput } from '../check/read-input';
import { readChoices } from '../check/rule-choices';
import { readUses } from '../in-use/read-uses';
import { isSame } from '../in-use/reference';
import { parseAt } from '../io/at-option';
import { refuse } from '../io/bad-input';
import { parseJson, readText } from '../io/text-file';
import type { SnapshotDirectory } from '../snapshot/snapshot-directory';
import { registryName } from '../snapshot/snapshot-images';

/** The name that EcrChecks gives to its evidence. */
const EVIDENCE = 'ecr-checks.json';

/** The options that say what a report is made from. */
export interface ReportInputOptions {
  readonly inUse?: readonly string[];
  readonly at?: string;
  readonly ownerTag?: string;
  readonly config?: string;
  readonly evidence?: readonly string[];
}

/** Reads what a report is made from. */
export async function readReportInputs(paths: readonly string[], options: ReportInputOptions): Promise<ReportInputs> {
  const { inUse: useFiles = [], at, ownerTag, config } = options;
  const time = parseAt(at);
  const choices = readChoices({ config });
  const uses = readUses(useFiles);
  const opened: OpenedInput[] = [];
  for (const path of paths.length === 0 ? [DEFAULT_INPUT] : new Set(paths)) opened.push(await openInput(path));
  const inputs = opened.map(({ input }) => input);
  const snapshots = opened.flatMap((each) => each.snapshots);
  checkOnce(snapshots);
  const files = options.evidence ?? inputs.filter(({ kind }) => kind === InputKind.APP).flatMap(evidenceOf);
  const evidence = new Map([...new Set(files)].map((file) => [file, readEvidence(file)]));
  return { inputs, snapshots, uses, useFiles, at: time, choices, ownerTag, evidence };
}

/** Of two snapshots of one registry, nothing tells which one is true. */
function checkOnce(snapshots: readonly SnapshotDirectory[]): void {
  snapshots.forEach(({ registry }, index) => {
    if (!snapshots.slice(0, index).some((other) => isSame(other.registry, registry))) return;
    const must = `have one snapshot of the registry ${registryName(registry)}`;
    refuse({ property: 'inputs', found: 'two', must, remedy: 'name the newer one, and the other by --before' });
  });
}

/** The evidence in the folder of an app, or beside it. */
function evidenceOf({ name }: { readonly name: string }): string[] {
  return [join(name, EVIDENCE), join(dirname(name), EVIDENCE)].filter(existsSync).slice(0, 1);
}

function readEvidence(file: string): unknown {
  return parseJson(file, readText(file), `write there what EcrChecks writes to ${EVIDENCE}`);
}
