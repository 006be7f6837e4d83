import { RepositoryImageStatus } from './repository-image';
import type { RepositoryImage } from './repository-image';

const NO_TAGS: readonly string[] = [];

export function tagsOf({ imageTags }: RepositoryImage): readonly string[] {
  return imageTags ?? NO_TAGS;
}

/** Everything else is, or is about to be, in standard storage. */
export function isArchived({ imageStatus }: RepositoryImage): boolean {
  return imageStatus === RepositoryImageStatus.ARCHIVED;
}
