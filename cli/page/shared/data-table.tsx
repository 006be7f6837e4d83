import { useCallback, useMemo, useState } from 'preact/hooks';
import type { Column, ColumnOrder, RowGroup } from './column';
import { ColumnHeader } from './column-header';
import { FIRST_ROWS, More } from './more';
import { sortedBy } from './sorting';
import { TableGroup } from './table-group';
import { TableRow } from './table-row';

/** More columns than these need a wide window. */
const FEW = 6;

interface DataTableProps<Row> {
  readonly caption: string;
  /** The plural of what a row is. */
  readonly noun: string;
  /** Always the same list, so that rows are not sorted again for nothing. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** The rows in groups, instead of `rows`. */
  readonly groups?: readonly RowGroup<Row>[];
  keyOf(row: Row): string | number;
  isCurrent?(row: Row): boolean;
}

/** A table that sorts by its headers, and shows the first rows of many. The first column names the row. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, noun, columns, rows, groups, keyOf, isCurrent } = props;
  const [order, setOrder] = useState<ColumnOrder>();
  const [limit, setLimit] = useState(FIRST_ROWS);
  const sort = useCallback(
    (some: readonly Row[]) => {
      const valueOf = order && columns[order.column].sortBy;
      return valueOf ? sortedBy(some, valueOf, order.isDescending) : some;
    },
    [columns, order],
  );
  const sorted = useMemo(() => (groups ? [] : sort(rows)), [rows, groups, sort]);
  const total = (groups ?? rows).length;
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
        <table class={columns.length > FEW ? 'data many' : 'data'}>
          <colgroup>
            {columns.map(({ title, isNumber, isWide }) => (
              <col key={title} class={isWide ? 'wide' : isNumber ? 'narrow' : undefined} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map((column, i) => (
                <ColumnHeader key={column.title} column={column} at={i} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          {groups?.slice(0, limit).map((group) => (
            <TableGroup
              key={group.title}
              group={group}
              columns={columns}
              noun={noun}
              keyOf={keyOf}
              isCurrent={isCurrent}
              sort={sort}
            />
          ))}
          {!groups && (
            <tbody>
              {sorted.slice(0, limit).map((row) => (
                <TableRow key={keyOf(row)} columns={columns} row={row} isCurrent={isCurrent} />
              ))}
            </tbody>
          )}
        </table>
      </div>
      {total === 0 && <p class="quiet">No {noun} match.</p>}
      <More shown={limit} total={total} noun={groups ? 'groups' : noun} onMore={setLimit} />
    </>
  );
}
