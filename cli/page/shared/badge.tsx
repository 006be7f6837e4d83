import { visible } from '../../../src/text/visible';

/** How grave something is. The color only repeats what the word says. */
export type Tone = 'bad' | 'warn' | 'good' | 'plain';

/** A word that stands out. */
export function Badge({ tone = 'plain', text }: { readonly tone?: Tone; readonly text: string }) {
  return <span class={`badge ${tone}`}>{visible(text)}</span>;
}
