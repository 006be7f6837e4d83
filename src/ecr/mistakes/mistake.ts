import type { InvalidInput } from '../../text/errors';
import { isUnresolved } from '../../text/unresolved';
import type { EcrRule } from '../ecr-rule';

/**
 * Something that is wrong in a value. Constructs refuse or warn, rules report, from the same mistakes with the same words.
 * Functions that find mistakes are called `mistakesIn…`, take plain values, and pass over what is unresolved.
 */
export interface Mistake {
  /** The decision that it belongs to. Constructs warn where its decision says so, and throw otherwise. */
  readonly id: EcrRule;
  /** The place within the judged value, e.g. `[2].filters[0]`; empty for the value itself. */
  readonly at: string;
  readonly found: unknown;
  /** What the service takes, as the end of a sentence that starts with "must". */
  readonly must: string;
  /**
   * What the value is, as the end of a sentence that starts with "which": in a warning, where "must" would say too much. Where
   * `found` is undefined, it follows the name of the value, as of a statement: an error then says it as well.
   */
  readonly which?: string;
  /** What to write instead, as an imperative. */
  readonly remedy: string;
  /** The service refuses the value: an error, also where the decision is a warning. */
  readonly refused?: boolean;
}

/** Where a construct or a value object was given the value: for errors and warnings. */
export type InputPlace = Pick<InvalidInput, 'scope' | 'api' | 'property'>;

/** Whether a value is a text that passes a test. What is unresolved passes; what is no text does not. */
export function isAcceptable(value: unknown, test: (text: string) => boolean): boolean {
  return isUnresolved(value) || (typeof value === 'string' && test(value));
}

/** A list that is none, as in plain JavaScript: a text would be taken for its characters. */
export function* mistakesIfNoList(id: EcrRule, found: unknown): Iterable<Mistake> {
  if (Array.isArray(found) || (found !== undefined && isUnresolved(found))) return;
  yield { id, at: '', found, must: 'be a list', remedy: 'put it in brackets', refused: true };
}

/** The same mistakes in a value that contains the judged one, at a place within it. */
export function* mistakesAt(at: string, mistakes: Iterable<Mistake>): Iterable<Mistake> {
  for (const mistake of mistakes) yield { ...mistake, at: `${at}${mistake.at}` };
}
