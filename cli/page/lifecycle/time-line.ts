import { ImageFate } from '../../../src/lifecycle/evaluator/image-fate';
import type { ImageOutcome } from '../../../src/lifecycle/evaluator/image-outcome';
import { RepositoryImageStatus } from '../../../src/lifecycle/evaluator/repository-image';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { LifecycleAction } from '../../../src/lifecycle/lifecycle-enums';
import type { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';

const DAY = 86_400_000;
/** How many days the slider has after the day of the report. */
export const DAYS = 400;

/** Where an image is on a day. */
export enum ImageState {
  THERE = 'there',
  ARCHIVED = 'archived',
  DELETED = 'deleted',
}

/** How many images are where on a day. */
export type StateCounts = Readonly<Record<ImageState, number>>;

/** An image on a day. */
export interface ImageOnDay {
  /** The place of the image in its repository. */
  readonly place: number;
  readonly state: ImageState;
  /** Whether the policy takes it between the day of the report and this day. */
  readonly isTaken: boolean;
  /** Why, by the evaluator. */
  readonly why: string;
}

/** What a lifecycle policy does to the images of a repository, day after day, if nobody pushes or pulls. */
export class TimeLine {
  /** The days on which the number of images changes, and day 0. */
  public readonly steps: readonly number[];
  /** How many images go only after the last day. */
  public readonly laterCount: number;

  private readonly atStart: readonly ImageOutcome[];
  private readonly archivedAt: Float64Array;
  private readonly expiresAt: Float64Array;
  private readonly counts: readonly StateCounts[];

  public constructor(
    private readonly policy: LifecyclePolicy,
    private readonly images: RepositoryImage[],
    private readonly start: number,
  ) {
    const size = images.length;
    this.archivedAt = new Float64Array(size).fill(Infinity);
    this.expiresAt = new Float64Array(size).fill(Infinity);
    // One evaluation knows the day of each image, so that the slider only looks days up.
    this.atStart = this.outcomesOf(images, start);
    this.atStart.forEach((outcome, place) => {
      // What the policy does not take now, it takes after the time and not at the time.
      const after = outcome.action === undefined ? 1 : 0;
      const taken = (outcome.takenAt?.getTime() ?? Infinity) + after;
      const expires =
        outcome.action === LifecycleAction.EXPIRE ? taken : (outcome.expiresAt?.getTime() ?? Infinity) + 1;
      this.expiresAt[place] = expires;
      if (isArchived(images[place])) this.archivedAt[place] = -Infinity;
      else if (taken < expires) this.archivedAt[place] = taken;
    });
    this.counts = this.countsByDay();
    this.steps = this.counts.flatMap((counts, day) => (day > 0 && isSame(counts, this.counts[day - 1]) ? [] : [day]));
    const end = this.timeOf(DAYS);
    this.laterCount = images.filter((_, place) => this.nextAfter(place, end) !== Infinity).length;
  }

  /** The time of a day, as the evaluator takes it. */
  public timeOf(day: number): number {
    return this.start + day * DAY;
  }

  /** How many images are where on a day. */
  public countsOn(day: number): StateCounts {
    return this.counts[day];
  }

  /** The images on a day: first what the policy takes until then, the latest first, then what goes next. */
  public imagesOn(day: number): Pick<ImageOnDay, 'place' | 'state' | 'isTaken'>[] {
    const time = this.timeOf(day);
    return this.images
      .map((_, place) => ({ place, state: this.stateOf(place, time), taken: this.lastBefore(place, time) }))
      .sort(
        (one, other) =>
          down(one.taken, other.taken) ||
          up(this.nextAfter(one.place, time), this.nextAfter(other.place, time)) ||
          one.place - other.place,
      )
      .map(({ place, state, taken }) => ({ place, state, isTaken: taken !== -Infinity }));
  }

  /** Why images are where they are on a day, by their places. */
  public reasonsOn(day: number): (place: number) => string {
    const time = this.timeOf(day);
    const outcomes = this.outcomesOf(this.images, time);
    // A rule of the archive sees an image only when another rule has archived it.
    let inArchive: readonly ImageOutcome[] | undefined;
    return (place) => {
      // Its index is gone by then, which an evaluation of the images of today does not know.
      const isHeld = outcomes[place].fate === ImageFate.HELD && this.lastBefore(place, time) !== -Infinity;
      const why = (isHeld ? this.atStart : outcomes)[place].explain();
      const archived = this.archivedAt[place];
      if (archived === -Infinity || this.expiresAt[place] > time || archived >= this.expiresAt[place]) return why;
      inArchive ??= this.outcomesOf(this.archivedUntil(time), time);
      return `${why}; then ${inArchive[place].explain()}`;
    };
  }

  private outcomesOf(images: RepositoryImage[], time: number): readonly ImageOutcome[] {
    return this.policy.preview(images, { at: new Date(time) }).outcomes;
  }

  private archivedUntil(time: number): RepositoryImage[] {
    return this.images.map((image, place) => {
      const archived = this.archivedAt[place];
      if (archived === -Infinity || archived > time) return image;
      return { ...image, imageStatus: RepositoryImageStatus.ARCHIVED, lastArchivedAt: new Date(archived - 1) };
    });
  }

  private stateOf(place: number, time: number): ImageState {
    if (this.expiresAt[place] <= time) return ImageState.DELETED;
    return this.archivedAt[place] <= time ? ImageState.ARCHIVED : ImageState.THERE;
  }

  /** The last time until then at which the policy takes the image. */
  private lastBefore(place: number, time: number): number {
    if (this.expiresAt[place] <= time) return this.expiresAt[place];
    return this.archivedAt[place] <= time ? this.archivedAt[place] : -Infinity;
  }

  private nextAfter(place: number, time: number): number {
    if (this.archivedAt[place] > time && this.archivedAt[place] !== Infinity) return this.archivedAt[place];
    return this.expiresAt[place] > time ? this.expiresAt[place] : Infinity;
  }

  private countsByDay(): StateCounts[] {
    const archived = this.perDay(this.archivedAt);
    const deleted = this.perDay(this.expiresAt);
    // Which of the deleted images were archived before.
    const deletedFromArchive = this.perDay(
      this.expiresAt.map((time, i) => (this.archivedAt[i] < time ? time : Infinity)),
    );
    const counts: StateCounts[] = [];
    let [sumArchived, sumDeleted, sumFromArchive] = [0, 0, 0];
    for (let day = 0; day <= DAYS; day++) {
      sumArchived += archived[day];
      sumDeleted += deleted[day];
      sumFromArchive += deletedFromArchive[day];
      const inArchive = sumArchived - sumFromArchive;
      counts.push({
        [ImageState.THERE]: this.images.length - inArchive - sumDeleted,
        [ImageState.ARCHIVED]: inArchive,
        [ImageState.DELETED]: sumDeleted,
      });
    }
    return counts;
  }

  /** How many of the times fall on each day: the first day whose time is not before. */
  private perDay(times: Float64Array): Uint32Array {
    const days = new Uint32Array(DAYS + 1);
    for (const time of times) {
      const day = Math.max(0, Math.ceil((time - this.start) / DAY));
      if (day <= DAYS) days[day] += 1;
    }
    return days;
  }
}

/** The points of a line in steps, for an SVG: days from left to right, numbers from the bottom up. */
export function stepPath(values: readonly (readonly [day: number, value: number])[], width: number): string {
  const corners = values.map(([day, value], index) => (index === 0 ? `M${day},${value}` : `H${day}V${value}`));
  return `${corners.join('')}H${width}`;
}

function isArchived({ imageStatus }: RepositoryImage): boolean {
  return imageStatus === RepositoryImageStatus.ARCHIVED;
}

function isSame(one: StateCounts, other: StateCounts): boolean {
  return Object.values(ImageState).every((state) => one[state] === other[state]);
}

/** Compares numbers that may be infinite, the smaller first. */
function up(one: number, other: number): number {
  return one < other ? -1 : Number(one > other);
}

function down(one: number, other: number): number {
  return up(other, one);
}
