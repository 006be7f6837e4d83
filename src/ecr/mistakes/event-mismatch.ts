import type { Mistake } from './mistake';
import { DECISIONS } from '../decisions/decisions';
import { EcrRule } from '../ecr-rule';

/** A part of a pattern that no event of a type has, as far as the library knows. */
export interface Mismatch extends Mistake {
  /** Equal keys of other types of events tell of the same mistake. */
  readonly key: string;
  /** No event matches; otherwise a part of the pattern is without effect. */
  readonly fatal: boolean;
}

/** A part that certainly matches nothing. */
export function mismatch(at: string, found: unknown, must: string, more: Partial<Mismatch> = {}): Mismatch {
  const { remedy } = DECISIONS[EcrRule.EVENT_PATTERN];
  return { id: EcrRule.EVENT_PATTERN, at, found, must, remedy, key: at, fatal: true, ...more };
}

/** Whether a mismatch is sure to let no event match. */
export function isCertain({ id, fatal }: Mismatch): boolean {
  return fatal && id === EcrRule.EVENT_PATTERN;
}
