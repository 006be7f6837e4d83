import { visible } from '../../../src/text/visible';

/** Widths of characters in a system font of 1 px, on the safe side. */
const NARROW = 0.36;
const USUAL = 0.6;
const WIDE = 0.92;
const FULL = 1.1;

/** About how wide a text is. A page without a document cannot measure it. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) {
    if (/[ijlft.,:;'|!()[\]/\- ]/.test(character)) width += NARROW;
    else if (/[mwMW@%…]/.test(character)) width += WIDE;
    else if (character.codePointAt(0)! > 0x2e7f) width += FULL;
    else if (/[A-Z]/.test(character)) width += (USUAL + WIDE) / 2;
    else width += USUAL;
  }
  return width * size;
}

/** The text without signs that do not show, and without its end if it is longer than a number of characters. */
export function shortened(text: string, length: number): string {
  const characters = [...visible(text)];
  return characters.length <= length
    ? characters.join('')
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** The text without signs that do not show, and with its middle cut out if it is longer than a number of characters. */
export function fitted(text: string, length: number): string {
  const characters = [...visible(text)];
  if (characters.length <= length) return characters.join('');
  const end = Math.floor((length - 1) / 2);
  return `${characters.slice(0, length - 1 - end).join('')}…${characters.slice(-end).join('')}`;
}
