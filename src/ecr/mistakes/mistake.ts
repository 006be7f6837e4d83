import type { InvalidInput } from '../../text/errors';
import { isUnresolved } from '../../text/unresolved';
import type { EcrRule } from '../ecr-rule';

/**
 * A mistake in a value. Constructs refuse it or warn of it, and rules report it, with the same words.
 *
 * Functions that find mistakes are called `mistakesIn…`. They take plain values and skip unresolved values.
 */
export interface Mistake {
  /** The decision of the mistake. Constructs warn if the decision has a warning, and throw otherwise. */
  readonly id: EcrRule;
  /** The place within the judged value, e.g. `[2].filters[0]`; empty for the value itself. */
  readonly at: string;
  readonly found: unknown;
  /** The values that the service accepts, as the end of a sentence that starts with "must". */
  readonly must: string;
  /**
   * A description of the value for warnings, as the end of a sentence that starts with "which". If `found` is undefined,
   * it follows the name of the value, such as that of a statement, in errors too.
   */
  readonly which?: string;
  /** The remedy, as an imperative. */
  readonly remedy: string;
  /** Whether the service refuses the value. This is an error even if the decision is a warning. */
  readonly refused?: boolean;
}

/** The construct or value object with the value, for errors and warnings. */
export type InputPlace = Pick<InvalidInput, 'scope' | 'api' | 'property'>;

/** Whether a value is a text that passes a test. Unresolved values pass, and other values do not. */
export function isAcceptable(value: unknown, test: (text: string) => boolean): boolean {
  return isUnresolved(value) || (typeof value === 'string' && test(value));
}

/** The mistake in a value that is not a list, for plain JavaScript. A text would be treated as a list of its characters. */
export function* mistakesIfNoList(id: EcrRule, found: unknown): Iterable<Mistake> {
  if (Array.isArray(found) || (found !== undefined && isUnresolved(found))) return;
  yield { id, at: '', found, must: 'be a list', remedy: 'put it in brackets', refused: true };
}

/** The same mistakes in a value that contains the judged one, at a place within it. */
export function* mistakesAt(at: string, mistakes: Iterable<Mistake>): Iterable<Mistake> {
  for (const mistake of mistakes) yield { ...mistake, at: `${at}${mistake.at}` };
}
