import type { Column } from './column';

interface TableRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  isCurrent?(row: Row): boolean;
}

/** A row of a table. The first column names it. */
export function TableRow<Row>({ columns, row, isCurrent }: TableRowProps<Row>) {
  return (
    <tr class={isCurrent?.(row) ? 'current' : undefined}>
      {columns.map(({ title, isNumber, cell }, i) =>
        i === 0 ? (
          <th key={title} scope="row">
            {cell(row)}
          </th>
        ) : (
          <td key={title} class={isNumber ? 'number' : undefined}>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}
