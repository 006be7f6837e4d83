import { ImageState } from './time-line';
import { visible } from '../../../src/text/visible';

/** How many signs of a digest are enough to recognize it. */
const DIGEST = 'sha256:'.length + 12;
/** How many tags of an image stand in the table. */
const TAGS = 4;

export const STATES: Readonly<Record<ImageState, string>> = {
  [ImageState.THERE]: 'there',
  [ImageState.ARCHIVED]: 'archived',
  [ImageState.DELETED]: 'deleted',
};

/** The name of an image for people: its tags, or else its digest. */
export function imageName(tags: string, digest: string): string {
  const [...names] = tags === '' ? [] : tags.split(' ');
  if (names.length === 0) return visible(shortDigest(digest));
  const more = names.length > TAGS ? ` and ${names.length - TAGS} more` : '';
  return visible(`${names.slice(0, TAGS).join(', ')}${more}`);
}

/** A reason of the evaluator with days instead of times, and with digests that can be read. */
export function reasonInWords(why: string): string {
  return visible(why)
    .replace(/(\d{4}-\d\d-\d\d)T[\d:.]+Z/g, '$1')
    .replace(/sha256:[0-9a-f]{64}/g, shortDigest);
}

function shortDigest(digest: string): string {
  return digest.length > DIGEST + 1 ? `${digest.slice(0, DIGEST)}…` : digest;
}
