import type { ReportedAcknowledgement } from '../../src/report/model/reported-controls';
import { Badge } from '../shared/badge';
import type { Column } from '../shared/column';
import { DataTable } from '../shared/data-table';
import { Code, Text } from '../shared/text';

const EXPIRED = 'expired';

const COLUMNS: readonly Column<ReportedAcknowledgement>[] = [
  { title: 'Rule', cell: ({ rule }) => <Code value={rule} />, sortBy: ({ rule }) => rule },
  { title: 'At', cell: ({ at }) => <Text value={at} />, sortBy: ({ at }) => at },
  { title: 'Reason', cell: ({ reason }) => <Text value={reason} />, sortBy: ({ reason }) => reason },
  { title: 'Ends', cell: ({ until }) => <Text value={until ?? 'no end'} />, sortBy: ({ until }) => until },
  {
    title: 'State',
    cell: ({ state }) => <Badge tone={state === EXPIRED ? 'warn' : 'plain'} text={state} />,
    sortBy: ({ state }) => state,
  },
];

/** The decisions with their reasons and ends. */
export function AcknowledgementTable(props: { readonly acknowledgements: readonly ReportedAcknowledgement[] }) {
  if (props.acknowledgements.length === 0) return <p>No decision accepts a finding.</p>;
  return (
    <DataTable
      caption="Acknowledgements"
      noun="acknowledgements"
      columns={COLUMNS}
      rows={props.acknowledgements}
      keyOf={({ rule, at }) => `${rule} ${at}`}
    />
  );
}
