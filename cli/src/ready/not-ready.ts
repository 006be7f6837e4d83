import type { NeededImage } from './needed-images';
import { tagsOf } from '../../../src/lifecycle/evaluator/image-state';
import { RepositoryImageStatus } from '../../../src/lifecycle/evaluator/repository-image';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';

/** What keeps an image from being pulled from the recovery registry. */
export enum Problem {
  MISSING = 'missing',
  ARCHIVED = 'archived',
  /** It is on its way from the archive, which takes up to 20 minutes. */
  ACTIVATING = 'activating',
  /** The image is there, and the tag that it is pulled by is not. */
  TAG_MISSING = 'tag missing',
  /** The tag that it is pulled by is on another image. */
  TAG_MOVED = 'tag elsewhere',
}

/** An image that is needed and not ready. */
export interface NotReady {
  readonly problem: Problem;
  /** Undefined for a tag that is in use and on no image. */
  readonly imageDigest?: string;
  readonly tags: readonly string[];
  readonly users: readonly string[];
  readonly subject?: string;
}

const BY_STATUS: Partial<Record<RepositoryImageStatus, Problem>> = {
  [RepositoryImageStatus.ARCHIVED]: Problem.ARCHIVED,
  [RepositoryImageStatus.ACTIVATING]: Problem.ACTIVATING,
};

/** The images of a repository in the recovery registry. */
export class RecoveryImages {
  private readonly byDigest = new Map<string, RepositoryImage>();
  private readonly byTag = new Map<string, RepositoryImage>();

  public constructor(images: readonly RepositoryImage[]) {
    for (const image of images) {
      this.byDigest.set(image.imageDigest, image);
      for (const tag of tagsOf(image)) this.byTag.set(tag, image);
    }
  }

  /** What is not ready of an image: the image itself, or the tags that it is pulled by. */
  public problemsOf(needed: NeededImage): NotReady[] {
    const found = this.byDigest.get(needed.imageDigest);
    const problem = found === undefined ? Problem.MISSING : statusProblem(found);
    if (problem !== undefined) return [{ ...needed, problem }];
    return [
      { ...needed, problem: Problem.TAG_MISSING, tags: needed.tags.filter((tag) => !this.byTag.has(tag)) },
      {
        ...needed,
        problem: Problem.TAG_MOVED,
        tags: needed.tags.filter((tag) => this.byTag.has(tag) && this.byTag.get(tag) !== found),
      },
    ].filter(({ tags }) => tags.length > 0);
  }

  /** What is not ready of a reference that the primary registry does not have. */
  public problemOf(reference: { readonly tag?: string; readonly digest?: string }): Problem | undefined {
    const { tag, digest } = reference;
    const found = digest === undefined ? this.byTag.get(tag!) : this.byDigest.get(digest);
    return found === undefined ? Problem.MISSING : statusProblem(found);
  }
}

function statusProblem({ imageStatus = RepositoryImageStatus.ACTIVE }: RepositoryImage): Problem | undefined {
  return BY_STATUS[imageStatus];
}
