import { spelled } from './conditions';
import type { JudgedStatement } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { isKnownText } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { endsAfterId } from '../../identifiers';
import { withoutVariables } from '../../policy/policy-variables';
import type { Mistake } from '../mistake';

const KEYS = ['aws:principalorgpaths', 'aws:sourceorgpaths', 'aws:resourceorgpaths'];

/** Paths of AWS Organizations that do not end at a unit. */
export function* mistakesInOrganizationPaths({ conditions }: JudgedStatement): Iterable<Mistake> {
  for (const { operator, key, values } of conditions) {
    if (!KEYS.includes(key) || !/String/i.test(operator)) continue;
    for (const path of values.filter(isKnownText)) {
      const flaw = flawOf(path, operator);
      if (!flaw) continue;
      yield statementMistake(EcrRule.ORGANIZATION_PATH, `has "${path}" for ${spelled(key)}, ${flaw}`);
    }
  }
}

function flawOf(path: string, operator: string): string | undefined {
  if (/String(Not)?Equals/i.test(operator) && /[*?]/.test(path)) {
    return `in which ${operator} treats "*" as a plain character, so no path is equal to it`;
  }
  const text = withoutVariables(path);
  if (endsAfterId(text)) {
    return 'whose "*" comes right after an id, so it also matches units whose ids only begin with it';
  }
  return /[/*?]$/.test(text) ? undefined : 'which no path is equal to, because paths end in "/"';
}
