import type { Mistake } from './mistake';
import { nearest } from '../../text/nearest';
import { isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';

/** Most names of a list that a text repeats. */
const SHORT_LIST = 10;

/**
 * The mistake in a name that the library does not know. It is a warning, because AWS may have added the name since.
 *
 * @param kind the kind of the name for texts, e.g. `action`
 * @param value the name; values that are unresolved or not a text pass
 */
export function* mistakesInName(kind: string, value: unknown, known: readonly string[]): Iterable<Mistake> {
  if (isUnknown(value, known)) yield unknownName(value, `is no ${kind}`, value, known);
}

/** The mistake in a name with a value, such as the name of a field. */
export function* mistakesInKey(kind: string, key: string, value: unknown, known: readonly string[]): Iterable<Mistake> {
  if (isUnknown(key, known)) yield unknownName(value, `is in no ${kind}`, key, known);
}

function isUnknown(name: unknown, known: readonly string[]): name is string {
  return typeof name === 'string' && !isUnresolved(name) && !known.includes(name);
}

function unknownName(found: unknown, is: string, name: string, known: readonly string[]): Mistake {
  return {
    id: EcrRule.UNKNOWN_NAME,
    at: '',
    found,
    must: 'have a name that the library knows',
    which: `${is} that the library knows${hintOf(name, known)}`,
    remedy: 'correct it, or acknowledge that it is right',
  };
}

/** The nearest known name; if none is near, all of a short list. */
function hintOf(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near !== undefined) return `; the nearest is "${near}"`;
  return known.length > SHORT_LIST ? '' : `; it knows ${known.join(', ')}`;
}
