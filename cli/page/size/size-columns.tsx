import { SizeGrouping } from './size-sums';
import type { SizeSum } from './size-sums';
import { number } from '../../../src/text/lists';
import { size } from '../../src/io/quantities';
import { ReportSection } from '../../src/report/model/registry-report';
import type { Column } from '../shared/column';
import { Link } from '../shared/link';
import { Text } from '../shared/text';

/** The columns of sums. Bars are as long as their part of the greatest sum. */
export function sizeColumns(grouping: SizeGrouping, greatest: number): Column<SizeSum>[] {
  return [
    {
      title: grouping === SizeGrouping.OWNER ? 'Owner' : 'Prefix',
      isWide: true,
      cell: ({ title, filter }) =>
        filter === undefined ? (
          title
        ) : (
          <Link to={{ section: ReportSection.REPOSITORIES, filter }}>
            <Text value={title} />
          </Link>
        ),
      sortBy: ({ title }) => title,
    },
    {
      title: 'Repositories',
      isNumber: true,
      cell: ({ repositories }) => number(repositories),
      sortBy: ({ repositories }) => repositories,
    },
    { title: 'Images', isNumber: true, cell: ({ images }) => number(images), sortBy: ({ images }) => images },
    {
      title: 'Size at most',
      isNumber: true,
      cell: ({ bytes, unsized }) => size(bytes, unsized),
      sortBy: ({ bytes }) => bytes,
    },
    {
      title: 'Never pulled',
      isNumber: true,
      cell: ({ neverPulledBytes }) => size(neverPulledBytes),
      sortBy: ({ neverPulledBytes }) => neverPulledBytes,
    },
    {
      title: 'Size, and the part that was never pulled',
      cell: (sum) => <SizeBar sum={sum} greatest={greatest} />,
    },
  ];
}

/** A bar of the bytes, with those that were never pulled in another pattern. The numbers stand beside it as text. */
function SizeBar({ sum, greatest }: { readonly sum: SizeSum; readonly greatest: number }) {
  const part = (bytes: number) => `${greatest > 0 ? ((100 * bytes) / greatest).toFixed(2) : 0}%`;
  return (
    <svg class="bar" aria-hidden="true" width="100%" height="12">
      <rect class="all" width={part(sum.bytes)} height="12" />
      <rect class="never" width={part(sum.neverPulledBytes)} height="12" />
    </svg>
  );
}
