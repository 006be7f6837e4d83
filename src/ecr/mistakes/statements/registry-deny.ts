import type { JudgedStatement, StatementContext } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { EcrRule } from '../../ecr-rule';
import { coversAction } from '../../policy/action-pattern';
import { REGISTRY_POLICY_CHANGES } from '../../policy/ecr-actions';
import { ownAccount } from '../../policy/text-at-place';
import { admitsEverybody } from '../../policy/open-statement';
import type { Mistake } from '../mistake';

/** A Deny of a registry that leaves no way to undo it. */
export function* mistakesInRegistryDeny(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  const { json } = statement;
  if (json.Effect !== 'Deny' || !isForAll(statement) || !isForAdministrators(statement, ownAccount(context))) {
    return;
  }
  const denied = REGISTRY_POLICY_CHANGES.filter((action) => coversAction(json, action));
  if (denied.length === 0) return;
  const which = `denies ${denied.join(' and ')} to everybody, so that nobody could ${lossOf(denied)}`;
  yield statementMistake(EcrRule.REGISTRY_DENY, which);
}

function lossOf(denied: string[]): string {
  if (denied.length === REGISTRY_POLICY_CHANGES.length) return 'change or delete the policy again';
  return denied[0] === REGISTRY_POLICY_CHANGES[0] ? 'change the policy again' : 'delete the policy again';
}

/** Whatever its conditions ask, some request does not meet them, unless they take any value. */
function isForAll({ conditions, resources, json }: JudgedStatement): boolean {
  const takesAny = conditions.every(
    ({ operator, values }) =>
      /^(ForAllValues:)?(StringLike|ArnLike|ArnEquals)(IfExists)?$/i.test(operator) && values.includes('*'),
  );
  // These actions are on no repository.
  return takesAny && json.NotResource === undefined && resources.includes('*');
}

/** A Deny for an account is one for all who are in it. */
function isForAdministrators({ filled }: JudgedStatement, account: string): boolean {
  if (filled.NotPrincipal !== undefined) return false;
  if (admitsEverybody(filled)) return true;
  const { AWS: principals } = (filled.Principal ?? {}) as { AWS?: unknown };
  return [principals]
    .flat()
    .some((each) => typeof each === 'string' && each.replace(/^arn:[^:]+:iam::(.*):root$/, '$1') === account);
}
