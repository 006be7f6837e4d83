import { useMemo, useState } from 'preact/hooks';
import type { Column, RowGroup } from './column';
import { FIRST_ROWS, More } from './more';
import { TableRow } from './table-row';
import { Text } from './text';

interface TableGroupProps<Row> {
  readonly group: RowGroup<Row>;
  readonly columns: readonly Column<Row>[];
  readonly noun: string;
  keyOf(row: Row): string | number;
  isCurrent?(row: Row): boolean;
  sort(rows: readonly Row[]): readonly Row[];
}

/** A group of a table: a line with its sums, which opens its rows. */
export function TableGroup<Row>({ group, columns, noun, keyOf, isCurrent, sort }: TableGroupProps<Row>) {
  const [isOpen, setOpen] = useState(false);
  const [limit, setLimit] = useState(FIRST_ROWS);
  const rows = useMemo(() => (isOpen ? sort(group.rows) : []), [isOpen, group, sort]);
  return (
    <tbody>
      <tr class="group">
        <th scope="rowgroup" colSpan={columns.length}>
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Text value={group.title} />
          </button>{' '}
          <span class="quiet">{group.summary}</span>
        </th>
      </tr>
      {rows.slice(0, limit).map((row) => (
        <TableRow key={keyOf(row)} columns={columns} row={row} isCurrent={isCurrent} />
      ))}
      {rows.length > limit && (
        <tr>
          <td colSpan={columns.length}>
            <More shown={limit} total={rows.length} noun={noun} onMore={setLimit} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
