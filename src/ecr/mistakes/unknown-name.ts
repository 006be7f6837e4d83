import type { Mistake } from './mistake';
import { nearest } from '../../text/nearest';
import { isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';

/**
 * The mistake in a name that is in no list of the library. It is a warning: AWS may have added the name since.
 *
 * @param kind the kind of the name for texts, e.g. `action`
 * @param value what is no text, or is known only at deployment, passes
 */
export function* mistakesInName(kind: string, value: unknown, known: readonly string[]): Iterable<Mistake> {
  if (typeof value !== 'string' || isUnresolved(value) || known.includes(value)) return;
  const name = nearest(value, known);
  yield {
    id: EcrRule.UNKNOWN_NAME,
    at: '',
    found: value,
    must: `be a known ${kind}`,
    which: `is no ${kind} that the library knows${name === undefined ? '' : `; the nearest is "${name}"`}`,
    remedy: 'correct it, or acknowledge that it is right',
  };
}
