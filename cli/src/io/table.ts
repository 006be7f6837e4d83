import stringWidth from 'string-width';
import { number } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';

/** A column: its head, and whether it has numbers. */
export type Column = readonly [head: string, align?: 'left' | 'right'];

/** What a row has in a column. A text that takes time is a function, in the last column, which has no width. */
export type Cell = string | number | (() => string);

/** Nothing but spaces between columns, so that other tools can read it and nothing depends on a terminal. */
const GAP = '  ';

/** A table as one text. */
export function table(columns: readonly Column[], rows: Iterable<readonly Cell[]>): string {
  return [...tableLines(columns, rows)].map(visible).join('\n');
}

/** The lines of a table, one after the other. The rows are read twice, first for their widths. */
export function* tableLines(columns: readonly Column[], rows: Iterable<readonly Cell[]>): Generator<string> {
  const widths = columns.map(([head]) => head.length);
  const last = columns.length - 1;
  for (const row of rows) {
    for (let i = 0; i < columns.length; i++) {
      if (i < last || columns[i][1] === 'right') widths[i] = Math.max(widths[i], widthOf(textOf(row[i])));
    }
  }
  const line = (cells: readonly Cell[]) =>
    columns
      .map(([, align], i) => {
        const text = textOf(cells[i]);
        if (i === last && align !== 'right') return text;
        const space = ' '.repeat(Math.max(0, widths[i] - widthOf(text)));
        return align === 'right' ? space + text : text + space;
      })
      .join(GAP)
      .trimEnd();
  yield line(columns.map(([head]) => head));
  for (const row of rows) yield line(row);
}

function textOf(cell: Cell): string {
  if (typeof cell === 'number') return number(cell);
  return typeof cell === 'string' ? cell : cell();
}

/** The columns of a terminal that a text takes. Nearly all texts are ASCII and `…`, which take one each. */
function widthOf(text: string): number {
  return /^[ -~…]*$/.test(text) ? text.length : stringWidth(text);
}
