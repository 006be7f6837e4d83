import { closeSync, existsSync, openSync, readSync, statSync } from 'fs';
import { join } from 'path';
import { appInput } from './app-input';
import type { CheckedInput } from './checked-input';
import { inputOfSnapshots } from './snapshot-input';
import { templateInput } from './template-input';
import { refuse } from '../io/bad-input';
import { isGzip } from '../io/text-file';
import { readSnapshots } from '../snapshot/snapshot-directory';
import type { SnapshotDirectory } from '../snapshot/snapshot-directory';
import { openFiles } from '../snapshot/snapshot-files';

/** The name of the folder to which the CDK writes. */
export const DEFAULT_INPUT = 'cdk.out';

/** An input, with the registries of a snapshot, which have the images. */
export interface OpenedInput {
  readonly input: CheckedInput;
  /** Empty for an app and for a template. */
  readonly snapshots: readonly SnapshotDirectory[];
}

/** Reads an app, a template or a snapshot. */
export async function readInput(path: string): Promise<CheckedInput> {
  return (await openInput(path)).input;
}

/**
 * Reads an app, a template or a snapshot, and leaves a snapshot open.
 *
 * @param property the argument that names it, for errors
 */
export async function openInput(path: string, property = 'input'): Promise<OpenedInput> {
  if (!existsSync(path)) {
    const remedy = path === DEFAULT_INPUT ? 'run cdk synth, or name an input' : 'correct its path';
    return refuse({ property, found: path, must: 'exist', remedy });
  }
  if (!statSync(path).isDirectory()) return isGzip(startOf(path)) ? ofSnapshots(path) : alone(templateInput(path));
  if (existsSync(join(path, 'manifest.json'))) return alone(appInput(path));
  const { registries } = await openFiles(path);
  if (registries.length > 0) return ofSnapshots(path);
  return refuse({
    property,
    found: path,
    must: 'be a synthesized app (with a manifest.json), a snapshot (with a registry.json) or a template',
    remedy: 'run cdk synth or cdk-ecr snapshot, or correct the path',
  });
}

function alone(input: CheckedInput): OpenedInput {
  return { input, snapshots: [] };
}

async function ofSnapshots(path: string): Promise<OpenedInput> {
  const snapshots = await readSnapshots(path);
  return { input: await inputOfSnapshots(path, snapshots), snapshots };
}

/** The first bytes of a file, which tell whether it is compressed. */
function startOf(path: string): Buffer {
  const bytes = Buffer.alloc(2);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes);
  } finally {
    closeSync(file);
  }
  return bytes;
}
