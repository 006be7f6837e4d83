import { ChangedResources } from './changed-resources';
import { Verdict } from './verdict';
import { changesSummary } from '../../src/report/output/summary';
import type { SectionProps } from '../section';
import { KIND_TEXTS } from './comparison-texts';
import { Text } from '../shared/text';
import { Unknown } from '../shared/unknown';

/** What a change does: the verdict, then old and new side by side. */
export function ChangesSection({ report: { changes }, target }: SectionProps) {
  if (changes === undefined) return <p>There is no before.</p>;
  const { kind, before, after, verdict, resources, unknown } = changes;
  return (
    <>
      <p>
        {KIND_TEXTS[kind]} Before: <Text value={before} />. After: <Text value={after} />.
      </p>
      {verdict === undefined ? (
        <p class="verdict">
          <Text value={changesSummary(changes)} />
        </p>
      ) : (
        <Verdict verdict={verdict} />
      )}
      <Unknown texts={unknown} />
      <ChangedResources resources={resources} filter={target?.filter} />
    </>
  );
}
