import type { PageReport } from '../data';
import { Badge } from '../shared/badge';
import { Text } from '../shared/text';

/** The findings about a repository, with their remedies. */
export function RepositoryFindings({ report, place }: { readonly report: PageReport; readonly place: number }) {
  const { findings, rules } = report.controls;
  const own = findings.filter(({ repository }) => repository === place);
  if (own.length === 0) return null;
  return (
    <>
      <h4>Findings</h4>
      <ul>
        {own.map(({ rule, text }, i) => (
          <li key={i}>
            <Badge tone={rules[rule].severity === 'error' ? 'bad' : 'warn'} text={rules[rule].severity} />{' '}
            <Text value={text} />{' '}
            <span class="quiet">
              <Text value={rules[rule].remedy} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
