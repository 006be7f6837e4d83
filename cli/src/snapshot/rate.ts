import { setTimeout as sleep } from 'timers/promises';

/** Spaces calls out, so that a snapshot takes no more than its part of the limits of an account. */
export class Rate {
  private readonly millis: number;
  private next = 0;

  public constructor(callsPerSecond: number) {
    this.millis = 1000 / callsPerSecond;
  }

  /** Waits until the next call may go out. */
  public async turn(): Promise<void> {
    const now = performance.now();
    const turn = Math.max(now, this.next);
    this.next = turn + this.millis;
    if (turn > now) await sleep(turn - now);
  }
}
