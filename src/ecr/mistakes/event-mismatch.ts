import type { Mistake } from './mistake';
import { DECISIONS } from '../decisions/decisions';
import { EcrRule } from '../ecr-rule';

/** A part of a pattern that no known event of a type has. */
export interface Mismatch extends Mistake {
  /** The key of the mistake. It is the same in all types of events that have this mistake. */
  readonly key: string;
  /** Whether no event matches. Otherwise a part of the pattern has no effect. */
  readonly fatal: boolean;
}

/** A part of a pattern that certainly matches nothing. */
export function mismatch(at: string, found: unknown, must: string, more: Partial<Mismatch> = {}): Mismatch {
  const { remedy } = DECISIONS[EcrRule.EVENT_PATTERN];
  return { id: EcrRule.EVENT_PATTERN, at, found, must, remedy, key: at, fatal: true, ...more };
}

/** Whether a mismatch certainly keeps all events from matching. */
export function isCertain({ id, fatal }: Mismatch): boolean {
  return fatal && id === EcrRule.EVENT_PATTERN;
}
