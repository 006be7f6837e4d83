import { useEffect, useMemo, useState } from 'preact/hooks';
import { AccessDetails } from './access-details';
import { accessColumns, accessRows } from './access-model';
import type { AccessColumn, AccessRow } from './access-model';
import { AccessTable } from './access-table';
import { RegistryPolicies } from './registry-policies';
import { PrincipalRelation, ReportSection } from '../../src/report/model/registry-report';
import type { SectionProps } from '../section';
import { ChoiceField } from '../shared/choice-field';
import { Link } from '../shared/link';
import { matching } from '../shared/matching';
import { prefixText } from '../shared/prefix';
import { RELATION_TEXTS } from '../shared/principal-names';
import { SearchField } from '../shared/search-field';
import { Text } from '../shared/text';

const ALL = '';
const RELATION_CHOICES = [
  [ALL, 'all'],
  ...Object.values(PrincipalRelation).map((each) => [each, RELATION_TEXTS[each]] as const),
] as const;

/** Who may do what by the policies of repositories and registries. */
export function AccessSection({ report, target }: SectionProps) {
  const rows = useMemo(() => accessRows(report), [report]);
  const [who, setWho] = useState('');
  const [relation, setRelation] = useState<string>(ALL);
  const [search, setSearch] = useState(target?.filter ?? '');
  const [prefix, setPrefix] = useState<string>();
  const [opened, setOpened] = useState<{ readonly row: AccessRow; readonly column: AccessColumn }>();
  const filter = target?.filter;
  useEffect(() => {
    if (filter === undefined) return;
    setSearch(filter);
    setPrefix(undefined);
  }, [filter]);
  const only = target?.principal;
  const found = useMemo(() => {
    const some = rows.filter(({ place, principal }) =>
      only === undefined ? relation === ALL || principal.relation === relation : place === only,
    );
    return only === undefined ? matching(some, ({ text }) => text, who) : some;
  }, [rows, who, relation, only]);
  const columns = useMemo(() => {
    const principals = found.length < rows.length ? new Set(found.map(({ place }) => place)) : undefined;
    return accessColumns(report, { search, prefix, principals });
  }, [report, search, prefix, found, rows]);
  return (
    <>
      <p class="quiet">
        Only policies of resources are read: those of repositories and registries. What policies of IAM identities give
        is not here.
      </p>
      <RegistryPolicies report={report} />
      <h3>Policies of repositories</h3>
      <div class="fields">
        <SearchField label="Search principals" value={who} onSearch={setWho} />
        <ChoiceField label="Relation" value={relation} choices={RELATION_CHOICES} onChoose={setRelation} />
        <SearchField label="Search repositories and owners" value={search} onSearch={setSearch} />
      </div>
      {only !== undefined && (
        <p>
          Only one principal is shown. <Link to={{ section: ReportSection.ACCESS }}>Show all principals</Link>
        </p>
      )}
      {prefix !== undefined && (
        <p>
          Only repositories of{' '}
          <strong>
            <Text value={prefixText(prefix)} />
          </strong>{' '}
          are shown.{' '}
          <button type="button" onClick={() => setPrefix(undefined)}>
            Show all prefixes
          </button>
        </p>
      )}
      <div class="with-details">
        {opened && <AccessDetails report={report} {...opened} onClose={() => setOpened(undefined)} />}
        <div>
          <AccessTable
            report={report}
            rows={found}
            columns={columns}
            onPrefix={setPrefix}
            onOpen={(row, column) => setOpened({ row, column })}
          />
        </div>
      </div>
    </>
  );
}
