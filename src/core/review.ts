import type { IConstruct } from 'constructs';
import { warn } from './warn';
import type { InputPlace, Mistake } from '../ecr/mistakes/mistake';
import { errorOf, isWarning } from '../ecr/mistakes/refuse';
import { mistakeIn } from '../text/errors';

/** Throws the first mistake in an input of a construct, or warns of it if its decision has a warning. */
export function review(scope: IConstruct, place: Omit<InputPlace, 'scope'>, mistakes: Iterable<Mistake>): void {
  for (const mistake of mistakes) {
    if (!isWarning(mistake)) throw errorOf({ scope, ...place }, mistake);
    const { id, at, remedy } = mistake;
    warn(scope, id, `${mistakeIn({ ...mistake, property: `${place.property}${at}` })}; ${remedy}`);
  }
}
