import type { RepositoryRole } from '../../src/ecr/repository-role';
import type { ImageOutcome } from '../../src/lifecycle/evaluator/image-outcome';
import { RepositoryImageStatus } from '../../src/lifecycle/evaluator/repository-image';
import type { RepositoryImage } from '../../src/lifecycle/evaluator/repository-image';
import { UndocumentedOutcome } from '../../src/lifecycle/evaluator/undocumented-outcome';
import { LifecycleAction } from '../../src/lifecycle/lifecycle-enums';
import type { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';

/** Twelve months of 30 days. */
export const YEAR = 360;

const HOURS = 3_600_000;
const FIRST_PUSH = Date.UTC(2026, 0, 1);

/** An image that is pushed on day 0. */
export interface PushedImage {
  readonly digest: string;
  readonly tag?: string;
  /** Compressed, in GB. */
  readonly size: number;
  readonly childDigests?: string[];
  readonly subject?: string;
  readonly pulled?: boolean;
}

/** What happens to images of a repository, in days since their push. */
export interface ImageHistory {
  readonly name: string;
  readonly role: RepositoryRole;
  /** The first one is the image whose tag moves. */
  readonly images: readonly PushedImage[];
  /** The digest of the image in question. Default: the first one. */
  readonly inQuestion?: string;
  /** The days on which a workload pulls the images that have `pulled`. */
  readonly pulls: readonly number[];
  /** The day on which the tag moves to another image. */
  readonly untaggedOn?: number;
  /** The day on which the tag comes back. */
  readonly taggedAgainOn?: number;
  /** Whether an image is restored on the day on which a pull of it fails. */
  readonly restored?: boolean;
}

/** What a policy made of a history within a year. */
export interface HistoryResult {
  /** The days on which the image in question was archived. */
  readonly archivedOn: readonly number[];
  readonly expiredOn?: number;
  /** The days on which a pull of it failed. */
  readonly failedOn: readonly number[];
  /** Whether ECR documents what happened to it. */
  readonly isDocumented: boolean;
  /** The day that the preview of the day before foretold for the first action. */
  readonly foretold?: number;
  /** GB-months of all images. */
  readonly standard: number;
  readonly archive: number;
}

/** The beginning of a day. */
export function day(number: number): Date {
  return new Date(FIRST_PUSH + number * 24 * HOURS);
}

/** Every so many days from the push to the last day. */
export function every(days: number, last = YEAR): number[] {
  return Array.from({ length: Math.floor(last / days) + 1 }, (_, i) => i * days);
}

/** Lives a year day by day: in the morning tags move and workloads pull, at noon Amazon ECR evaluates the policy. */
export function live(history: ImageHistory, policy: LifecyclePolicy): HistoryResult {
  const [{ digest: first }] = history.images;
  const { inQuestion = first } = history;
  const sizes = new Map(history.images.map(({ digest, size }) => [digest, size]));
  const archivedOn: number[] = [];
  const failedOn: number[] = [];
  let images = history.images.map(pushed);
  let expiredOn: number | undefined;
  let [standardDays, archiveDays] = [0, 0];
  let isDocumented = true;
  let foretold: number | undefined;
  let before: ImageOutcome | undefined;

  for (let today = 0; today < YEAR; today++) {
    images = images.map((image) => (image.imageDigest === first ? moveTag(image, history, today) : image));
    if (history.pulls.includes(today)) {
      if (images.find(isInQuestion)?.imageStatus !== RepositoryImageStatus.ACTIVE) failedOn.push(today);
      images = images.map((image) => pull(image, history, today));
    }
    const preview = policy.preview(images, { at: new Date(day(today).getTime() + 12 * HOURS) });
    const outcome = images.some(isInQuestion) ? preview.outcomeOf(inQuestion) : undefined;
    if (outcome?.action !== undefined) {
      if (archivedOn.length === 0) foretold = before?.takenAt && dayOf(before.takenAt);
      if (outcome.action === LifecycleAction.EXPIRE) expiredOn = today;
      else archivedOn.push(today);
      if (outcome.undocumented.includes(UndocumentedOutcome.REFERRER)) isDocumented = false;
    }
    before = outcome;
    images = images.flatMap((image) => act(image, preview.outcomeOf(image.imageDigest), today));
    for (const { imageDigest, imageStatus } of images) {
      const size = sizes.get(imageDigest)!;
      if (imageStatus === RepositoryImageStatus.ARCHIVED) archiveDays += size;
      else standardDays += size;
    }
  }
  return {
    archivedOn,
    expiredOn,
    failedOn,
    isDocumented,
    foretold,
    standard: standardDays / 30,
    archive: archiveDays / 30,
  };

  function isInQuestion({ imageDigest }: RepositoryImage): boolean {
    return imageDigest === inQuestion;
  }
}

function pushed({ digest, tag, childDigests, subject }: PushedImage): RepositoryImage {
  return {
    imageDigest: digest,
    imageTags: tag === undefined ? [] : [tag],
    imagePushedAt: day(0),
    imageStatus: RepositoryImageStatus.ACTIVE,
    childDigests,
    subjectManifestDigest: subject,
  };
}

function moveTag(image: RepositoryImage, { images, untaggedOn, taggedAgainOn }: ImageHistory, today: number) {
  if (today === untaggedOn) return { ...image, imageTags: [] };
  return today === taggedAgainOn ? { ...image, imageTags: [images[0].tag!] } : image;
}

function pull(image: RepositoryImage, { images, restored }: ImageHistory, today: number): RepositoryImage {
  if (!images.some(({ digest, pulled }) => digest === image.imageDigest && pulled)) return image;
  if (image.imageStatus === RepositoryImageStatus.ACTIVE) return { ...image, lastRecordedPullTime: day(today) };
  if (!restored) return image;
  const imageStatus = RepositoryImageStatus.ACTIVE;
  return { ...image, imageStatus, lastActivatedAt: day(today), lastRecordedPullTime: day(today) };
}

function act(image: RepositoryImage, { action }: ImageOutcome, today: number): RepositoryImage[] {
  if (action === undefined) return [image];
  if (action === LifecycleAction.EXPIRE) return [];
  return [{ ...image, imageStatus: RepositoryImageStatus.ARCHIVED, lastArchivedAt: day(today) }];
}

function dayOf(date: Date): number {
  return Math.floor((date.getTime() - FIRST_PUSH) / (24 * HOURS));
}
