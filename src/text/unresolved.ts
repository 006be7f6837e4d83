import { hasHole } from './holes';

/**
 * How the CDK writes a token into a plain value: its marker in a text, a text alone in a list, a number whose first 16
 * bits no number of an input has, or an object that resolves itself.
 */
const TEXT_TOKEN = /\$\{Token\[[a-zA-Z0-9:._-]*\]\}/;
const LIST_TOKEN = /#\{Token\[[a-zA-Z0-9:._-]*\]\}/;
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

/** Whether a value is given and known at synthesis. What is unresolved passes wherever it cannot be judged. */
export function isLiteral<T>(value: T | undefined): value is T {
  return value !== undefined && !isUnresolved(value);
}
