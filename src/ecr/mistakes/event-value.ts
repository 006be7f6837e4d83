import { mismatch } from './event-mismatch';
import type { Mistake } from './mistake';
import { mistakesInName } from './unknown-name';
import { hasHole, isKnownText } from '../../text/holes';
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
  const { values, extensible = false, never = {} } = field;
  if (!values) return;
  const others = isKnownText(value) && Object.hasOwn(never, value) ? never[value] : undefined;
  if (others === undefined && !isNoneOf(value, values, extensible)) return yield* mistakesInExclusion(value, values);
  const meant = meantBy(value, values);
  if (meant !== undefined || others !== undefined) {
    // A long list tells less than the name that was meant.
    const known = values.length > SHORT_LIST ? (meant ?? 'another value') : `one of ${values.join(', ')}`;
    const why = others ? `; ${others}` : '';
    yield mismatch('', value, `be ${known}${extensible ? ' or the like' : ''}, ${words.reason}${why}`);
  } else {
    for (const mistake of mistakesInName(words.kind, textOf(value), values)) yield { ...mistake, found: value };
  }
}

/** The mistake in a matcher for all values but some, of which one is a misspelt known value: it excludes nothing. */
function* mistakesInExclusion(value: unknown, values: readonly string[]): Iterable<Mistake> {
  if (!isObject(value) || !('anything-but' in value) || hasHole(value)) return;
  for (const other of operandsOf(value['anything-but'])) {
    const meant = values.some((each) => matchesText(other, each)) ? undefined : meantBy(other, values);
    if (meant === undefined) continue;
    return yield mismatch('', value, `exclude ${meant}: the field never has "${textOf(other)}"`);
  }
}

/** What a matcher excludes: values, or matchers of texts. */
function operandsOf(others: unknown): unknown[] {
  if (!isObject(others)) return [others].flat();
  return Object.entries(others).flatMap(([operator, operands]) =>
    [operands].flat().map((operand) => ({ [operator]: operand })),
  );
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
    const is = [looksLike, isFormOf, isPartOf];
    return is.map((test) => values.find((each) => test(value, each))).find((each) => each !== undefined);
  }
  return values.find((each) => matchesText(inLowerCase(value), each.toLowerCase()));
}

/** Whether a value has the words of another one, in the same or another form, such as `COMPLETED` for `COMPLETE`. */
function isFormOf(written: string, meant: string): boolean {
  return hasWordsOf(written, meant, (word, other) => {
    return other.length >= SHORTEST_STEM && word.startsWith(other.slice(0, LONGEST_STEM));
  });
}

/** Whether a value has some words of another one, in the same order, such as `AWS_ECR_IMAGE`. */
function isPartOf(written: string, meant: string): boolean {
  const [words, others] = [written, meant].map((each) => each.split('_'));
  if (/[a-z]/.test(meant) || words.length >= others.length || written.length < SHORTEST_STEM) return false;
  let next = 0;
  for (const other of others) if (other === words[next]) next += 1;
  return next === words.length;
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
