import { useEffect, useMemo, useState } from 'preact/hooks';
import { ChangedResource } from './changed-resource';
import { number } from '../../../src/text/lists';
import { ResourceChangeKind } from '../../src/report/model/reported-changes';
import type { ReportedChange } from '../../src/report/model/reported-changes';
import { ChoiceField } from '../shared/choice-field';
import { matching, searchable } from '../shared/matching';
import { More } from '../shared/more';
import { SearchField } from '../shared/search-field';

const FIRST_RESOURCES = 20;
/** So many stand open, so that a small change is read without a press. */
const OPEN = 3;
const ALL = '';
const KINDS = [[ALL, 'all'], ...Object.values(ResourceChangeKind).map((kind) => [kind, kind] as const)] as const;

interface ChangedResourcesProps {
  readonly resources: readonly ReportedChange[];
  readonly filter?: string;
}

/** Old and new of each resource that differs. */
export function ChangedResources({ resources, filter }: ChangedResourcesProps) {
  const [search, setSearch] = useState(filter ?? '');
  const [kind, setKind] = useState<string>(ALL);
  const [limit, setLimit] = useState(FIRST_RESOURCES);
  useEffect(() => {
    if (filter !== undefined) setSearch(filter);
  }, [filter]);
  const entries = useMemo(() => resources.map((resource) => ({ resource, text: textOf(resource) })), [resources]);
  const found = useMemo(() => {
    const some = kind === ALL ? entries : entries.filter(({ resource }) => resource.kind === kind);
    return matching(some, ({ text }) => text, search);
  }, [entries, kind, search]);
  if (resources.length === 0) return <p>No resource differs.</p>;
  return (
    <>
      <h3>Old and new</h3>
      <div class="fields">
        <SearchField label="Search changes" value={search} onSearch={setSearch} />
        <ChoiceField label="Kind" value={kind} choices={KINDS} onChoose={setKind} />
        <span class="quiet" role="status">
          {number(found.length)} of {number(resources.length)} resources
        </span>
      </div>
      {found.slice(0, limit).map(({ resource }) => (
        <ChangedResource
          key={`${resource.registry} ${resource.type} ${resource.name}`}
          resource={resource}
          isOpen={resources.length <= OPEN}
        />
      ))}
      <More shown={limit} total={found.length} step={FIRST_RESOURCES} noun="resources" onMore={setLimit} />
    </>
  );
}

function textOf({ kind, registry, type, name, path, properties }: ReportedChange): string {
  return searchable([kind, registry, type, name, path, ...properties.map((property) => property.path)]);
}
