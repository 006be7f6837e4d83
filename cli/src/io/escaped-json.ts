import { visible } from '../../../src/text/visible';

/** JSON in which escapes stand for all characters that nobody sees. It has the same values. */
export function escapedJson(value: unknown): string {
  // JSON itself escapes the controls of ASCII, all but this one.
  return JSON.stringify(value, undefined, 2).replace(/\P{ASCII}|\x7f/gu, (character) =>
    visible(character) === character ? character : escape(character),
  );
}

/** A character of one or two units. */
function escape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
