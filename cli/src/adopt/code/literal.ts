import { isObject } from '../../../../src/text/json';

/** Characters that a reader does not see, or that end a line: a source file has their escapes. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const NAME = /^[A-Za-z_$][\w$]*$/;

/** JSON as an expression of TypeScript. Members that are undefined are left out. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return textLiteral(value);
  if (Array.isArray(value)) return listLiteral(value.map(literal));
  if (isObject(value)) {
    const members = Object.entries(value).filter(([, each]) => each !== undefined);
    return objectLiteral(members.map(([key, each]) => [key, literal(each)]));
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** An object whose members are expressions. */
export function objectLiteral(members: readonly (readonly [string, string])[]): string {
  return members.length === 0 ? '{}' : `{ ${members.map(([key, code]) => `${keyLiteral(key)}: ${code}`).join(', ')} }`;
}

/** A list of expressions. */
export function listLiteral(elements: readonly string[]): string {
  return `[${elements.join(', ')}]`;
}

/** A text that stays on its line and within its comment. */
export function commentText(text: string): string {
  return escaped(text).replaceAll('*/', '*\\/');
}

function textLiteral(text: string): string {
  return escaped(JSON.stringify(text));
}

/** `__proto__` as it stands would set the prototype. */
function keyLiteral(key: string): string {
  if (key === '__proto__') return `['__proto__']`;
  return NAME.test(key) ? key : textLiteral(key);
}

function escaped(text: string): string {
  return text.replace(HIDDEN, (character) =>
    Array.from({ length: character.length }, (_, index) => unit(character.charCodeAt(index))).join(''),
  );
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
