import { hasHole, isKnownText, readable, UNRESOLVED } from '../../text/holes';

/** An object of a list, with its place in the resource. */
export interface Member {
  readonly at: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The objects of a list. */
export interface Members {
  readonly all: readonly Member[];
  /** Whether there may be more objects, because the list or some objects are unresolved. */
  readonly unresolved: boolean;
}

/** Reads a list of objects. Other values count as objects without properties. */
export function membersOf(list: unknown, at: string): Members {
  const values: readonly unknown[] = Array.isArray(list) ? list : list === undefined || list === null ? [] : [list];
  const all: Member[] = [];
  for (const [index, value] of values.entries()) {
    const isObject = typeof value === 'object' && value !== null;
    if (isObject || !hasHole(value)) {
      all.push({ at: `${at}/${index}`, json: (isObject ? value : {}) as Record<string, unknown> });
    }
  }
  return { all, unresolved: all.length < values.length };
}

/** A known text. Numbers and booleans are converted to text, as CloudFormation does. */
export function known(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return isKnownText(value) ? value : undefined;
}

/** A value for a function that finds mistakes. Values with holes are unresolved for it. */
export function judgeable(value: unknown): unknown {
  return hasHole(value) ? UNRESOLVED : (known(value) ?? value);
}

/** Whether a property is missing, not unresolved. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Whether a value is known and is not one of the allowed values. */
export function isOther(value: unknown, allowed: readonly string[]): boolean {
  return !hasHole(value) && !allowed.includes(known(value) ?? '');
}

/** A value for people. An empty text reads "empty". */
export function shown(value: unknown): string {
  return value === '' ? 'empty' : readable(value);
}
