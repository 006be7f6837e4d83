import { wildcardMatcher } from '../../../src/text/wildcard';
import { refuse } from '../io/bad-input';

/** The repositories that are asked for, by names and patterns. Without any it is all of them. */
export class RepositoryFilter {
  private readonly patterns;
  private readonly unmatched: Set<string>;

  public constructor(patterns: readonly string[] = []) {
    this.patterns = patterns.map((pattern) => ({ pattern, matches: wildcardMatcher(pattern) }));
    this.unmatched = new Set(patterns);
  }

  /** Whether a repository is asked for. */
  public matches(repositoryName: string): boolean {
    const matching = this.patterns.filter(({ matches }) => matches(repositoryName));
    for (const { pattern } of matching) this.unmatched.delete(pattern);
    return matching.length > 0 || this.patterns.length === 0;
  }

  /** Refuses a pattern that no repository matched until now. */
  public check(): void {
    for (const pattern of this.unmatched) {
      const must = 'match a repository of the registries that are read';
      refuse({
        property: '--repository',
        found: pattern,
        must,
        remedy: 'correct it, or read another region or account',
      });
    }
  }
}
