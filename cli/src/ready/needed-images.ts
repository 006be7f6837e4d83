import { isArchived, tagsOf } from '../../../src/lifecycle/evaluator/image-state';
import { hidesChildren } from '../../../src/lifecycle/evaluator/relations';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { addTo } from '../../../src/text/lists';
import type { ImagesInUse } from '../in-use/images-in-use';
import type { RegistryId } from '../in-use/reference';
import type { SnapshotImages } from '../snapshot/snapshot-images';

/** What says which images a recovery registry needs. */
export enum Basis {
  FILES = 'in-use-files',
  INSPECTOR = 'inspector',
  /** Nothing says what runs. */
  ALL = 'all-images',
}

/** An image that the recovery registry needs. */
export interface NeededImage {
  readonly imageDigest: string;
  /** The tags that it is pulled by. */
  readonly tags: readonly string[];
  readonly users: readonly string[];
  /** The image that this one, such as a signature, belongs to. */
  readonly subject?: string;
}

/** What a recovery registry needs of a repository. */
export interface NeededImages {
  readonly needed: readonly NeededImage[];
  /** Indexes in use whose children the snapshot does not tell. */
  readonly indexCount: number;
  /** Images that nobody can pull from the primary registry either. */
  readonly archivedCount: number;
}

/** The images in use of a repository, or all that are not archived, each with what belongs to it. */
export function neededImages(
  repositoryName: string,
  registry: RegistryId,
  { images, inspected }: SnapshotImages,
  { basis, inUse }: { readonly basis: Basis; readonly inUse: ImagesInUse },
): NeededImages {
  if (basis === Basis.ALL) {
    const active = images.filter((image) => !isArchived(image));
    const needed = active.map((image) => ({
      imageDigest: image.imageDigest,
      tags: tagsOf(image),
      users: [],
      subject: image.subjectManifestDigest,
    }));
    return { needed, indexCount: 0, archivedCount: images.length - active.length };
  }
  const users = inUse.usersIn({ repositoryName, registry, images, inspected });
  if (users.size === 0) return { needed: [], indexCount: 0, archivedCount: 0 };
  const pulled = new Set(inUse.referencesTo({ repositoryName, registry }).flatMap(({ tag }) => tag ?? []));
  const used = images.filter(({ imageDigest }) => users.has(imageDigest));
  const needed = used.map((image) => ({
    imageDigest: image.imageDigest,
    tags: tagsOf(image).filter((tag) => pulled.has(tag)),
    users: [...users.get(image.imageDigest)!],
    subject: image.subjectManifestDigest,
  }));
  const belonging = referrersOf(needed, images);
  return { needed: [...needed, ...belonging], indexCount: used.filter(hidesChildren).length, archivedCount: 0 };
}

/** Signatures, SBOMs and the like, also those of an SBOM. */
function referrersOf(needed: readonly NeededImage[], images: readonly RepositoryImage[]): NeededImage[] {
  const bySubject = new Map<string, string[]>();
  for (const { imageDigest, subjectManifestDigest: subject } of images) {
    if (subject) addTo(bySubject, subject, imageDigest);
  }
  const known = new Set(needed.map(({ imageDigest }) => imageDigest));
  const result: NeededImage[] = [];
  const open = [...needed];
  for (const { imageDigest: subject, users } of open) {
    for (const imageDigest of bySubject.get(subject) ?? []) {
      if (known.has(imageDigest)) continue;
      known.add(imageDigest);
      const referrer = { imageDigest, tags: [], users, subject };
      result.push(referrer);
      // The list grows while it is read.
      open.push(referrer);
    }
  }
  return result;
}
