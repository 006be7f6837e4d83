import { useState } from 'preact/hooks';
import { GRAVITY_TONES } from './comparison-texts';
import { number } from '../../../src/text/lists';
import type { ReportedFold, ReportedVerdict } from '../../src/report/model/reported-changes';
import { Badge } from '../shared/badge';
import { FirstTexts } from '../shared/first-texts';
import { More } from '../shared/more';
import { Code, Text } from '../shared/text';

const FIRST_FOLDS = 20;

/** What the guard says: whether it fails, how much of what, and how it is done safely. */
export function Verdict({ verdict }: { readonly verdict: ReportedVerdict }) {
  const { fails, counts, folds } = verdict;
  const [limit, setLimit] = useState(FIRST_FOLDS);
  return (
    <>
      <p class={`verdict ${fails ? 'bad' : 'good'}`}>
        {fails ? 'The guard fails: something is lost or opened.' : 'The guard passes: nothing is lost or opened.'}
      </p>
      <ul class="counts">
        {counts.map(([gravity, count]) => (
          <li key={gravity}>
            <Badge tone={count > 0 ? GRAVITY_TONES[gravity] : 'plain'} text={`${number(count)} ${gravity}`} />
          </li>
        ))}
      </ul>
      {folds.slice(0, limit).map((fold, i) => (
        <Fold key={i} fold={fold} />
      ))}
      <More shown={limit} total={folds.length} step={FIRST_FOLDS} noun="kinds of change" onMore={setLimit} />
    </>
  );
}

/** Equal changes, with the paths of all. */
function Fold({ fold }: { readonly fold: ReportedFold }) {
  const { gravity, kind, text, safely, changes, paths } = fold;
  return (
    <article class={`fold ${GRAVITY_TONES[gravity]}`}>
      <p>
        <Badge tone={GRAVITY_TONES[gravity]} text={gravity} />{' '}
        <strong>
          <Text value={text} />
        </strong>{' '}
        <span class="quiet">
          {changes > 1 && `${number(changes)} times, `}
          <Code value={kind} />
        </span>
      </p>
      {safely !== undefined && (
        <p>
          <span class="quiet">Safely:</span> <Text value={safely} />
        </p>
      )}
      <FirstTexts texts={paths} noun="paths" />
    </article>
  );
}
