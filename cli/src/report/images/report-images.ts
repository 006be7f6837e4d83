import { columnsOf } from './image-columns';
import { sumsOf } from './image-sums';
import { ReportedPolicies } from './reported-policies';
import { runningImages } from './running-images';
import type { RunningImage } from './running-images';
import type { UsersByDigest } from '../../in-use/family';
import { ImagesInUse } from '../../in-use/images-in-use';
import { isSame } from '../../in-use/reference';
import { at } from '../../io/bad-input';
import { readSnapshotImages } from '../../snapshot/snapshot-images';
import type { SnapshotImages, SnapshotRepository } from '../../snapshot/snapshot-images';
import type { ImageColumns, ReportedImages } from '../model/reported-repository';
import type { RegistryParts } from '../registries/registry-parts';
import type { ReportInputs } from '../report-inputs';

const NOBODY: UsersByDigest = new Map();

/** What the images of repositories tell, by the places of the repositories. */
export interface ReportImages {
  /** The images of repositories that have some. */
  readonly columns: ReadonlyMap<number, ImageColumns>;
  readonly sums: ReadonlyMap<number, ReportedImages>;
  /** The images that run, of repositories that have some. */
  readonly running: ReadonlyMap<number, readonly RunningImage[]>;
  /** The repositories whose images their snapshot should have, and has not. */
  readonly unread: readonly number[];
  /** The repositories with images whose lifecycle policy is not known. */
  readonly withoutPolicy: readonly number[];
  /** What runs. */
  readonly inUse: ImagesInUse;
}

/** Reads the images that the snapshots have. */
export async function reportImages(inputs: ReportInputs, parts: RegistryParts): Promise<ReportImages> {
  const { snapshots, uses } = inputs;
  const inUse = new ImagesInUse(uses, (id) => snapshots.some(({ registry }) => isSame(registry, id)));
  const policies = new ReportedPolicies(parts);
  const columns = new Map<number, ImageColumns>();
  const sums = new Map<number, ReportedImages>();
  const running = new Map<number, readonly RunningImage[]>();
  const unread: number[] = [];
  const withoutPolicy: number[] = [];
  // One after the other: small files are read at once, and waiting for several takes more time than it saves.
  for (const [place, inSnapshot] of parts.inSnapshots) {
    const { snapshot, line } = inSnapshot;
    const found = await readSnapshotImages(inSnapshot);
    if (found === undefined) {
      if (snapshot.registry.contents.images) unread.push(place);
      continue;
    }
    const { images } = found;
    const { policy, isKnown } = policies.of(place);
    if (!isKnown && images.length > 0) withoutPolicy.push(place);
    const preview = policy && at(line.repositoryName, () => policy.preview(images, { at: inputs.at }));
    const users = line.isPublic ? NOBODY : usersIn(inUse, inSnapshot, found);
    const ownRunning = runningImages(images, users, { preview, critical: found.critical });
    if (ownRunning.length > 0) running.set(place, ownRunning);
    sums.set(place, sumsOf(images, { inSnapshot, users, preview }));
    if (images.length > 0) columns.set(place, columnsOf(images, users));
  }
  return { columns, sums, running, unread, withoutPolicy, inUse };
}

function usersIn(inUse: ImagesInUse, { snapshot, line }: SnapshotRepository, found: SnapshotImages): UsersByDigest {
  const { account, region } = snapshot.registry;
  return inUse.usersIn({ ...found, repositoryName: line.repositoryName, registry: { account, region } });
}
