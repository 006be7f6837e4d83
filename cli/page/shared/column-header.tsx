import type { Column, ColumnOrder } from './column';
import { OnPaper } from './on-paper';

interface ColumnHeaderProps<Row> {
  readonly column: Column<Row>;
  readonly at: number;
  readonly order: ColumnOrder | undefined;
  onOrder(order: ColumnOrder): void;
}

/** The header of a column. A press sorts, first from the greatest number or the first text. */
export function ColumnHeader<Row>({ column, at, order, onOrder }: ColumnHeaderProps<Row>) {
  const { title, isNumber = false, sortBy } = column;
  const isSorted = order?.column === at;
  const direction = order?.isDescending ? 'descending' : 'ascending';
  const sign = order?.isDescending ? '▼' : '▲';
  const press = () => onOrder({ column: at, isDescending: isSorted ? !order.isDescending : isNumber });
  return (
    <th scope="col" class={isNumber ? 'number' : undefined} aria-sort={isSorted ? direction : undefined}>
      {sortBy ? (
        <>
          <button type="button" class="sort" onClick={press}>
            {title}
            <span aria-hidden="true">{isSorted ? ` ${sign}` : ''}</span>
          </button>
          <OnPaper text={title} />
        </>
      ) : (
        title
      )}
    </th>
  );
}
