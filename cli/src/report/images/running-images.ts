import type { ImageOutcome } from '../../../../src/lifecycle/evaluator/image-outcome';
import { isArchived } from '../../../../src/lifecycle/evaluator/image-state';
import type { LifecyclePreview } from '../../../../src/lifecycle/evaluator/lifecycle-preview';
import type { RepositoryImage } from '../../../../src/lifecycle/evaluator/repository-image';
import type { UsersByDigest } from '../../in-use/family';

/** Days before its end from which an image in use is at risk. */
export const NOTICE_DAYS = 30;
const NOTICE = NOTICE_DAYS * 86_400_000;

/** What threatens an image in use, the gravest first. */
export enum Risk {
  /** Nobody can pull it. */
  ARCHIVED = 'archived',
  /** The lifecycle policy takes it now. */
  DUE = 'due',
  /** It may go now, as Amazon ECR does not document what happens to it. */
  MAY_GO = 'may go',
  /** The lifecycle policy takes it soon. */
  SOON = 'soon',
}

/** An image that runs. */
export interface RunningImage {
  readonly image: RepositoryImage;
  /** Who runs it, in words. */
  readonly users: readonly string[];
  readonly risk?: Risk;
  /** When the lifecycle policy takes it, in milliseconds since 1970. */
  readonly takenAt?: number;
  /** How many critical findings its scan has, if the snapshot tells. */
  readonly critical?: number;
}

/** The images of a repository that run. Those that only an index in another repository lists are none of it. */
export function runningImages(
  images: readonly RepositoryImage[],
  users: UsersByDigest,
  { preview, critical }: { readonly preview?: LifecyclePreview; readonly critical: ReadonlyMap<string, number> },
): RunningImage[] {
  if (users.size === 0) return [];
  const outcomes = preview?.outcomes;
  return images.flatMap((image, i) => {
    const own = users.get(image.imageDigest);
    if (own === undefined) return [];
    const outcome = outcomes?.[i];
    return {
      image,
      users: [...own],
      risk: isArchived(image) ? Risk.ARCHIVED : outcome && riskOf(outcome, preview!.at.getTime()),
      takenAt: outcome && firstOf(outcome),
      critical: critical.get(image.imageDigest),
    };
  });
}

function riskOf(outcome: ImageOutcome, now: number): Risk | undefined {
  if (outcome.action !== undefined) return Risk.DUE;
  if (outcome._mayGo()) return Risk.MAY_GO;
  const taken = firstOf(outcome);
  return taken !== undefined && taken <= now + NOTICE ? Risk.SOON : undefined;
}

/** When an image is archived or deleted, whichever is first. */
function firstOf({ takenAt, expiresAt }: ImageOutcome): number | undefined {
  const times = [takenAt, expiresAt].flatMap((date) => date?.getTime() ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}
