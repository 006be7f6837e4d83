import type { ImageOutcome } from '../../../../src/lifecycle/evaluator/image-outcome';
import type { RepositoryImage } from '../../../../src/lifecycle/evaluator/repository-image';
import { LifecycleAction } from '../../../../src/lifecycle/lifecycle-enums';
import type { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';

/** How far an image goes, from where it stays. Where ECR does not document it, an image may go. */
enum Way {
  STAYS,
  MAY_BE_ARCHIVED,
  ARCHIVED,
  MAY_BE_DELETED,
  DELETED,
}

/** The images that a policy takes and the one before it does not. */
export interface TakenImages {
  readonly deleted: readonly ImageOutcome[];
  readonly archived: readonly ImageOutcome[];
  /** They stay for now. The policy can delete them some day, and the one before never. */
  readonly deletedLater: readonly ImageOutcome[];
}

/** What a new policy takes and the old one does not. An image that goes anyway is no loss. */
export function takenBy(
  before: LifecyclePolicy,
  after: LifecyclePolicy,
  images: RepositoryImage[],
  at: Date,
): TakenImages {
  const old = before.preview(images, { at }).outcomes;
  const deleted: ImageOutcome[] = [];
  const archived: ImageOutcome[] = [];
  const deletedLater: ImageOutcome[] = [];
  after.preview(images, { at }).outcomes.forEach((outcome, i) => {
    const way = wayOf(outcome);
    if (way > wayOf(old[i])) (way >= Way.MAY_BE_DELETED ? deleted : archived).push(outcome);
    else if (outcome._canExpire() && !old[i]._canExpire()) deletedLater.push(outcome);
  });
  return { deleted, archived, deletedLater };
}

function wayOf(outcome: ImageOutcome): Way {
  if (outcome.action === LifecycleAction.EXPIRE) return Way.DELETED;
  if (outcome.action === LifecycleAction.ARCHIVE) return Way.ARCHIVED;
  if (!outcome._mayGo()) return Way.STAYS;
  return outcome._canExpire() ? Way.MAY_BE_DELETED : Way.MAY_BE_ARCHIVED;
}
