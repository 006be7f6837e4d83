/** Strings, those that are names with their colon, and the brackets of objects. */
const TOKENS = /"((?:[^"\\]|\\.)*)"(\s*:)?|[{}]/g;

/** A name that is twice in an object of a JSON text. `JSON.parse` takes the last value, and other programs another. */
export interface RepeatedName {
  readonly name: string;
  readonly line: number;
}

/** The names that an object of a correct JSON text has more than once. */
export function repeatedNames(text: string): RepeatedName[] {
  const around: Set<string>[] = [];
  const repeated: RepeatedName[] = [];
  for (const { 0: token, 1: written, 2: colon, index } of text.matchAll(TOKENS)) {
    if (token === '{') {
      around.push(new Set());
    } else if (token === '}') {
      around.pop();
    } else if (colon !== undefined) {
      const name = JSON.parse(`"${written}"`) as string;
      const names = around[around.length - 1];
      if (names.has(name)) repeated.push({ name, line: text.slice(0, index).split('\n').length });
      names.add(name);
    }
  }
  return repeated;
}
