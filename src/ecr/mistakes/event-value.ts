import { mismatch } from './event-mismatch';
import type { Mistake } from './mistake';
import { mistakesInName } from './unknown-name';
import { isKnownText } from '../../text/holes';
import { isObject } from '../../text/json';
import { editDistance } from '../../text/nearest';
import type { EventField } from '../events/event-fields';
import { looksLike } from '../events/looks-like';
import { inLowerCase, kindMatched, matchesText, textOf } from '../events/matcher';

/** Most known values that a text lists. */
const SHORT_LIST = 10;
/** Fewest letters of a word that has forms, and most letters that all its forms start with. */
const SHORTEST_STEM = 4;
const LONGEST_STEM = 5;
/** Fewest letters of a word in which letters may be misspelt, and most such letters. */
const LONG_WORD = 6;
const MOST_TYPOS = 2;

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
  const meant = meantBy(value, values);
  if (meant !== undefined || (isKnownText(value) && never.includes(value))) {
    // A long list tells less than the name that was meant.
    const right = meant !== undefined && values.length > SHORT_LIST ? meant : `one of ${values.join(', ')}`;
    yield mismatch('', value, `be ${right}${extensible ? ' or the like' : ''}, ${words.reason}`);
  } else {
    for (const mistake of mistakesInName(words.kind, textOf(value), values)) yield { ...mistake, found: value };
  }
}

/** Whether a value or matcher certainly matches no known value. */
function isNoneOf(value: unknown, values: readonly string[], extensible: boolean): boolean {
  if (kindMatched(value) !== 'text') return false;
  if (!extensible) return !values.some((each) => matchesText(value, each));
  const ignoresCase = isObject(value) && 'equals-ignore-case' in value;
  if (values.some((each) => matchesText(value, each))) return false;
  const isTypo = typeof value === 'string' && values.some((each) => isTypoOf(value, each));
  return isTypo || meantBy(value, values) !== undefined || (!ignoresCase && /[a-z]/.test(textOf(value) ?? ''));
}

/** The known value that a value or matcher differs from only in case, separators or the form of a word. */
function meantBy(value: unknown, values: readonly string[]): string | undefined {
  if (typeof value === 'string') {
    return values.find((each) => looksLike(value, each)) ?? values.find((each) => isFormOf(value, each));
  }
  return values.find((each) => matchesText(inLowerCase(value), each.toLowerCase()));
}

/** Whether a value has the words of another one, in the same or another form, such as `COMPLETED` for `COMPLETE`. */
function isFormOf(written: string, meant: string): boolean {
  return hasWordsOf(written, meant, (word, other) => {
    return other.length >= SHORTEST_STEM && word.startsWith(other.slice(0, LONGEST_STEM));
  });
}

/** Whether a value has the words of another one, with misspelt letters. AWS may add values with other words. */
function isTypoOf(written: string, meant: string): boolean {
  return hasWordsOf(written, meant, (word, other) => {
    // Short words that differ in a letter are other words, such as PULL and PUSH.
    return Math.min(word.length, other.length) >= LONG_WORD && editDistance(word, other) <= MOST_TYPOS;
  });
}

/** Whether the words of a value in upper case are like those of another one. Names of operations have no separators. */
function hasWordsOf(written: string, meant: string, isLike: (word: string, other: string) => boolean): boolean {
  const [words, others] = [written, meant].map((each) => each.split('_'));
  if (/[a-z]/.test(meant) || words.length !== others.length) return false;
  return words.every((word, index) => word === others[index] || isLike(word, others[index]));
}
