import type { RepositoryPreview } from './repository-previews';
import type { ImageOutcome } from '../../../src/lifecycle/evaluator/image-outcome';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { andMore, number } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { at, refuse } from '../io/bad-input';
import { count } from '../io/quantities';

/** How many images of a repository a message lists. */
const LISTED = 10;

/** The outcomes of the protected images of a repository. */
export interface Protection {
  readonly repositoryName: string;
  /** Images that are deleted or archived, or may be because their outcome is undocumented. */
  readonly going: readonly ImageOutcome[];
}

/** The images that the user protects, of all repositories. */
export class Protected {
  public static of(patterns: readonly string[], previews: readonly RepositoryPreview[]): Protected {
    const selections = patterns.map((pattern) => at('--protect', () => TagSelection.pattern(pattern)));
    const seen = new Map<string, Map<string, ImageOutcome>>();
    selections.forEach((tags, i) => {
      let matching = 0;
      for (const { repositoryName, preview } of previews) {
        const outcomes = preview.outcomesFor(tags);
        matching += outcomes.length;
        const own = seen.get(repositoryName) ?? new Map<string, ImageOutcome>();
        for (const outcome of outcomes) own.set(outcome.image.imageDigest, outcome);
        seen.set(repositoryName, own);
      }
      if (matching > 0) return;
      // A mistaken pattern would protect nothing, and say that all is well.
      const must = 'match a tag of at least one image';
      refuse({ property: '--protect', found: patterns[i], must, remedy: 'correct the pattern, or leave it out' });
    });
    const outcomes = [...seen].map(([repositoryName, own]) => ({ repositoryName, outcomes: [...own.values()] }));
    return new Protected(
      patterns,
      outcomes.reduce((sum, { outcomes: own }) => sum + own.length, 0),
      outcomes.flatMap(({ outcomes: own }) => own).filter((outcome) => outcome._canExpire()).length,
      outcomes.flatMap(({ repositoryName, outcomes: own }) => {
        const going = own.filter((outcome) => outcome._mayGo());
        return going.length > 0 ? [{ repositoryName, going }] : [];
      }),
    );
  }

  private constructor(
    private readonly patterns: readonly string[],
    private readonly imageCount: number,
    private readonly everCount: number,
    /** The repositories that lose a protected image. */
    public readonly losses: readonly Protection[],
  ) {}

  /** In words, for the error of a preview that takes protected images. */
  public explain(): string {
    const going = this.losses.reduce((sum, loss) => sum + loss.going.length, 0);
    const lines = [`${number(going)} of ${this.all} would go:`];
    for (const loss of this.losses) {
      const where = loss.repositoryName === '' ? '' : `${loss.repositoryName} `;
      for (const outcome of loss.going.slice(0, LISTED)) {
        const { imageDigest, imageTags = [] } = outcome.image;
        lines.push(visible(`  ${where}${imageDigest} (${imageTags.join(', ')}): ${outcome.explain()}`));
      }
      if (loss.going.length > LISTED) lines.push(`  ${where}${andMore(loss.going.length - LISTED)}`);
    }
    return lines.join('\n');
  }

  /** In words, where none of them goes. */
  public get assurance(): string {
    const later = this.everCount > 0 ? `; a rule can delete ${number(this.everCount)} of them later` : '';
    return `None of ${this.all} goes${later}.`;
  }

  private get all(): string {
    return `${count(this.imageCount, 'protected image')} (${this.patterns.join(', ')})`;
  }
}
