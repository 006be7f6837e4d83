import { mismatch } from './event-mismatch';
import type { Mistake } from './mistake';
import { mistakesInName } from './unknown-name';
import { isKnownText } from '../../text/holes';
import { isObject } from '../../text/json';
import type { EventField } from '../events/event-fields';
import { looksLike } from '../events/looks-like';
import { inLowerCase, kindMatched, matchesText, textOf } from '../events/matcher';

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

/** Whether a value or matcher certainly matches no known value. */
function isNoneOf(value: unknown, values: readonly string[], extensible: boolean): boolean {
  if (kindMatched(value) !== 'text') return false;
  if (!extensible) return !values.some((each) => matchesText(value, each));
  const ignoresCase = isObject(value) && 'equals-ignore-case' in value;
  return !ignoresCase && /[a-z]/.test(textOf(value) ?? '');
}

/** Whether a value or matcher differs from a known value only in case or separators. */
function isMeantFor(value: unknown, values: readonly string[]): boolean {
  if (typeof value === 'string') return values.some((each) => looksLike(value, each));
  return values.some((each) => matchesText(inLowerCase(value), each.toLowerCase()));
}
