import { spelled } from './conditions';
import type { AccessStatement } from './policies';
import { checkStatements, POLICY_TYPES } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { endsAfterId } from '../../../ecr/identifiers';
import { isKnownText } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';

export const ORGANIZATION_PATH: Rule = {
  id: EcrRule.ORGANIZATION_PATH,
  types: POLICY_TYPES,
  check: checkStatements(checkPaths),
};

const KEYS = ['aws:principalorgpaths', 'aws:sourceorgpaths', 'aws:resourceorgpaths'];

function* checkPaths({ conditions, name, at }: AccessStatement): Iterable<Problem> {
  for (const { operator, key, values } of conditions) {
    if (!KEYS.includes(key) || !/String/i.test(operator)) continue;
    for (const path of values.filter(isKnownText)) {
      const flaw = flawOf(path, operator);
      if (flaw) yield { at, text: `${name} has "${path}" for ${spelled(key)}, ${flaw}` };
    }
  }
}

function flawOf(path: string, operator: string): string | undefined {
  if (/String(Not)?Equals/i.test(operator) && /[*?]/.test(path)) {
    return `in which ${operator} takes the "*" for a character, so that no path is equal to it`;
  }
  if (endsAfterId(path)) {
    return 'whose "*" comes right after an id and so also stands for units whose ids only begin with it';
  }
  return /[/*?]$/.test(path) ? undefined : 'which no path is equal to, as paths end in "/"';
}
