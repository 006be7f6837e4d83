import type { ContributionPeriod } from './contribution-period';
import { byKey } from '../text/lists';

/** The contributions to a singleton, in an order that does not depend on the order of the calls. */
export class Contributions<T> {
  private readonly byKey = new Map<string, T>();

  /**
   * @param keyOf a text that is the same for equal contributions; contributions are sorted by it
   */
  public constructor(
    private readonly period: ContributionPeriod,
    private readonly keyOf: (contribution: T) => string,
  ) {}

  /** Adds a contribution, unless an equal one is there; `what` names it in the error that it comes too late. */
  public add(contribution: T, what: string): void {
    const key = this.keyOf(contribution);
    if (this.byKey.has(key)) return;
    this.period.check(what);
    this.byKey.set(key, contribution);
  }

  public get isEmpty(): boolean {
    return this.byKey.size === 0;
  }

  /** All contributions in canonical order. */
  public get sorted(): T[] {
    return [...this.byKey.entries()].sort(byKey).map(([, value]) => value);
  }
}
