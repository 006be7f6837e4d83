import type { Output } from './output';
import { isObject } from '../../../src/text/json';

/** A list of JSON whose members are made when they are written. */
export class Elements {
  public constructor(public readonly of: Iterable<unknown> | AsyncIterable<unknown>) {}
}

/** What `JSON.stringify` leaves. */
const HIDDEN = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;
const INDENT = '  ';

/** Writes JSON as `JSON.stringify(value, undefined, 2)` would, with lists that are not in memory as a whole. */
export async function writeJson(out: Output, value: unknown, indent = ''): Promise<void> {
  if (value instanceof Elements) return writeElements(out, value, indent);
  if (!isObject(value) || !Object.values(value).some((each) => each instanceof Elements)) {
    return out.text(jsonText(value).replaceAll('\n', `\n${indent}`));
  }
  let start = '{';
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    await out.text(`${start}\n${indent}${INDENT}${JSON.stringify(key)}: `);
    await writeJson(out, each, indent + INDENT);
    start = ',';
  }
  return out.text(`\n${indent}}`);
}

/** JSON in which signs without a form are escaped as well, for those who read it on a terminal. */
export function jsonText(value: unknown): string {
  return (JSON.stringify(value, undefined, 2) ?? 'null').replace(HIDDEN, (character) =>
    Array.from({ length: character.length }, (_, i) => {
      return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}

async function writeElements(out: Output, { of }: Elements, indent: string): Promise<void> {
  let start = '[';
  for await (const each of of) {
    await out.text(`${start}\n${indent}${INDENT}`);
    await writeJson(out, each, indent + INDENT);
    start = ',';
  }
  return out.text(start === '[' ? '[]' : `\n${indent}]`);
}
