import { useState } from 'preact/hooks';
import { toneOf } from './attention-tone';
import type { Attention, AttentionItem } from '../../src/report/model/registry-report';
import { attentionNumber } from '../../src/report/output/summary';
import { Link } from '../shared/link';
import { More } from '../shared/more';
import { Text } from '../shared/text';
import { Unknown } from '../shared/unknown';

const FIRST_ITEMS = 5;
const MORE_ITEMS = 20;

/** A number with the lines behind it, and with what could not be judged. */
export function AttentionBlock({ attention }: { readonly attention: Attention }) {
  const { title, items, unknown } = attention;
  const [limit, setLimit] = useState(FIRST_ITEMS);
  return (
    <>
      <h3>{title}</h3>
      <p class={`figure ${toneOf(attention)}`}>{attentionNumber(attention)}</p>
      {items.length > 0 && (
        <ul>
          {items.slice(0, limit).map((item, i) => (
            <li key={i}>
              <Item item={item} />
            </li>
          ))}
        </ul>
      )}
      <More shown={limit} total={items.length} step={MORE_ITEMS} noun="lines" onMore={setLimit} />
      <Unknown texts={unknown} />
    </>
  );
}

/** A line. Its text has its number, and mostly its owner. */
function Item({ item }: { readonly item: AttentionItem }) {
  const { text, owner, target } = item;
  return (
    <>
      <Link to={target}>
        <Text value={text} />
      </Link>
      {owner !== undefined && !text.includes(owner) && (
        <>
          {' '}
          <span class="quiet">
            <Text value={owner} />
          </span>
        </>
      )}
    </>
  );
}
