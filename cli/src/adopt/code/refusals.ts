import type { Mistake } from '../../../../src/ecr/mistakes/mistake';
import { isWarning } from '../../../../src/ecr/mistakes/refuse';
import { mistakeIn } from '../../../../src/text/errors';

/** The mistakes that make the library throw, as texts. */
export function refusalsOf(property: string, mistakes: Iterable<Mistake>): string[] {
  return [...mistakes]
    .filter((mistake) => !isWarning(mistake))
    .map((mistake) => mistakeIn({ ...mistake, property: `${property}${mistake.at}` }));
}
