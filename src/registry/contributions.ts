import type { ContributionPeriod } from './contribution-period';
import { byKey } from '../text/lists';

/** What a singleton renders: a set of contributions in an order that does not depend on who came first. */
export class Contributions<T> {
  private readonly byKey = new Map<string, T>();

  /**
   * @param keyOf a text by which equal contributions are equal, and by which all are sorted
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
