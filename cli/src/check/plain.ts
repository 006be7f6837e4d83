/** Characters that a terminal acts on, or that change the order of others. Line feeds stay. */

const ACTIVE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text with escapes in place of characters that a terminal acts on. JSON stays JSON with the same values. */
export function plain(text: string): string {
  return text.replace(ACTIVE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A text in one line. */
export function inOneLine(text: string): string {
  return text.replace(/\r?\n/g, '\\n');
}
