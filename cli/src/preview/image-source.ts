import { statSync } from 'fs';
import { parseRepositories } from '../../../src/lifecycle/evaluator/describe-images';
import type { DescribedRepository } from '../../../src/lifecycle/evaluator/describe-images';
import { API, refuse } from '../io/bad-input';
import type { CommandIo } from '../io/command-io';
import { decode, readText } from '../io/text-file';
import type { SnapshotDirectory } from '../snapshot/snapshot-directory';
import { readSnapshots } from '../snapshot/snapshot-directory';
import type { SnapshotRepository } from '../snapshot/snapshot-images';
import { registryName } from '../snapshot/snapshot-images';

const STANDARD_INPUT = '-';

/** A repository with images: in files, in a snapshot, or in files beside its snapshot, which then do for those of it. */
export interface Candidate {
  /** Empty for images that do not say where they are. */
  readonly repositoryName: string;
  /** Its name among those of all registries. */
  readonly label: string;
  readonly described?: DescribedRepository;
  readonly inSnapshot?: SnapshotRepository;
}

/** All repositories of the input, and the snapshots that they are in. */
export interface Candidates {
  readonly all: readonly Candidate[];
  readonly snapshots: readonly SnapshotDirectory[];
  /** Public repositories of the snapshots, which have no lifecycle policies. */
  readonly publicCount: number;
}

/** Whether a path is that of a snapshot: a folder, or its archive. */
export function isSnapshot(path: string): boolean {
  return /\.(tar\.gz|tgz|tar)$/.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** Reads snapshots, and what `aws ecr describe-images` printed: files, standard input as `-`, which is the default. */
export async function readCandidates(paths: readonly string[], io: CommandIo): Promise<Candidates> {
  const snapshots = (await Promise.all(paths.filter(isSnapshot).map(readSnapshots))).flat();
  const files = paths.filter((path) => !isSnapshot(path));
  const described = snapshots.length > 0 && files.length === 0 ? new Map() : await readImages(files, io);
  if (snapshots.length === 0) {
    const all = [...described].map(([name, own]) => ({ repositoryName: name, label: name, described: own }));
    return { all, snapshots, publicCount: 0 };
  }
  if (snapshots.length > 1 && files.length > 0) {
    const remedy = 'give the snapshot of the registry with these images alone';
    refuse({ property: 'number of registries beside files', found: snapshots.length, must: 'be 1', remedy });
  }
  return beside(snapshots, described);
}

async function beside(
  snapshots: readonly SnapshotDirectory[],
  described: ReadonlyMap<string, DescribedRepository>,
): Promise<Candidates> {
  const all: Candidate[] = [];
  const inFiles = new Map(described);
  let publicCount = 0;
  for (const snapshot of snapshots) {
    if (!snapshot.registry.contents.images && described.size === 0) {
      refuse({
        property: `images in ${snapshot.nameOf('')}`,
        found: undefined,
        must: 'be there',
        remedy: 'take the snapshot with its images, or add files of aws ecr describe-images',
      });
    }
    const prefix = snapshots.length > 1 ? `${registryName(snapshot.registry)}/` : '';
    for await (const line of snapshot.repositories()) {
      const { repositoryName, isPublic = false } = line;
      if (isPublic) {
        publicCount += 1;
        continue;
      }
      const label = `${prefix}${repositoryName}`;
      all.push({ repositoryName, label, described: inFiles.get(repositoryName), inSnapshot: { snapshot, line } });
      inFiles.delete(repositoryName);
    }
  }
  for (const [name, own] of inFiles) all.push({ repositoryName: name, label: name, described: own });
  return { all, snapshots, publicCount };
}

async function readImages(files: readonly string[], io: CommandIo): Promise<Map<string, DescribedRepository>> {
  const names = files.length > 0 ? files : [STANDARD_INPUT];
  const texts = [];
  for (const file of names) {
    const isInput = file === STANDARD_INPUT;
    const name = isInput ? 'standard input' : file;
    texts.push({ name, text: isInput ? await readInput(name, io) : readText(file) });
  }
  const repositories = parseRepositories(API, ...texts);
  if ([...repositories.values()].every(({ images }) => images.length === 0)) {
    refuse({
      property: `number of images in ${texts.map(({ name }) => name).join(', ')}`,
      found: 0,
      must: 'be at least 1, as a preview of nothing shows nothing',
      remedy: 'check the repository and the filter of aws ecr describe-images',
    });
  }
  return repositories;
}

async function readInput(name: string, { stdin }: CommandIo): Promise<string> {
  if (stdin.isTTY) {
    refuse({
      property: 'number of files',
      found: 0,
      must: 'be at least 1 where nothing is piped in',
      remedy: 'name the files with the images, or pipe the output of aws ecr describe-images',
    });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return decode(name, Buffer.concat(chunks));
}
