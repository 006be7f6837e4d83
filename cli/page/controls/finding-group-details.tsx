import { useState } from 'preact/hooks';
import type { FindingGroup } from './finding-groups';
import { count } from '../../src/io/quantities';
import { ReportSection } from '../../src/report/model/registry-report';
import type { ReportedControlFinding } from '../../src/report/model/reported-controls';
import { Badge } from '../shared/badge';
import type { Column } from '../shared/column';
import { DataTable } from '../shared/data-table';
import { Link } from '../shared/link';
import { Code, Text } from '../shared/text';

const COLUMNS: readonly Column<ReportedControlFinding>[] = [
  {
    title: 'Finding',
    isWide: true,
    cell: ({ text }) => <Text value={text} />,
    sortBy: ({ text }) => text,
  },
  {
    title: 'Resource',
    cell: ({ repository, resource }) =>
      repository === undefined ? (
        <Text value={resource} />
      ) : (
        <Link to={{ section: ReportSection.REPOSITORIES, repository }}>
          <Text value={resource} />
        </Link>
      ),
    sortBy: ({ resource }) => resource,
  },
  {
    title: 'Owner',
    cell: ({ owner }) => owner !== undefined && <Text value={owner} />,
    sortBy: ({ owner }) => owner,
  },
];

const keys = new WeakMap<ReportedControlFinding, number>();
let last = 0;

/** Findings have no key of their own: two may be equal. */
function keyOf(finding: ReportedControlFinding): number {
  const key = keys.get(finding) ?? (last += 1);
  keys.set(finding, key);
  return key;
}

/** A rule with its remedy. Its findings open. */
export function FindingGroupDetails({ group }: { readonly group: FindingGroup }) {
  const { rule, findings } = group;
  const [isOpen, setOpen] = useState(false);
  return (
    <article class="rule">
      <h4>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Text value={rule.explanation} />
        </button>
      </h4>
      <p>
        <Badge tone={rule.severity === 'error' ? 'bad' : 'warn'} text={rule.severity} />{' '}
        {count(findings.length, 'time')}, <Code value={rule.id} />
        {rule.controls.length > 0 && (
          <>
            , <Text value={rule.controls.join(', ')} />
          </>
        )}
        <br />
        <span class="quiet">Remedy:</span> <Text value={rule.remedy} />
      </p>
      {isOpen && (
        <DataTable caption={`Findings of ${rule.id}`} noun="findings" columns={COLUMNS} rows={findings} keyOf={keyOf} />
      )}
    </article>
  );
}
