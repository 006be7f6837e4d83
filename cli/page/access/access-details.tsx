import { cellsOf } from './access-model';
import type { AccessColumn, AccessRow } from './access-model';
import { GrantList } from './grant-list';
import type { PageReport } from '../data';
import { DetailsPanel } from '../shared/details-panel';
import { FirstTexts } from '../shared/first-texts';
import { Text } from '../shared/text';

interface AccessDetailsProps {
  readonly report: PageReport;
  readonly row: AccessRow;
  readonly column: AccessColumn;
  onClose(): void;
}

/** The statements behind a cell, with the repositories that have each. */
export function AccessDetails({ report, row, column, onClose }: AccessDetailsProps) {
  const cell = cellsOf(report, column).get(row.place);
  const title = (
    <>
      <Text value={row.name} /> in <Text value={column.title} />
    </>
  );
  return (
    <DetailsPanel title={title} close={onClose} subject={`${row.place} ${column.title}`}>
      <p class="quiet">
        <Text value={row.principal.name} />
      </p>
      {[...(cell?.grants ?? [])].map(([grant, repositories]) => (
        <div key={grant}>
          <GrantList report={report} grants={[grant]} />
          {column.prefix !== undefined && (
            <FirstTexts texts={repositories.map((each) => report.repositories[each].name)} noun="repositories" />
          )}
        </div>
      ))}
    </DetailsPanel>
  );
}
