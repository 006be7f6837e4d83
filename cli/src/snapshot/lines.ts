import { pipeline } from 'stream';
import type { Readable } from 'stream';
import { createGunzip } from 'zlib';

/** More than any repository or image needs. A small archive could fill the memory otherwise. */
const LONGEST_LINE = 50_000_000;

/** The lines of a text, one after the other. */
export async function* linesOf(text: Readable): AsyncGenerator<string> {
  text.setEncoding('utf8');
  // Pieces of a line that has not ended. Joining them for each chunk would take time squared.
  let begun: string[] = [];
  let length = 0;
  for await (const chunk of text as AsyncIterable<string>) {
    const [first, ...others] = chunk.split('\n');
    begun.push(first);
    length += first.length;
    if (length > LONGEST_LINE) throw new Error(`a line has more than ${LONGEST_LINE} characters`);
    if (others.length === 0) continue;
    const last = others.pop()!;
    yield begun.join('');
    yield* others;
    begun = [last];
    length = last.length;
  }
  const rest = begun.join('');
  if (rest !== '') yield rest;
}

/** The text of a stream that gzip has compressed. */
export function gunzip(compressed: Readable): Readable {
  // An error of either reaches who reads the text.
  return pipeline(compressed, createGunzip(), () => undefined);
}
