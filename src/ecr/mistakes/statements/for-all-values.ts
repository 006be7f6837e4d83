import { asksForKey, spelled } from './conditions';
import type { JudgedStatement } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { EcrRule } from '../../ecr-rule';
import type { Mistake } from '../mistake';

/** The key of tag keys. A condition on it is meant to allow requests without tags. */
const MAY_BE_MISSING = 'aws:tagkeys';

/** An Allow that matches a request without the key. */
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
  const which = `has the condition ${found}, which a request without the key also meets`;
  yield statementMistake(EcrRule.FOR_ALL_VALUES, which);
}
