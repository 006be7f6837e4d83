import { mismatch } from './event-mismatch';
import type { Mistake } from './mistake';
import { isKnownText } from '../../text/holes';
import { isObject } from '../../text/json';
import { textOf } from '../events/matcher';

/** The mistake in a value or matcher of an event pattern that the name or ARN of no repository can match. */
export function* mistakesInRepositoryMatcher(value: unknown, form: 'name' | 'arn'): Iterable<Mistake> {
  const text = textOf(value);
  if (!isKnownText(text)) return;
  const isWildcard = isObject(value) && 'wildcard' in value;
  if (!isWildcard && text.includes('*')) {
    yield mismatch('', value, 'be a matcher such as {"wildcard": "team/*"}: the name of no repository has "*"');
  } else if (/[A-Z]/.test(text) && !(isObject(value) && 'equals-ignore-case' in value)) {
    yield mismatch('', value, 'be in lower case, as the names of repositories are');
  } else if (form === 'name' && /[:@]/.test(text)) {
    yield mismatch('', value, 'be the name of a repository without a tag or digest');
  }
}
