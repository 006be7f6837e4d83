import { mapTexts } from './json';
import type { Json } from './json';

/**
 * A template string with holes for values known only at deployment. A hole is the reference to the value, between two
 * characters of private use that no property of CloudFormation has.
 */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const HOLE = /\uE000([^\uE000\uE001]*)\uE001/g;

/** A hole without a known reference. */
export const UNRESOLVED = `${OPEN}${CLOSE}`;

/** A hole for a reference, such as `AWS::Region` or the key of an attribute of a resource. */
export function hole(reference: string): string {
  return `${OPEN}${reference}${CLOSE}`;
}

/** Whether a value is a text without holes. */
export function isKnownText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes(OPEN);
}

/** Whether any text in a value has a hole. */
export function hasHole(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(OPEN);
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).some((key) => hasHole(key) || hasHole((value as Json)[key]));
}

/** The reference of a text that is a single hole. */
export function referenceOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^\uE000([^\uE001]+)\uE001$/.exec(value);
  return match ? match[1] : undefined;
}

/** A text for people, with `${AWS::Region}` in place of a hole. */
export function readable(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'not set');
  return text.replace(HOLE, (_, reference: string) => `\${${reference.split('|').pop() || 'known at deployment'}}`);
}

/** The text for a hole, by the reference of the hole, which is empty for `UNRESOLVED`. */
export type ValueOf = (reference: string) => string;

/** Replaces the holes of a text, such as by samples of their values. */
export function fill(text: string, valueOf: ValueOf): string {
  return text.replace(HOLE, (_, reference: string) => valueOf(reference));
}

/** Replaces the holes of all texts in a value. */
export function fillAll(value: unknown, valueOf: ValueOf): unknown {
  return mapTexts(value, (text) => fill(text, valueOf));
}
