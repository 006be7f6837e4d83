import type { PageReport } from './data';
import { timeOf } from './shared/dates';
import { Text } from './shared/text';
import type { ReportedSource } from '../src/report/model/registry-report';
import { summaryOf } from '../src/report/output/summary';

/** What the report is about: what is there, from where, and at which time. */
export function PageHeader({ report }: { readonly report: PageReport }) {
  return (
    <header>
      <h1>Amazon ECR</h1>
      <p>
        <Text value={summaryOf(report)} />
      </p>
      <ul class="sources">
        {report.sources.map((source, i) => (
          <li key={i}>
            <Source source={source} />
          </li>
        ))}
        <li>
          <span class="quiet">judged at</span> <time dateTime={report.time}>{timeOf(report.time)}</time>
        </li>
      </ul>
    </header>
  );
}

function Source({ source: { kind, name, time, unread } }: { readonly source: ReportedSource }) {
  return (
    <>
      <span class="quiet">{kind}</span> <Text value={name} />
      {time !== undefined && (
        <>
          {' '}
          <span class="quiet">of</span> <time dateTime={time}>{timeOf(time)}</time>
        </>
      )}
      {unread.length > 0 && (
        <details>
          <summary>{unread.length === 1 ? '1 part was' : `${unread.length} parts were`} not read</summary>
          <ul>
            {unread.map((text, i) => (
              <li key={i}>
                <Text value={text} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
