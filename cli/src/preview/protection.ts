import { Losses } from './losses';
import type { Loss } from './losses';
import type { RepositoryPreview } from './repository-previews';
import type { ImageOutcome } from '../../../src/lifecycle/evaluator/image-outcome';
import { tagsOf } from '../../../src/lifecycle/evaluator/image-state';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { tagMatcher } from '../../../src/lifecycle/evaluator/tag-matcher';
import type { TagMatcher } from '../../../src/lifecycle/evaluator/tag-matcher';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { number } from '../../../src/text/lists';
import { at, refuse } from '../io/bad-input';
import { count } from '../io/quantities';

/** The images that the user protects by their tags, of all repositories. */
export class Protection {
  private readonly losses = new Losses();
  private readonly matchers: readonly TagMatcher[];
  /** The patterns that were on no image so far. */
  private readonly unmatched: Set<number>;
  private imageCount = 0;
  private everCount = 0;

  public constructor(private readonly patterns: readonly string[]) {
    this.matchers = patterns.map((pattern) => tagMatcher(at('--protect', () => TagSelection.pattern(pattern))));
    this.unmatched = new Set(patterns.keys());
  }

  /** The losses of a repository. */
  public add(repository: RepositoryPreview): Loss[] {
    if (this.patterns.length === 0) return [];
    const outcomes = repository.outcomes.filter(({ image }) => this.matches(image));
    this.imageCount += outcomes.length;
    this.everCount += outcomes.filter((outcome) => outcome._canExpire()).length;
    const losses = outcomes.filter((outcome) => outcome._mayGo()).map((outcome: ImageOutcome) => ({ outcome }));
    this.losses.add(repository, losses);
    return losses;
  }

  /** Looks at images before they are previewed, so that a mistaken pattern fails before anything is printed. */
  public matches(image: RepositoryImage): boolean {
    let isProtected = false;
    this.matchers.forEach((matches, i) => {
      if (!matches(tagsOf(image))) return;
      isProtected = true;
      this.unmatched.delete(i);
    });
    return isProtected;
  }

  /** Throws if a pattern is on no image. It would protect nothing, and say that all is well. */
  public refuseUnmatched(): void {
    for (const i of this.unmatched) {
      const must = 'match a tag of at least one image';
      refuse({ property: '--protect', found: this.patterns[i], must, remedy: 'correct the pattern, or leave it out' });
    }
  }

  /** In words, for the error of a preview that takes protected images. */
  public get loss(): string | undefined {
    return this.losses.isEmpty ? undefined : this.losses.explain(this.all);
  }

  /** In words, where none of them goes; `undefined` if nothing is protected. */
  public get assurance(): string | undefined {
    if (this.patterns.length === 0 || !this.losses.isEmpty) return undefined;
    const later = this.everCount > 0 ? `; a rule can delete ${number(this.everCount)} of them later` : '';
    return `None of ${this.all} goes${later}.`;
  }

  private get all(): string {
    return `${count(this.imageCount, 'protected image')} (${this.patterns.join(', ')})`;
  }
}
