import { hasHole } from './holes';

/** A token of the CDK in a text: its marker, or a number that is a token. */
const TEXT_TOKEN = /\$\{Token\[[a-zA-Z0-9:._-]+\]\}|-1\.\d{10,16}e\+289/;
/** A token for a list: its only element. */
const LIST_TOKEN = /#\{Token\[[a-zA-Z0-9:._-]+\]\}/;
/** The first 16 bits of a number that is a token. */
const NUMBER_TOKEN = 0xfbff;

/** Whether a value is known only at deployment: a token of the CDK, or a text with a hole. */
export function isUnresolved(value: unknown): boolean {
  if (typeof value === 'string') return TEXT_TOKEN.test(value) || hasHole(value);
  if (typeof value === 'number') {
    return new DataView(new Float64Array([value]).buffer).getUint16(6, true) === NUMBER_TOKEN;
  }
  if (Array.isArray(value)) return value.length === 1 && typeof value[0] === 'string' && LIST_TOKEN.test(value[0]);
  return typeof value === 'object' && value !== null && typeof (value as { resolve?: unknown }).resolve === 'function';
}

/** Whether a value is given and known at synthesis. Checks let unresolved values pass. */
export function isLiteral<T>(value: T | undefined): value is T {
  return value !== undefined && !isUnresolved(value);
}
