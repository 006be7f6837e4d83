import { isArchived } from './image-state';
import type { RepositoryImage } from './repository-image';
import { InvalidInputError } from '../../text/errors';
import { addTo } from '../../text/lists';

/** How images depend on each other, by their index. */
export interface Relations {
  /** The indexes that list an image and are not archived. While one of them is there, the image cannot be taken. */
  readonly holders: ReadonlyMap<number, readonly number[]>;
  /** The image that a reference artifact belongs to, and follows within a day. */
  readonly subjects: ReadonlyMap<number, number>;
}

const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

export function isIndex({ childDigests, imageManifestMediaType }: RepositoryImage): boolean {
  return (childDigests ?? undefined) !== undefined || INDEX_TYPES.includes(imageManifestMediaType ?? '');
}

/** Whether an index may hold images that we do not know of. */
export function hidesChildren(image: RepositoryImage): boolean {
  return isIndex(image) && !isArchived(image) && (image.childDigests ?? undefined) === undefined;
}

export function relationsOf(images: readonly RepositoryImage[]): Relations {
  const holders = new Map<number, number[]>();
  const subjects = new Map<number, number>();
  if (images.some(({ childDigests, subjectManifestDigest }) => childDigests?.length || subjectManifestDigest)) {
    const byDigest = new Map(images.map(({ imageDigest }, i) => [imageDigest, i]));
    images.forEach((image, i) => {
      const subject = image.subjectManifestDigest ? byDigest.get(image.subjectManifestDigest) : undefined;
      if (subject !== undefined) subjects.set(i, subject);
      if (isArchived(image)) return;
      for (const child of new Set(image.childDigests ?? [])) {
        const c = byDigest.get(child);
        if (c === undefined) continue;
        addTo(holders, c, i);
      }
    });
  }
  return { holders, subjects };
}

/** The images that depend on others, each after those that it depends on. */
export function inOrder(api: string, images: readonly RepositoryImage[], relations: Relations): number[] {
  const waiting = new Map<number, number>();
  const dependents = new Map<number, number[]>();
  const depends = (i: number, on: number) => {
    waiting.set(i, (waiting.get(i) ?? 0) + 1);
    addTo(dependents, on, i);
  };
  relations.holders.forEach((indexes, child) => indexes.forEach((index) => depends(child, index)));
  relations.subjects.forEach((subject, referrer) => depends(referrer, subject));

  const ready = [...dependents.keys()].filter((i) => !waiting.has(i));
  const order: number[] = [];
  for (let i = ready.pop(); i !== undefined; i = ready.pop()) {
    for (const dependent of dependents.get(i) ?? []) {
      const left = waiting.get(dependent)! - 1;
      waiting.set(dependent, left);
      if (left > 0) continue;
      ready.push(dependent);
      order.push(dependent);
    }
  }
  for (const [i, left] of waiting) {
    if (left === 0) continue;
    throw new InvalidInputError({
      api,
      property: `images[${i}].imageDigest`,
      found: images[i].imageDigest,
      must: 'not depend on itself through childDigests and subjectManifestDigest',
      remedy: 'correct these digests, as no registry can hold such images',
    });
  }
  return order;
}
