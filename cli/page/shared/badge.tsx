import type { Tone } from './tone';
import { visible } from '../../../src/text/visible';

/** A word that stands out. */
export function Badge({ tone = 'plain', text }: { readonly tone?: Tone; readonly text: string }) {
  return <span class={`badge ${tone}`}>{visible(text)}</span>;
}
