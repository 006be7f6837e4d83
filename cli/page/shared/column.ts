import type { ComponentChildren } from 'preact';
import type { SortValue } from './sorting';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly isNumber?: boolean;
  /** Whether it has more text than others. */
  readonly isWide?: boolean;
  cell(row: Row): ComponentChildren;
  /** Without it, the table cannot be sorted by the column. */
  sortBy?(row: Row): SortValue;
}

/** Rows that fold. */
export interface RowGroup<Row> {
  readonly title: string;
  /** Counts and sums. */
  readonly summary: string;
  readonly rows: readonly Row[];
}

/** The column that a table is sorted by. */
export interface ColumnOrder {
  readonly column: number;
  readonly isDescending: boolean;
}
