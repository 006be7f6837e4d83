import { useState } from 'preact/hooks';
import { More } from './more';
import { Text } from './text';

const FIRST = 5;
const STEP = 50;

/** The first texts of a list, and a button for more. */
export function FirstTexts({ texts, noun }: { readonly texts: readonly string[]; readonly noun: string }) {
  const [limit, setLimit] = useState(FIRST);
  return (
    <>
      <ul>
        {texts.slice(0, limit).map((text, i) => (
          <li key={i}>
            <Text value={text} />
          </li>
        ))}
      </ul>
      <More shown={limit} total={texts.length} step={STEP} noun={noun} onMore={setLimit} />
    </>
  );
}
