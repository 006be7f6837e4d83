import { InvalidInputError, mistakeIn } from '../../../text/errors';
import type { InvalidInput } from '../../../text/errors';
import type { Problem } from '../../rule';

/** What a check of this library throws, if anything. */
export function mistakeOf(check: () => void): InvalidInput | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInputError) return error.input;
    throw error;
  }
}

/** A mistake of an input as that of a resource. */
export function problemOf(at: string, mistake: Pick<InvalidInput, 'property' | 'found' | 'must' | 'remedy'>): Problem {
  return { at, text: mistakeIn(mistake), remedy: mistake.remedy };
}
