import { readable } from '../../../text/holes';
import { listed } from '../../../text/lists';
import { DECISIONS } from '../../decisions/decisions';
import type { EcrRule } from '../../ecr-rule';
import type { Mistake } from '../mistake';

/**
 * A mistake of a whole statement. Its text follows the name of the statement.
 *
 * @param which a description of the statement, as the end of a sentence that starts with its name
 * @param others properties that differ from the decision
 */
export function statementMistake(
  id: EcrRule,
  which: string,
  others: Partial<Pick<Mistake, 'remedy' | 'refused'>> = {},
): Mistake {
  const { remedy } = DECISIONS[id];
  const text = readable(which);
  return { id, at: '', found: undefined, which: text, must: `not be one that ${text}`, remedy, ...others };
}

/** The first values of a list, for the text of a mistake. */
export function someOf(values: readonly string[]): string {
  return listed(values, { max: 3, shown: 2 });
}
