import { isObject } from '../../../src/text/json';

/** A value as a text that does not depend on the order of keys, nor on the kind of scalars: templates have `"90"` and `90`. */
export function contentText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(contentText).join(',')}]`;
  if (!isObject(value)) return value === undefined ? '' : JSON.stringify(String(value));
  const members = Object.keys(value).filter((name) => value[name] !== undefined);
  return `{${members
    .sort()
    .map((name) => `${JSON.stringify(name)}:${contentText(value[name])}`)
    .join(',')}}`;
}
