import { asksForKey, spelled } from './conditions';
import type { JudgedStatement } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { EcrRule } from '../../ecr-rule';
import type { Mistake } from '../mistake';

/** A request without tags is what a condition on the keys of its tags is to allow. */
const MAY_BE_MISSING = 'aws:tagkeys';

/** An Allow that is true where its key is missing. */
export function* mistakesInForAllValues({ allows, conditions }: JudgedStatement): Iterable<Mistake> {
  if (!allows) return;
  const missing = conditions.filter(
    ({ operator, key }) =>
      /^ForAllValues:/i.test(operator) &&
      key !== MAY_BE_MISSING &&
      !conditions.some((other) => other.key === key && asksForKey(other)),
  );
  if (missing.length === 0) return;
  const found = missing.map(({ operator, key }) => `${operator} on ${spelled(key)}`).join(' and ');
  const which = `allows on the condition of ${found}, which also a request without the key meets`;
  yield statementMistake(EcrRule.FOR_ALL_VALUES, which);
}
