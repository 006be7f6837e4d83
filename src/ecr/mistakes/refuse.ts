import type { InputPlace, Mistake } from './mistake';
import { DECISIONS } from '../decisions/decisions';
import { InvalidInputError } from '../../text/errors';

/** Throws the first mistake that is no warning. Value objects call it, which have no construct to warn at. */
export function refuse(place: InputPlace, mistakes: Iterable<Mistake>): void {
  for (const mistake of mistakes) {
    if (!isWarning(mistake)) throw errorOf(place, mistake);
  }
}

/** Whether constructs warn of a mistake. */
export function isWarning({ id, refused }: Mistake): boolean {
  return !refused && DECISIONS[id].warning === true;
}

/** The error for a mistake. */
export function errorOf({ property, ...place }: InputPlace, { at, found, must, remedy }: Mistake): InvalidInputError {
  return new InvalidInputError({ ...place, property: `${property}${at}`, found, must, remedy });
}
