import { useMemo, useState } from 'preact/hooks';
import { policyUses } from './policies';
import { visible } from '../../../src/text/visible';
import { count } from '../../src/io/quantities';
import { ReportSection } from '../../src/report/model/registry-report';
import type { PageReport } from '../data';
import { hrefOf } from '../route';
import { More } from '../shared/more';

/** How many policies and repositories are shown, and how many more at a time. */
const POLICIES = 6;
const REPOSITORIES = 40;

/** Each policy in words, with the repositories that have it. */
export function PolicyList({ report }: { readonly report: PageReport }) {
  const { uses, without } = useMemo(() => policyUses(report), [report]);
  const [shown, setShown] = useState(POLICIES);
  return (
    <div class="lifecycle-policies">
      {uses.slice(0, shown).map(({ lines, repositories }, index) => (
        <article key={index}>
          <ul class="lifecycle-lines">
            {lines.map((line, place) => (
              <li key={place}>{visible(line)}</li>
            ))}
          </ul>
          <RepositoryNames report={report} places={repositories} />
        </article>
      ))}
      {without.length > 0 && (
        <article>
          <p class="lifecycle-lines">No policy: images stay until a person deletes them.</p>
          <RepositoryNames report={report} places={without} />
        </article>
      )}
      <More shown={shown} total={uses.length} step={5 * POLICIES} noun="policies" onMore={setShown} />
    </div>
  );
}

/** How many repositories, and which ones when it is opened. */
function RepositoryNames({ report, places }: { readonly report: PageReport; readonly places: readonly number[] }) {
  const [isOpen, setOpen] = useState(false);
  const [shown, setShown] = useState(REPOSITORIES);
  if (places.length === 0) return <p>No repository has it.</p>;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{count(places.length, 'repository', 'repositories')}</summary>
      {isOpen && (
        <>
          <ul class="lifecycle-names">
            {places.slice(0, shown).map((repository) => {
              const { name, images } = report.repositories[repository];
              const section = images === undefined ? ReportSection.REPOSITORIES : ReportSection.LIFECYCLE;
              return (
                <li key={repository}>
                  <a href={hrefOf({ section, repository })}>{visible(name)}</a>
                </li>
              );
            })}
          </ul>
          <More shown={shown} total={places.length} step={5 * REPOSITORIES} noun="repositories" onMore={setShown} />
        </>
      )}
    </details>
  );
}
