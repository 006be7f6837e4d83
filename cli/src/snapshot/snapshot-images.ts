import type { RegistryFile, RepositoryLine } from './format';
import { imagesFileOf } from './format';
import type { SnapshotDirectory } from './snapshot-directory';
import { checkForGood } from '../../../src/lifecycle/evaluator/image-checks';
import { parseImage } from '../../../src/lifecycle/evaluator/image-json';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import type { Json } from '../../../src/text/json';
import { isObject } from '../../../src/text/json';
import { API } from '../io/bad-input';

/** A repository of a snapshot. */
export interface SnapshotRepository {
  readonly snapshot: SnapshotDirectory;
  readonly line: RepositoryLine;
}

/** The images of a repository of a snapshot. */
export interface SnapshotImages {
  readonly images: RepositoryImage[];
  /** What Amazon Inspector says of the images that run, by their digests. */
  readonly inspected: ReadonlyMap<string, string>;
  /** How many critical findings scans have, by the digests of the images whose scan the snapshot tells. */
  readonly critical: ReadonlyMap<string, number>;
}

/** Reads the images of a repository; `undefined` if the snapshot does not have them. */
export async function readSnapshotImages({ snapshot, line }: SnapshotRepository): Promise<SnapshotImages | undefined> {
  const lines = snapshot.images(line);
  if (lines === undefined) return undefined;
  const place = snapshot.nameOf(imagesFileOf(line));
  const where = (index: number, property: string) => `${property} of image ${index + 1} in ${place}`;
  const images: RepositoryImage[] = [];
  const inspected = new Map<string, string>();
  const critical = new Map<string, number>();
  for await (const image of lines) {
    const { length } = images;
    images.push(parseImage(API, (property) => where(length, property), image));
    const { inUseCount = 0, lastInUseAt, imageScanFindingsSummary: findings } = image;
    if (inUseCount > 0) {
      const last = lastInUseAt === undefined ? '' : `, last on ${lastInUseAt.slice(0, 10)}`;
      inspected.set(image.imageDigest, `Amazon Inspector: ${inUseCount} running${last}`);
    }
    if (isObject(findings)) critical.set(image.imageDigest, criticalIn(findings));
  }
  checkForGood(API, images, where);
  return { images, inspected, critical };
}

/** The number of critical findings of a scan. A scan without any does not name them. */
function criticalIn({ findingSeverityCounts: counts }: Json): number {
  return isObject(counts) && Number.isInteger(counts.CRITICAL) ? (counts.CRITICAL as number) : 0;
}

/** A registry in messages. */
export function registryName({ account, region }: Pick<RegistryFile, 'account' | 'region'>): string {
  return `${account}/${region}`;
}
