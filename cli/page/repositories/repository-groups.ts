import type { RepositoryRow } from './repository-row';
import { addTo, byKey } from '../../../src/text/lists';
import { count, size } from '../../src/io/quantities';
import type { RowGroup } from '../shared/column';
import { prefixText } from '../shared/prefix';

/** What rows are grouped by. */
export enum Grouping {
  NONE = 'none',
  OWNER = 'owner',
  PREFIX = 'prefix',
}

/** The rows in groups, in the order of their names; `undefined` without a grouping. */
export function groupsOf(
  rows: readonly RepositoryRow[],
  grouping: Grouping,
): readonly RowGroup<RepositoryRow>[] | undefined {
  if (grouping === Grouping.NONE) return undefined;
  const groups = new Map<string, RepositoryRow[]>();
  for (const row of rows) addTo(groups, grouping === Grouping.OWNER ? row.owner : row.prefix, row);
  return [...groups].sort(byKey).map(([key, some]) => ({
    title: grouping === Grouping.OWNER ? key || 'without an owner' : prefixText(key),
    summary: sumsOf(some),
    rows: some,
  }));
}

/** How many repositories and images there are, and their bytes where they are known. */
export function sumsOf(rows: readonly RepositoryRow[]): string {
  const repositories = count(rows.length, 'repository', 'repositories');
  const sums = { known: 0, images: 0, bytes: 0, unsized: 0 };
  for (const { repository } of rows) {
    if (repository.images === undefined) continue;
    sums.known += 1;
    sums.images += repository.images.count;
    sums.bytes += repository.images.bytes;
    sums.unsized += repository.images.unsizedCount;
  }
  if (sums.known === 0) return repositories;
  return `${repositories}, ${count(sums.images, 'image')}, ${size(sums.bytes, sums.unsized)}`;
}
