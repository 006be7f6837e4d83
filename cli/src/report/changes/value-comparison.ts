import { hasHole, referenceOf, UNRESOLVED } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { contentText } from '../../compare/content-text';
import { propertyChanges } from '../../compare/property-changes';
import type { PropertyChange } from '../../compare/property-changes';

/** The differences of two resources, and how many values may differ. */
export interface ValueComparison {
  readonly changes: readonly PropertyChange[];
  /** Values that may be the same: only the deployment knows them, or AWS refused to tell. */
  readonly unknownCount: number;
}

/** Compares what is declared with what is there. A value that only the deployment knows is no difference. */
export function compareValues(type: string, before: Json, after: Json): ValueComparison {
  const all = propertyChanges(type, before, after);
  const changes = all.filter((change) => !mayBeEqual(change.before, change.after));
  return { changes, unknownCount: all.length - changes.length };
}

/** Whether two values are equal for some values of their holes. */
export function mayBeEqual(one: unknown, other: unknown): boolean {
  if (contentText(one) === contentText(other)) return true;
  if (isAny(one) || isAny(other)) return true;
  // A list whose members are not all known may have any number of them.
  if (Array.isArray(one) && Array.isArray(other)) return isWithin(one, other) && isWithin(other, one);
  if (isObject(one) && isObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => mayBeEqual(one[name], other[name]));
  }
  return isText(one) && isText(other) && (fits(one, other) || fits(other, one));
}

/** Whether a value is one hole, or a statement of which nothing is known. They may be anything. */
function isAny(value: unknown): boolean {
  const text = isObject(value) && Object.keys(value).length === 1 ? value.text : value;
  return text === UNRESOLVED || referenceOf(text) !== undefined;
}

function isWithin(some: readonly unknown[], all: readonly unknown[]): boolean {
  return some.every((one) => isAny(one) || all.some((other) => mayBeEqual(one, other)));
}

function isText(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether a text with holes may be another text, which has none or is of the same form. */
function fits(pattern: unknown, text: unknown): boolean {
  if (!hasHole(pattern)) return false;
  const parts = String(pattern).split(/\uE000[^\uE001]*\uE001/);
  const found = String(text);
  const [first] = parts;
  const last = parts[parts.length - 1];
  if (found.length < first.length + last.length || !found.startsWith(first) || !found.endsWith(last)) return false;
  // The parts between follow each other. The first place of each leaves the most for the next.
  const end = found.length - last.length;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const place = found.indexOf(part, position);
    if (place < 0 || place + part.length > end) return false;
    position = place + part.length;
  }
  return true;
}
