/** Counts the images that one rule selects, newest first. Its answers are about the image that was added last. */
export class RankCounter {
  private count = 0;
  private countWithoutReferrers = 0;
  /** The time of the images that were added last, and the place of the first with that time. */
  private tieClock = NaN;
  private tieStart = 0;

  public constructor(private readonly limit: number) {}

  public add(clock: number, isReferrer: boolean): void {
    this.count += 1;
    if (!isReferrer) this.countWithoutReferrers += 1;
    if (clock !== this.tieClock) {
      this.tieClock = clock;
      this.tieStart = this.count;
    }
  }

  /** Whether the rule acts on the image. */
  public get isBeyond(): boolean {
    return this.count > this.limit;
  }

  /** Whether images of the same time are not beyond the limit. */
  public get isTied(): boolean {
    return this.isBeyond && this.tieStart <= this.limit;
  }

  /** Whether this is the first image beyond the limit, and is tied. */
  public get splitsTie(): boolean {
    return this.count === this.limit + 1 && this.tieStart <= this.limit;
  }

  /** Whether the image would stay if reference artifacts did not count. */
  public get isBeyondByReferrers(): boolean {
    return this.isBeyond && this.countWithoutReferrers <= this.limit;
  }
}
