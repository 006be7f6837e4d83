import type { InputPlace, Mistake } from './mistake';
import { InvalidInputError } from '../../text/errors';
import { DECISIONS } from '../decisions/decisions';

/** Throws the first mistake that is not a warning. It is for value objects, which have no construct to warn at. */
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
export function errorOf(
  { property, ...place }: InputPlace,
  { at, found, must, which, remedy }: Mistake,
): InvalidInputError {
  const whole = found === undefined ? { which } : {};
  return new InvalidInputError({ ...place, property: `${property}${at}`, found, must, ...whole, remedy });
}
