import type { RepositoryRow } from './repository-row';
import { byText, number } from '../../../src/text/lists';
import type { Choice } from '../shared/choice';
import { matching } from '../shared/matching';

/** What filters choose a value of. */
export enum RepositoryFilter {
  REGISTRY = 'Registry',
  OWNER = 'Owner',
  ENCRYPTION = 'Encryption',
  MUTABILITY = 'Mutability',
  SCANNING = 'Scanning',
  ORIGIN = 'Origin',
}

/** The chosen values. A filter without one lets all rows pass. */
export type ChosenFilters = Partial<Record<RepositoryFilter, string>>;

const VALUES: Readonly<Record<RepositoryFilter, (row: RepositoryRow) => string>> = {
  [RepositoryFilter.REGISTRY]: ({ registry }) => registry,
  [RepositoryFilter.OWNER]: ({ owner }) => owner,
  [RepositoryFilter.ENCRYPTION]: ({ repository }) => repository.encryption,
  [RepositoryFilter.MUTABILITY]: ({ repository }) => repository.mutability,
  [RepositoryFilter.SCANNING]: ({ repository }) => repository.scanning.mode,
  [RepositoryFilter.ORIGIN]: ({ repository }) => repository.origin,
};

/** The value of the choice that lets all rows pass. Others stand behind a sign. */
export const ALL = '';
const SIGN = '=';
/** A longer list is no choice. The search finds the others. */
const MOST_CHOICES = 200;

/** The rows that the search and the filters let pass. */
export function filtered(
  rows: readonly RepositoryRow[],
  search: string,
  chosen: ChosenFilters,
): readonly RepositoryRow[] {
  const tests = Object.values(RepositoryFilter).flatMap((filter) => {
    const { [filter]: value = ALL } = chosen;
    return value === ALL ? [] : [(row: RepositoryRow) => VALUES[filter](row) === value.slice(SIGN.length)];
  });
  const some = tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row)));
  return matching(some, ({ text }) => text, search);
}

/** The values of a filter with the number of rows of each: the most frequent ones in the order of texts. */
export function choicesOf(rows: readonly RepositoryRow[], filter: RepositoryFilter): Choice[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = VALUES[filter](row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const most = [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_CHOICES);
  const choices = most
    .sort(([one], [other]) => byText(one, other))
    .map(([value, count]): Choice => [`${SIGN}${value}`, `${value || 'none'} (${number(count)})`]);
  return [[ALL, 'all'], ...choices];
}
