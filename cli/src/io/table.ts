import Table from 'cli-table3';
import { number } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';

/** A column: its head, and whether it has numbers. */
export type Column = readonly [head: string, align?: 'left' | 'right'];

/** Nothing but spaces between columns, so that other tools can read it and nothing depends on a terminal. */
const CHARS = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** The lines of a table. */
export function table(columns: readonly Column[], rows: readonly (readonly (string | number)[])[]): string {
  const result = new Table({
    head: columns.map(([head]) => head),
    colAligns: columns.map(([, align = 'left']) => align),
    chars: CHARS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) {
    result.push(row.map((cell) => (typeof cell === 'number' ? number(cell) : visible(cell))));
  }
  return result
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
