import { useEffect, useMemo, useState } from 'preact/hooks';
import { sizeColumns } from './size-columns';
import { SizeGrouping, sizeSums } from './size-sums';
import type { SizeSum } from './size-sums';
import { count, size } from '../../src/io/quantities';
import type { SectionProps } from '../section';
import { ChoiceField } from '../shared/choice-field';
import { DataTable } from '../shared/data-table';
import { matching } from '../shared/matching';
import { SearchField } from '../shared/search-field';

const GROUPINGS = Object.values(SizeGrouping).map((grouping) => [grouping, grouping] as const);
const keyOf = ({ title }: SizeSum) => title;

/** Sums of the sizes of images, which are an upper bound. */
export function SizeSection({ report, target }: SectionProps) {
  const [grouping, setGrouping] = useState(SizeGrouping.OWNER);
  const [search, setSearch] = useState(target?.filter ?? '');
  const filter = target?.filter;
  useEffect(() => {
    if (filter === undefined) return;
    setSearch(filter);
    setGrouping(filter.endsWith('/') ? SizeGrouping.PREFIX : SizeGrouping.OWNER);
  }, [filter]);
  const sums = useMemo(() => sizeSums(report, grouping), [report, grouping]);
  const columns = useMemo(() => sizeColumns(grouping, Math.max(...sums.map(({ bytes }) => bytes))), [grouping, sums]);
  const found = useMemo(() => matching(sums, ({ title }) => title.toLowerCase(), search), [sums, search]);
  if (sums.length === 0) return <p class="unknown">The images are not known. A snapshot with images would tell.</p>;
  const sum = (of: (each: SizeSum) => number) => sums.reduce((total, each) => total + of(each), 0);
  const [unsized, known] = [sum((each) => each.unsized), sum((each) => each.repositories)];
  const missing = report.repositories.length - known;
  return (
    <>
      <p>
        <strong>{size(sum(({ bytes }) => bytes))}</strong> in{' '}
        {count(
          sum(({ images }) => images),
          'image',
        )}
        . It is an upper bound: layers are shared.
      </p>
      {unsized > 0 && <p class="unknown">Not in it: {count(unsized, 'image')} without a size, such as an index.</p>}
      {missing > 0 && (
        <p class="unknown">
          The images of {count(missing, 'repository', 'repositories')} are not known. A snapshot with images would tell.
        </p>
      )}
      <div class="fields">
        <ChoiceField
          label="Sum by"
          value={grouping}
          choices={GROUPINGS}
          onChoose={(value) => setGrouping(value as SizeGrouping)}
        />
        <SearchField label="Search sums" value={search} onSearch={setSearch} />
      </div>
      <DataTable caption={`Sizes by ${grouping}`} noun="sums" columns={columns} rows={found} keyOf={keyOf} />
    </>
  );
}
