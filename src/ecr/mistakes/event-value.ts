import { mismatch } from './event-mismatch';
import type { Mistake } from './mistake';
import { mistakesInName } from './unknown-name';
import { isKnownText } from '../../text/holes';
import { isObject } from '../../text/json';
import { matchesWildcard } from '../../text/wildcard';
import type { EventField } from '../events/event-fields';
import { looksLike } from '../events/looks-like';

/** The words for the values of a field. */
export interface ValueWords {
  /** The kind of the value, e.g. `severity`. */
  readonly kind: string;
  /** The reason why only some values can match, as the end of a sentence. */
  readonly reason: string;
}

/** The mistake in a value of a field or in a matcher. A misspelt known value certainly matches nothing. */
export function* mistakesInEventValue(value: unknown, field: EventField, words: ValueWords): Iterable<Mistake> {
  const { values, extensible = false, never = [] } = field;
  if (!values || !isNoneOf(value, values, extensible)) return;
  if (isMeantFor(value, values) || (isKnownText(value) && never.includes(value))) {
    yield mismatch('', value, `be one of ${values.join(', ')}${extensible ? ' or the like' : ''}, ${words.reason}`);
  } else {
    for (const mistake of mistakesInName(words.kind, textOf(value), values)) yield { ...mistake, found: value };
  }
}

/** The text of a value or matcher, if it has one. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  const { prefix, wildcard } = value;
  return typeof prefix === 'string' ? prefix : typeof wildcard === 'string' ? wildcard : undefined;
}

/** Whether a value or matcher certainly matches no known value. */
function isNoneOf(value: unknown, values: readonly string[], extensible: boolean): boolean {
  const text = textOf(value);
  if (text === undefined || !isKnownText(text)) return false;
  return extensible ? /[a-z]/.test(text) : !values.some((each) => matches(value, each));
}

/** Whether a value or matcher differs from a known value only in case or separators. */
function isMeantFor(value: unknown, values: readonly string[]): boolean {
  if (typeof value === 'string') return values.some((each) => looksLike(value, each));
  return values.some((each) => matches(inLowerCase(value), each.toLowerCase()));
}

function inLowerCase(matcher: unknown): unknown {
  return Object.fromEntries(
    Object.entries(matcher as object).map(([name, value]) => [name, String(value).toLowerCase()]),
  );
}

function matches(value: unknown, text: string): boolean {
  if (!isObject(value)) return value === text;
  return isKnownText(value.prefix) ? text.startsWith(value.prefix) : matchesWildcard(String(value.wildcard), text);
}
