import type { Mistake } from './mistake';
import { isUnresolved } from '../../text/unresolved';
import type { EcrRule } from '../ecr-rule';

/** The mistake of an unresolved value, for the few inputs that must be known at synthesis. */
export function* mistakesIfUnresolved(id: EcrRule, found: unknown, reason: string): Iterable<Mistake> {
  if (!isUnresolved(found)) return;
  yield {
    id,
    refused: true,
    at: '',
    found,
    must: `be a literal, because ${reason}`,
    remedy: 'write the value itself or read it from the context',
  };
}
