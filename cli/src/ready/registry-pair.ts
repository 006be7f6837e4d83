import { listed } from '../../../src/text/lists';
import { isSame } from '../in-use/reference';
import { refuse } from '../io/bad-input';
import type { RepositoryLine } from '../snapshot/format';
import { imagesFileOf } from '../snapshot/format';
import type { SnapshotDirectory } from '../snapshot/snapshot-directory';
import { readSnapshots } from '../snapshot/snapshot-directory';
import type { SnapshotImages } from '../snapshot/snapshot-images';
import { readSnapshotImages, registryName } from '../snapshot/snapshot-images';

const REMEDY = 'take the snapshot again, with --images';

const NO_IMAGES: SnapshotImages = { images: [], inspected: new Map(), critical: new Map() };

/** The snapshot of a registry with images, and its private repositories. */
export class RegistryImages {
  public static async read(argument: string, path: string): Promise<RegistryImages> {
    const [snapshot, ...others] = await readSnapshots(path);
    if (others.length > 0) {
      const names = [snapshot, ...others].map(({ registry }) => registryName(registry));
      refuse({
        property: `registries in <${argument}>`,
        found: listed(names),
        must: 'be one',
        remedy: `name the folder of one, such as ${path}/${names[0]}`,
      });
    }
    if (!snapshot.registry.contents.images) {
      refuse({ property: `images in ${snapshot.nameOf('')}`, found: undefined, must: 'be there', remedy: REMEDY });
    }
    const repositories = new Map<string, RepositoryLine>();
    for await (const line of snapshot.repositories()) {
      if (!line.isPublic) repositories.set(line.repositoryName, line);
    }
    return new RegistryImages(snapshot, repositories);
  }

  private constructor(
    public readonly snapshot: SnapshotDirectory,
    public readonly repositories: ReadonlyMap<string, RepositoryLine>,
  ) {}

  public get name(): string {
    return registryName(this.snapshot.registry);
  }

  /** The images of a repository; none if there is no such repository. */
  public async imagesOf(repositoryName: string): Promise<SnapshotImages> {
    const line = this.repositories.get(repositoryName);
    if (line === undefined) return NO_IMAGES;
    // An image that could not be listed is not missing.
    return (
      (await readSnapshotImages({ snapshot: this.snapshot, line })) ??
      refuse({ property: this.snapshot.nameOf(imagesFileOf(line)), found: 'missing', must: 'exist', remedy: REMEDY })
    );
  }
}

/** A registry, and the one that would stand in for it. */
export interface RegistryPair {
  readonly primary: RegistryImages;
  readonly recovery: RegistryImages;
}

export async function readPair(primaryPath: string, recoveryPath: string): Promise<RegistryPair> {
  const [primary, recovery] = [
    await RegistryImages.read('primary', primaryPath),
    await RegistryImages.read('recovery', recoveryPath),
  ];
  if (isSame(primary.snapshot.registry, recovery.snapshot.registry)) {
    const must = 'be another registry than <primary>';
    refuse({ property: '<recovery>', found: recovery.name, must, remedy: 'name the snapshot of the other registry' });
  }
  return { primary, recovery };
}
