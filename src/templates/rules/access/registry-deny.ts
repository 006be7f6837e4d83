import type { AccessPolicy, AccessStatement } from './policies';
import { checkStatements } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { REGISTRY_POLICY_CHANGES } from '../../../ecr/policy/ecr-actions';
import { admitsEverybody } from '../../../ecr/policy/open-statement';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, Rule } from '../../rule';
import { ownAccount } from '../filled-text';

export const REGISTRY_DENY: Rule = {
  id: EcrRule.REGISTRY_DENY,
  types: [ResourceType.REGISTRY_POLICY],
  check: checkStatements(checkDeny),
};

function* checkDeny(statement: AccessStatement, { stack }: AccessPolicy): Iterable<Problem> {
  const { json, name, at } = statement;
  if (json.Effect !== 'Deny' || !isForAll(statement) || !isForAdministrators(statement, ownAccount(stack))) {
    return;
  }
  const denied = REGISTRY_POLICY_CHANGES.filter((action) => coversAction(json, action));
  if (denied.length === 0) return;
  yield { at, text: `${name} denies ${denied.join(' and ')} to everybody, so that nobody could ${lossOf(denied)}` };
}

function lossOf(denied: string[]): string {
  if (denied.length === REGISTRY_POLICY_CHANGES.length) return 'change or delete the policy again';
  return denied[0] === REGISTRY_POLICY_CHANGES[0] ? 'change the policy again' : 'delete the policy again';
}

/** Whatever its conditions ask, some request does not meet them, unless they take any value. */
function isForAll({ conditions, resources, json }: AccessStatement): boolean {
  const takesAny = conditions.every(
    ({ operator, values }) =>
      /^(ForAllValues:)?(StringLike|ArnLike|ArnEquals)(IfExists)?$/i.test(operator) && values.includes('*'),
  );
  // These actions are on no repository.
  return takesAny && json.NotResource === undefined && resources.includes('*');
}

/** A Deny for an account is one for all who are in it. */
function isForAdministrators({ filled }: AccessStatement, account: string): boolean {
  if (filled.NotPrincipal !== undefined) return false;
  if (admitsEverybody(filled)) return true;
  const { AWS: principals } = (filled.Principal ?? {}) as { AWS?: unknown };
  return [principals]
    .flat()
    .some((each) => typeof each === 'string' && each.replace(/^arn:[^:]+:iam::(.*):root$/, '$1') === account);
}
