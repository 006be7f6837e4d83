import type { EcrRule } from '../../ecr/ecr-rule';
import { EcrRuleSeverity } from '../../ecr/ecr-rule';
import type { Mistake } from '../../ecr/mistakes/mistake';
import { mistakeIn } from '../../text/errors';
import { readable } from '../../text/holes';
import type { Problem } from '../rule';

/**
 * The mistakes of a rule as problems of a resource.
 *
 * @param at the place of the judged value in the resource, e.g. `Properties/Rules`
 * @param property the name of the value, for texts
 * @param pointer converts a place in the value to a place in the resource; by default names are capitalized
 */
export function* problemsOf(
  rule: EcrRule,
  at: string,
  property: string,
  mistakes: Iterable<Mistake>,
  pointer = pointerOf,
): Iterable<Problem> {
  for (const mistake of mistakes) {
    if (mistake.id !== rule) continue;
    const { at: within, remedy, refused } = mistake;
    yield {
      at: `${at}${pointer(within)}`,
      text: readable(textOf(mistake, `${property}${within}`)),
      remedy,
      ...(refused && { severity: EcrRuleSeverity.ERROR }),
    };
  }
}

function textOf(mistake: Mistake, property: string): string {
  const { found, must, which } = mistake;
  if (found === undefined && which === undefined) return `${property} is missing and must ${must}`;
  return mistakeIn({ ...mistake, property });
}

/** `[2].filters[0]` as `/2/Filters/0`. */
function pointerOf(within: string): string {
  return within.replace(/\[(\d+)\]/g, '/$1').replace(/\.([a-zA-Z])/g, (_, first: string) => `/${first.toUpperCase()}`);
}
