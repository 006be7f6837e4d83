import { RepositoryFindings } from './repository-findings';
import type { RepositoryRow } from './repository-row';
import { count, size } from '../../src/io/quantities';
import { ReportSection } from '../../src/report/model/registry-report';
import type { ReportedImages } from '../../src/report/model/reported-repository';
import { GrantList } from '../access/grant-list';
import type { PageReport } from '../data';
import { dayOf } from '../shared/dates';
import { DetailsPanel } from '../shared/details-panel';
import { Facts } from '../shared/facts';
import type { Fact } from '../shared/facts';
import { Link } from '../shared/link';
import { Text } from '../shared/text';

const ORIGINS = { declared: 'declared by an app', deployed: 'deployed', both: 'declared by an app, and deployed' };

interface RepositoryDetailsProps {
  readonly report: PageReport;
  readonly row: RepositoryRow;
}

/** All that the report has of a repository. */
export function RepositoryDetails({ report, row }: RepositoryDetailsProps) {
  const { repository, place, registry, replicas } = row;
  const { name, path, owner, scanning, lifecycle, images } = repository;
  const texts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Registry', repository.isPublic ? `${registry}, public` : registry],
    ['Owner', owner],
    ['Origin', ORIGINS[repository.origin]],
    ['Construct', path],
    ['Encryption', repository.encryption],
    ['Mutability', repository.mutability],
    ['Scanning', `${scanning.mode}, by ${scanning.by}`],
    ['Replicas', replicas || undefined],
    ['Cache', repository.cache],
    ['Template', repository.template],
    ['Signed by', repository.signedBy],
  ];
  const facts = texts.flatMap(([title, value]): Fact[] =>
    value === undefined ? [] : [[title, <Text value={value} />]],
  );
  const rules = lifecycle === undefined ? [] : report.lifecycles[lifecycle].lines;
  return (
    <DetailsPanel title={<Text value={name} />} close={{ section: ReportSection.REPOSITORIES }} subject={place}>
      <Facts facts={[...facts, ...imageFacts(images)]} />
      <h4>Lifecycle</h4>
      {rules.length === 0 && <p>There is no lifecycle policy.</p>}
      <ul>
        {rules.map((line, i) => (
          <li key={i}>
            <Text value={line} />
          </li>
        ))}
      </ul>
      {lifecycle !== undefined && (
        <p>
          <Link to={{ section: ReportSection.LIFECYCLE, repository: place }}>The policy over time</Link>
        </p>
      )}
      <h4>Access by its policy</h4>
      <GrantList report={report} grants={repository.grants} />
      <RepositoryFindings report={report} place={place} />
    </DetailsPanel>
  );
}

function imageFacts(images: ReportedImages | undefined): Fact[] {
  if (images === undefined) return [['Images', 'not known: give a snapshot']];
  const { lastPush, lastPull } = images;
  const parts = [
    [images.archivedCount, 'archived'],
    [images.dueCount, 'due to go'],
    [images.inUseCount, 'in use'],
    [images.neverPulledCount, 'never pulled'],
  ] as const;
  const some = parts.filter(([number]) => number > 0).map(([number, text]) => `${number} ${text}`);
  return [
    ['Images', [count(images.count, 'image'), ...some].join(', ')],
    ['Size', `${size(images.bytes, images.unsizedCount)}, an upper bound: layers are shared`],
    ['Last push', lastPush === undefined ? 'never' : dayOf(lastPush)],
    ['Last pull', lastPull === undefined ? 'never, or not recorded' : dayOf(lastPull)],
  ];
}
