import { useEffect, useMemo, useState } from 'preact/hooks';
import { columnsFor } from './repository-columns';
import { RepositoryDetails } from './repository-details';
import { ALL, RepositoryFilter, choicesOf, filtered } from './repository-filters';
import type { ChosenFilters } from './repository-filters';
import { Grouping, groupsOf, sumsOf } from './repository-groups';
import { repositoryRows } from './repository-row';
import type { RepositoryRow } from './repository-row';
import type { SectionProps } from '../section';
import { ChoiceField } from '../shared/choice-field';
import { DataTable } from '../shared/data-table';
import { SearchField } from '../shared/search-field';

const GROUPINGS = Object.values(Grouping).map((grouping) => [grouping, grouping] as const);
const keyOf = ({ place }: RepositoryRow) => place;

/** All repositories, with search, filters and groups. The details of one stand beside them. */
export function RepositoriesSection({ report, target }: SectionProps) {
  const rows = useMemo(() => repositoryRows(report), [report]);
  const columns = useMemo(() => columnsFor(rows), [rows]);
  const [search, setSearch] = useState(target?.filter ?? '');
  const [chosen, setChosen] = useState<ChosenFilters>({});
  const [grouping, setGrouping] = useState(Grouping.NONE);
  const filter = target?.filter;
  useEffect(() => {
    if (filter === undefined) return;
    setSearch(filter);
    setChosen({});
  }, [filter]);
  const choices = useMemo(
    () => Object.values(RepositoryFilter).map((each) => [each, choicesOf(rows, each)] as const),
    [rows],
  );
  const found = useMemo(() => filtered(rows, search, chosen), [rows, search, chosen]);
  const groups = useMemo(() => groupsOf(found, grouping), [found, grouping]);
  const all = useMemo(() => sumsOf(rows), [rows]);
  const summary = useMemo(() => sumsOf(found), [found]);
  const opened = target?.repository === undefined ? undefined : rows.at(target.repository);
  if (rows.length === 0) return <p>There is no repository.</p>;
  return (
    <>
      <div class="fields">
        <SearchField label="Search repositories" value={search} onSearch={setSearch} />
        {choices.map(([each, some]) => (
          <ChoiceField
            key={each}
            label={each}
            value={chosen[each] ?? ALL}
            choices={some}
            onChoose={(value) => setChosen({ ...chosen, [each]: value })}
          />
        ))}
        <ChoiceField
          label="Group by"
          value={grouping}
          choices={GROUPINGS}
          onChoose={(value) => setGrouping(value as Grouping)}
        />
      </div>
      <p class="quiet" role="status">
        {summary}
        {found.length < rows.length && ` of ${all}`}
      </p>
      <div class="with-details">
        {opened && <RepositoryDetails report={report} row={opened} />}
        <div>
          <DataTable
            caption="Repositories"
            noun="repositories"
            columns={columns}
            rows={found}
            groups={groups}
            keyOf={keyOf}
            isCurrent={(row) => row === opened}
          />
        </div>
      </div>
    </>
  );
}
