import { byText } from '../../../src/text/lists';

/** What rows are sorted by. One without a value comes last in both directions. */
export type SortValue = string | number | undefined;

/** Sorts rows by a value of each, and leaves equal ones in their order. */
export function sortedBy<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => SortValue,
  isDescending: boolean,
): readonly Row[] {
  const sign = isDescending ? -1 : 1;
  const entries = rows.map((row) => ({ row, value: valueOf(row) }));
  entries.sort(({ value: one }, { value: other }) => {
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
    return sign * compared(one, other);
  });
  return entries.map(({ row }) => row);
}

function compared(one: string | number, other: string | number): number {
  return typeof one === 'number' && typeof other === 'number' ? one - other : byText(String(one), String(other));
}
