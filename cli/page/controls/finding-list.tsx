import { useEffect, useMemo, useState } from 'preact/hooks';
import { FindingGroupDetails } from './finding-group-details';
import { findingGroups, ownersOf, searchedFindings } from './finding-groups';
import { number } from '../../../src/text/lists';
import type { PageReport } from '../data';
import { ChoiceField } from '../shared/choice-field';
import { SearchField } from '../shared/search-field';

const ALL = '';
const SIGN = '=';
const MOST_OWNERS = 200;

/** The findings by rule, for all owners or one. */
export function FindingList({ report, filter }: { readonly report: PageReport; readonly filter?: string }) {
  const { controls } = report;
  const [search, setSearch] = useState(filter ?? '');
  const [owner, setOwner] = useState(ALL);
  useEffect(() => {
    if (filter === undefined) return;
    setSearch(filter);
    setOwner(ALL);
  }, [filter]);
  const findings = useMemo(() => searchedFindings(controls), [controls]);
  const owners = useMemo(() => {
    const some = ownersOf(controls.findings).slice(0, MOST_OWNERS);
    return [[ALL, 'all'] as const, ...some.map((each) => [`${SIGN}${each}`, each || 'none'] as const)];
  }, [controls]);
  const groups = useMemo(
    () => findingGroups(controls, findings, search, owner === ALL ? undefined : owner.slice(SIGN.length)),
    [controls, findings, search, owner],
  );
  if (findings.length === 0) return <p>No rule finds anything.</p>;
  const found = groups.reduce((total, group) => total + group.findings.length, 0);
  return (
    <>
      <div class="fields">
        <SearchField label="Search findings, rules and owners" value={search} onSearch={setSearch} />
        <ChoiceField label="Owner" value={owner} choices={owners} onChoose={setOwner} />
        <span class="quiet" role="status">
          {number(found)} of {number(findings.length)} findings
        </span>
      </div>
      {groups.map((group) => (
        <FindingGroupDetails key={group.rule.id} group={group} />
      ))}
    </>
  );
}
