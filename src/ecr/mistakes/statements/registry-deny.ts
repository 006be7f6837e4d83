import type { JudgedStatement, StatementContext } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { EcrRule } from '../../ecr-rule';
import { coversAction } from '../../policy/action-pattern';
import { REGISTRY_POLICY_CHANGES, SCANNING_ACTION } from '../../policy/ecr-actions';
import { matchesAnything } from '../../policy/limits-nobody';
import { admitsEverybody } from '../../policy/open-statement';
import { ownAccount } from '../../policy/text-at-place';
import type { Mistake } from '../mistake';

/**
 * A Deny in a registry policy that cannot be undone, or that breaks enhanced scanning.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export function* mistakesInRegistryDeny(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  const { json } = statement;
  if (json.Effect !== 'Deny' || !isForAll(statement) || !isForAdministrators(statement, ownAccount(context))) {
    return;
  }
  const denied = REGISTRY_POLICY_CHANGES.filter((action) => coversAction(json, action));
  if (denied.length > 0) {
    const which = `denies ${denied.join(' and ')} to everybody, so that nobody could ${lossOf(denied)}`;
    yield statementMistake(EcrRule.REGISTRY_DENY, which);
  }
  if (context.inspectorScans && coversAction(json, SCANNING_ACTION)) {
    yield statementMistake(
      EcrRule.REGISTRY_DENY,
      `denies ${SCANNING_ACTION} to everybody, also to Amazon Inspector, whose enhanced scanning the registry uses`,
      { remedy: 'leave the action out of the Deny, as the guide of Amazon Inspector asks' },
    );
  }
}

function lossOf(denied: string[]): string {
  if (denied.length === REGISTRY_POLICY_CHANGES.length) return 'change or delete the policy again';
  return denied[0] === REGISTRY_POLICY_CHANGES[0] ? 'change the policy again' : 'delete the policy again';
}

/** Whether a statement is for all requests. Conditions limit it, unless they match any value. */
function isForAll({ conditions, resources, json }: JudgedStatement): boolean {
  const takesAny = conditions.every(
    ({ operator, values }) =>
      /^(ForAllValues:)?(String(Like|Equals(IgnoreCase)?)|ArnLike|ArnEquals)(IfExists)?$/i.test(operator) &&
      matchesAnything(operator, values),
  );
  // These actions have no repository.
  return takesAny && json.NotResource === undefined && resources.includes('*');
}

/** Whether a statement is for all administrators. A Deny for the own account is for all its principals. */
function isForAdministrators({ filled }: JudgedStatement, account: string): boolean {
  if (filled.NotPrincipal !== undefined) return false;
  if (admitsEverybody(filled)) return true;
  const { AWS: principals } = (filled.Principal ?? {}) as { AWS?: unknown };
  return [principals]
    .flat()
    .some((each) => typeof each === 'string' && each.replace(/^arn:[^:]+:iam::(.*):root$/, '$1') === account);
}
