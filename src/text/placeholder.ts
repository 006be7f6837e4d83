/** The forms in which templates of common tools name a value that they fill in. */
const PLACEHOLDERS = [
  String.raw`\$\{\{[^{}]*\}\}`,
  // Not a token of the CDK, which has its own errors.
  String.raw`[$#@]\{(?!Token\[)[^{}]*\}`,
  String.raw`\{\{[^{}]*\}\}`,
  String.raw`<%[^<>]*%>`,
  String.raw`<[A-Za-z_][\w .-]*>`,
  String.raw`%[A-Za-z_]\w*%`,
  String.raw`\$\([^()]*\)`,
  String.raw`\$[A-Za-z_]\w*`,
].join('|');

/** The first placeholder of a template in a text, such as `${count}`; `undefined` if there is none. */
export function placeholderIn(text: string): string | undefined {
  return new RegExp(PLACEHOLDERS).exec(text)?.[0];
}

/** The placeholder of a template around an offset of a text. */
export function placeholderAt(text: string, offset: number): string | undefined {
  for (const { 0: found, index } of text.matchAll(new RegExp(PLACEHOLDERS, 'g'))) {
    if (index <= offset && offset < index + found.length) return found;
  }
  return undefined;
}

/** The remedy for a placeholder that is left in a text. */
export function fillIn(placeholder: string): string {
  return `fill in ${placeholder}, a placeholder that a template has left there`;
}
