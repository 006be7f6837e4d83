import { asksForKey, spelled } from './conditions';
import type { AccessStatement } from './policies';
import { checkStatements, POLICY_TYPES } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import type { Problem, Rule } from '../../rule';

export const FOR_ALL_VALUES: Rule = {
  id: EcrRule.FOR_ALL_VALUES,
  types: POLICY_TYPES,
  check: checkStatements(checkSets),
};

/** A request without tags is what a condition on the keys of its tags is to allow. */
const MAY_BE_MISSING = 'aws:tagkeys';

function* checkSets({ allows, conditions, name, at }: AccessStatement): Iterable<Problem> {
  if (!allows) return;
  const missing = conditions.filter(
    ({ operator, key }) =>
      /^ForAllValues:/i.test(operator) &&
      key !== MAY_BE_MISSING &&
      !conditions.some((other) => other.key === key && asksForKey(other)),
  );
  if (missing.length === 0) return;
  const found = missing.map(({ operator, key }) => `${operator} on ${spelled(key)}`).join(' and ');
  yield { at, text: `${name} allows on the condition of ${found}, which also a request without the key meets` };
}
