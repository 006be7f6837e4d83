import { number } from '../../../src/text/lists';
import type { ReportedControl } from '../../src/report/model/reported-controls';
import type { Column } from '../shared/column';
import { DataTable } from '../shared/data-table';
import { Text } from '../shared/text';

const COLUMNS: readonly Column<ReportedControl>[] = [
  { title: 'Control', cell: ({ control }) => <Text value={control} />, sortBy: ({ control }) => control },
  { title: 'Resources by outcome', cell: ({ outcomes }) => <Text value={outcomesText(outcomes)} /> },
];

/** The controls of frameworks with the outcomes of resources. */
export function FrameworkTable({ controls }: { readonly controls: readonly ReportedControl[] }) {
  return (
    <DataTable
      caption="Controls of frameworks"
      noun="controls"
      columns={COLUMNS}
      rows={controls}
      keyOf={({ control }) => control}
    />
  );
}

function outcomesText(outcomes: ReportedControl['outcomes']): string {
  return Object.entries(outcomes)
    .map(([outcome, count]) => `${number(count)} ${outcome}`)
    .join(', ');
}
