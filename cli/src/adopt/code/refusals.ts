import type { Mistake } from '../../../../src/ecr/mistakes/mistake';
import { errorOf, isWarning } from '../../../../src/ecr/mistakes/refuse';

/** The mistakes that make the library throw, as texts. */
export function refusalsOf(property: string, mistakes: Iterable<Mistake>): string[] {
  return [...mistakes]
    .filter((mistake) => !isWarning(mistake))
    .map((mistake) => errorOf({ api: 'cdk-ecr', property }, mistake).message);
}
