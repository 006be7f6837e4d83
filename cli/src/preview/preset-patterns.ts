import type { PresetOptions } from './preset-policy';
import type { RepositoryPreview } from './repository-previews';
import { wildcardMatcher } from '../../../src/text/wildcard';
import { count } from '../io/quantities';

/** A pattern of a preset that no image has. */
export interface UnmatchedPattern {
  readonly option: string;
  readonly pattern: string;
  /** A pattern that images have, and that was perhaps meant. */
  readonly suggestion?: string;
  /** How many images have it. */
  readonly suggestedCount: number;
}

interface Watched extends Omit<UnmatchedPattern, 'suggestedCount'> {
  readonly matches: (tag: string) => boolean;
  isMatched: boolean;
  prefixCount: number;
}

/** The patterns of tags that the options of a preset have. A mistaken one selects nothing, and the preview looks well. */
export class PresetPatterns {
  private readonly watched: readonly Watched[];

  public constructor({ releases = [], builds }: PresetOptions) {
    this.watched = [
      ...releases.map((pattern) => watch('--releases', pattern)),
      ...(builds === undefined ? [] : [watch('--builds', builds)]),
    ];
  }

  public add({ images }: RepositoryPreview): void {
    for (const each of this.watched) {
      if (each.isMatched) continue;
      for (const { imageTags } of images) {
        if (imageTags?.some(each.matches)) each.isMatched = true;
        if (imageTags?.some((tag) => tag.startsWith(each.pattern))) each.prefixCount += 1;
      }
    }
  }

  public get unmatched(): UnmatchedPattern[] {
    return this.watched
      .filter(({ isMatched }) => !isMatched)
      .map(({ option, pattern, prefixCount }) => ({
        option,
        pattern,
        suggestion: prefixCount > 0 ? `${pattern}*` : undefined,
        suggestedCount: prefixCount,
      }));
  }
}

export function unmatchedInWords({ option, pattern, suggestion, suggestedCount }: UnmatchedPattern): string {
  const fact = `${option} '${pattern}' selects no image`;
  if (pattern.includes('*')) return `${fact}.`;
  const why = `${fact}: it is a pattern without *, and matches only the tag ${pattern}.`;
  return suggestion === undefined
    ? why
    : `${why} ${option} '${suggestion}' would select ${count(suggestedCount, 'image')}.`;
}

function watch(option: string, pattern: string): Watched {
  return { option, pattern, matches: wildcardMatcher(pattern), isMatched: false, prefixCount: 0 };
}
