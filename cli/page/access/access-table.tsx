import { useEffect, useMemo, useState } from 'preact/hooks';
import { AccessCellButton } from './access-cell-button';
import { cellsOf } from './access-model';
import type { AccessColumn, AccessRow } from './access-model';
import { count } from '../../src/io/quantities';
import type { PageReport } from '../data';
import { More } from '../shared/more';
import { OnPaper } from '../shared/on-paper';
import { RELATION_TEXTS } from '../shared/principal-names';
import { Text } from '../shared/text';

const COLUMNS = 8;
const FIRST_ROWS = 50;

interface AccessTableProps {
  readonly report: PageReport;
  readonly rows: readonly AccessRow[];
  readonly columns: readonly AccessColumn[];
  onPrefix(prefix: string): void;
  onOpen(row: AccessRow, column: AccessColumn): void;
}

/** Principals by prefixes or repositories. Some columns are shown at a time, with only the principals that they name. */
export function AccessTable({ report, rows, columns, onPrefix, onOpen }: AccessTableProps) {
  const [start, setStart] = useState(0);
  const [limit, setLimit] = useState(FIRST_ROWS);
  useEffect(() => setStart(0), [columns]);
  const shown = useMemo(
    () => columns.slice(start, start + COLUMNS).map((column) => ({ column, cells: cellsOf(report, column) })),
    [report, columns, start],
  );
  const named = useMemo(() => rows.filter(({ place }) => shown.some(({ cells }) => cells.has(place))), [rows, shown]);
  return (
    <>
      <Pager start={start} total={columns.length} onStart={setStart} />
      {named.length === 0 ? (
        <p class="quiet">No policy of these repositories names a principal that matches.</p>
      ) : (
        <div class="scroll" tabIndex={0} role="group" aria-label="Access">
          <table class="data access">
            <thead>
              <tr>
                <th scope="col">Principal</th>
                {shown.map(({ column }) => (
                  <th key={column.title} scope="col">
                    <ColumnTitle column={column} onPrefix={onPrefix} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {named.slice(0, limit).map((row) => (
                <tr key={row.place}>
                  <th scope="row">
                    <Text value={row.name} />
                    {row.name !== RELATION_TEXTS[row.principal.relation] && (
                      <>
                        <br />
                        <span class="quiet">{RELATION_TEXTS[row.principal.relation]}</span>
                      </>
                    )}
                  </th>
                  {shown.map(({ column, cells }) => (
                    <td key={column.title}>
                      <AccessCellButton
                        cell={cells.get(row.place)}
                        row={row}
                        column={column}
                        onOpen={() => onOpen(row, column)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More shown={limit} total={named.length} step={FIRST_ROWS} noun="principals" onMore={setLimit} />
    </>
  );
}

interface PagerProps {
  readonly start: number;
  readonly total: number;
  onStart(start: number): void;
}

/** Which columns are shown, and buttons for those before and after. */
function Pager({ start, total, onStart }: PagerProps) {
  if (total <= COLUMNS) return null;
  return (
    <p class="pager">
      <button type="button" disabled={start === 0} onClick={() => onStart(Math.max(0, start - COLUMNS))}>
        Earlier columns
      </button>{' '}
      <button type="button" disabled={start + COLUMNS >= total} onClick={() => onStart(start + COLUMNS)}>
        Later columns
      </button>{' '}
      <span class="quiet" role="status">
        Columns {start + 1} to {Math.min(total, start + COLUMNS)} of {total}
      </span>
    </p>
  );
}

/** A prefix opens its repositories. */
function ColumnTitle({ column, onPrefix }: { readonly column: AccessColumn } & Pick<AccessTableProps, 'onPrefix'>) {
  const { title, prefix, repositories } = column;
  if (prefix === undefined) return <Text value={title} />;
  return (
    <>
      <button type="button" class="sort" onClick={() => onPrefix(prefix)}>
        <Text value={title} />
      </button>
      <OnPaper text={title} />
      <br />
      <span class="quiet">{count(repositories.length, 'repository', 'repositories')}</span>
    </>
  );
}
