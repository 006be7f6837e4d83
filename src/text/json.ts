import { isDeeperThan, MAX_DEPTH } from './depth';

/** An object of a template. Its properties may be anything. */
export type Json = Record<string, unknown>;

/** Whether a value is an object, not a list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON of a property, which may be a text; `undefined` if the text is not JSON, or nested without end. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    const json: unknown = JSON.parse(value);
    return isDeeperThan(MAX_DEPTH, json) ? undefined : json;
  } catch {
    return undefined;
  }
}

/** A value with all texts replaced. Keys, numbers and booleans stay. */
export function mapTexts(value: unknown, replace: (text: string) => unknown): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, replace));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, replace)]));
}

/** Whether any text in a value contains another one. */
export function mentions(value: unknown, part: string): boolean {
  if (typeof value === 'string') return value.includes(part);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((each) => mentions(each, part));
  for (const key in value) if (mentions((value as Json)[key], part)) return true;
  return false;
}
