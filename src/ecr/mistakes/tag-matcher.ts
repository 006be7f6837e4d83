import { mismatch } from './event-mismatch';
import type { Mistake } from './mistake';
import { isKnownText } from '../../text/holes';
import { isObject } from '../../text/json';
import { isLiteral } from '../../text/unresolved';
import { textOf } from '../events/matcher';

const WITH_WILDCARDS = /^(?!.*\*\*)[a-zA-Z0-9_*][a-zA-Z0-9._*-]{0,127}$/;

/** The mistake in a condition on the tag of an image, in which `*` stands for any characters. */
export function* mistakesInTagCondition(tag: string): Iterable<Mistake> {
  if (!isLiteral(tag) || WITH_WILDCARDS.test(tag)) return;
  const must = 'be 1 to 128 letters, digits and any of "._-", with "*" for any characters but no two in a row';
  yield mismatch('', tag, must, { remedy: 'write "v*" for all tags that start with "v"' });
}

/** The mistake in a value or matcher of an event pattern that no tag of an image can match. */
export function* mistakesInTagMatcher(value: unknown): Iterable<Mistake> {
  const text = textOf(value);
  if (!isKnownText(text) || text === '') return;
  if (isObject(value) && 'wildcard' in value) return yield* mistakesInTagCondition(text);
  if (text.includes('*')) yield mismatch('', value, 'be a matcher such as {"wildcard": "v*"}: no tag has "*"');
  // The end of a tag may have a character that its start cannot have.
  else if (!isObject(value) || !('suffix' in value)) yield* mistakesInTagCondition(text);
}
