import { isAcceptable, mistakesAt } from './mistake';
import type { Mistake } from './mistake';
import { isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { LIMITS } from '../limits';
import type { TagLimits } from '../tags';
import { isReservedTag } from '../tags';

const id = EcrRule.REPOSITORY_TAGS;

/** Tags by their keys. */
export function* mistakesInTags(tags: Readonly<Record<string, unknown>>, limits: TagLimits): Iterable<Mistake> {
  for (const [key, value] of Object.entries(tags)) {
    const inKey = [...mistakesInTagKey(key, limits)];
    yield* inKey.length > 0 ? inKey : mistakesAt(`.${key}`, mistakesInTagValue(value, limits));
  }
}

/** Letters, digits and spaces of all languages, and some signs. */
const CHARACTERS = /^[\p{L}\p{N}\p{Z}_.:/=+@-]*$/u;

/** The characters of a key or value of a tag. */
function* mistakesInCharacters(text: unknown): Iterable<Mistake> {
  if (typeof text !== 'string' || isUnresolved(text) || CHARACTERS.test(text)) return;
  yield {
    id,
    refused: true,
    at: '',
    found: text,
    must: 'consist of letters, digits, spaces and the signs _ . : / = + - @',
    remedy: 'remove the other characters',
  };
}

/** The number of tags. */
export function* mistakesInTagCount(count: number): Iterable<Mistake> {
  if (count <= LIMITS.TAGS) return;
  yield {
    id,
    refused: true,
    at: '',
    found: count,
    must: `be at most ${LIMITS.TAGS}`,
    remedy: 'remove tags here or from an enclosing scope',
  };
}

/** The keys of a list of tags that are in the list more than once. */
export function* mistakesInTagKeys(keys: readonly unknown[]): Iterable<Mistake> {
  for (const [index, key] of keys.entries()) {
    if (typeof key !== 'string' || isUnresolved(key) || keys.indexOf(key) === index) continue;
    const must = 'be the key of one tag only';
    yield { id, refused: true, at: `[${index}].key`, found: key, must, remedy: 'remove the tag or rename it' };
  }
}

export function* mistakesInTagKey(key: unknown, { maxKeyLength }: TagLimits): Iterable<Mistake> {
  if (isAcceptable(key, (text) => text.length >= 1 && text.length <= maxKeyLength && !isReservedTag(text))) {
    return yield* mistakesInCharacters(key);
  }
  yield {
    id,
    refused: true,
    at: '',
    found: key,
    must: `have keys of 1 to ${maxKeyLength} characters that do not start with "aws:"`,
    ...(key === undefined && { which: 'has a tag without a key' }),
    remedy: 'rename the tag',
  };
}

export function* mistakesInTagValue(value: unknown, limits: TagLimits): Iterable<Mistake> {
  const { minValueLength: min, maxValueLength: max } = limits;
  if (isAcceptable(value, ({ length }) => length >= min && length <= max)) {
    return yield* mistakesInCharacters(value);
  }
  yield {
    id,
    refused: true,
    at: '',
    found: value,
    must: `be ${min} to ${max} characters, which is what CloudFormation takes`,
    remedy: isAcceptable(value, ({ length }) => length <= max) ? 'give the tag a value or leave it out' : 'shorten it',
  };
}
