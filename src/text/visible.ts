/** Controls, separators of lines and paragraphs, and signs without a form, such as those that turn a text around. */
const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A text for people that has only what they see. A value in it cannot forge lines, color a terminal or reverse the order
 * of characters: `\u{1b}` stands for such a character.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
