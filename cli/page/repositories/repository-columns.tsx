import type { RepositoryRow } from './repository-row';
import { listed } from '../../../src/text/lists';
import { size } from '../../src/io/quantities';
import { ReportSection } from '../../src/report/model/registry-report';
import type { Column } from '../shared/column';
import { dayOf } from '../shared/dates';
import { Link } from '../shared/link';
import { Text } from '../shared/text';

const NAMES = { max: 2 };

/** All columns of the table of repositories. */
const COLUMNS: readonly Column<RepositoryRow>[] = [
  {
    title: 'Name',
    isWide: true,
    cell: ({ place, repository: { name } }) => (
      <Link to={{ section: ReportSection.REPOSITORIES, repository: place }}>
        <Text value={name} />
      </Link>
    ),
    sortBy: ({ repository }) => repository.name,
  },
  textColumn('Registry', ({ shortRegistry }) => shortRegistry),
  textColumn('Owner', ({ owner }) => owner),
  textColumn('Encryption', ({ repository }) => shortKey(repository.encryption)),
  textColumn('Mutability', ({ repository }) => repository.mutability),
  { ...textColumn('Lifecycle', ({ lifecycle }) => lifecycle), isWide: true },
  textColumn('Scanning', ({ repository: { scanning } }) => `${scanning.mode}, ${scanning.by}`),
  textColumn('Replicas', ({ replicas }) => replicas),
  textColumn('Pulls by', ({ pulls }) => listed(pulls, NAMES)),
  textColumn('Pushes by', ({ pushes }) => listed(pushes, NAMES)),
  {
    title: 'Size',
    isNumber: true,
    cell: ({ repository: { images } }) => images && size(images.bytes, images.unsizedCount),
    sortBy: ({ repository }) => repository.images?.bytes,
  },
  {
    title: 'Last pull',
    isNumber: true,
    cell: ({ repository: { images } }) => images && (images.lastPull === undefined ? 'never' : dayOf(images.lastPull)),
    sortBy: ({ repository }) => repository.images?.lastPull,
  },
];

/** The columns that say something of a row. */
export function columnsFor(rows: readonly RepositoryRow[]): Column<RepositoryRow>[] {
  return COLUMNS.filter(({ sortBy }) => rows.some((row) => sortBy!(row) !== undefined));
}

/** An encryption without the ARN of its key, which the details have. */
function shortKey(encryption: string): string {
  return encryption.replace(/arn:\S+:key\/(\w+)\S*/, '$1…');
}

/** A column that shows a text, and sorts by it. None comes last. */
function textColumn(title: string, textOf: (row: RepositoryRow) => string): Column<RepositoryRow> {
  return {
    title,
    cell: (row) => <Text value={textOf(row)} />,
    sortBy: (row) => textOf(row) || undefined,
  };
}
