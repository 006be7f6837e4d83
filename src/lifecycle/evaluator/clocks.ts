import { RepositoryImageStatus } from './repository-image';
import type { RepositoryImage } from './repository-image';

const DAY = 86_400_000;
/** No time: later than any date. */
export const NEVER = Infinity;
/** The last moment that a date can express. */
const LAST_DATE = 8.64e15;

/** The push, or the last restore, which makes an image new again. */
export function inStandardSince(image: RepositoryImage, at: number): number {
  return restoredAt(image, at) ?? image.imagePushedAt.getTime();
}

export function daysAfter(time: number, days: number): number {
  return after(time, days * DAY);
}

export function after(time: number, milliseconds: number): number {
  const result = time + milliseconds;
  return result <= LAST_DATE ? result : NEVER;
}

/** A pull before the restore belongs to the life before the archive. */
export function lastUse(image: RepositoryImage, at: number): number {
  const pulled = image.lastRecordedPullTime?.getTime();
  const restored = restoredAt(image, at);
  if (pulled === undefined) return restored ?? image.imagePushedAt.getTime();
  return restored === undefined ? pulled : Math.max(pulled, restored);
}

function restoredAt({ imageStatus, lastActivatedAt, lastArchivedAt }: RepositoryImage, at: number): number | undefined {
  const restored = lastActivatedAt?.getTime();
  if (imageStatus !== RepositoryImageStatus.ACTIVATING) return restored;
  // Which of the two dates ECR has while the image is on its way is not documented: an older restore is another one.
  const isThisOne = restored !== undefined && restored >= (lastArchivedAt?.getTime() ?? -Infinity);
  return isThisOne ? restored : at;
}
