import { pipeline } from 'stream';
import type { Readable } from 'stream';
import { createGunzip } from 'zlib';

/** The lines of a text, one after the other. */
export async function* linesOf(text: Readable): AsyncGenerator<string> {
  text.setEncoding('utf8');
  let rest = '';
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** The text of a stream that gzip has compressed. */
export function gunzip(compressed: Readable): Readable {
  // An error of either reaches who reads the text.
  return pipeline(compressed, createGunzip(), () => undefined);
}
