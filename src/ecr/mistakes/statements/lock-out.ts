import type { JudgedStatement, StatementContext } from './judged-statement';
import { isForAll, isForAdministrators } from './registry-deny';
import { statementMistake } from './statement-mistake';
import { hasHole } from '../../../text/holes';
import { isObject } from '../../../text/json';
import { EcrRule } from '../../ecr-rule';
import { coversAction } from '../../policy/action-pattern';
import { accountOf, isWholeAccount } from '../../policy/named-account';
import { ownAccount } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import { ResourceType } from '../../resource-type';
import type { Mistake } from '../mistake';

const REMEDY = 'list the actions to deny, or exempt administrators with ArnNotLike on aws:PrincipalArn';

/**
 * A Deny for all but a role or user whose account it does not exempt. IAM then denies the role as well, because its account is
 * denied.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function* mistakesInException({ json }: JudgedStatement, place: Place): Iterable<Mistake> {
  const { Effect: effect, NotPrincipal: exempt } = json;
  if (effect !== 'Deny' || !isObject(exempt) || hasHole(exempt.AWS)) return;
  const names = [exempt.AWS ?? []].flat().filter((name) => typeof name === 'string');
  const accounts = names.filter(isWholeAccount).map((name) => accountOf(name, place)?.id);
  const denied = names.find((name) => !isWholeAccount(name) && !accounts.includes(accountOf(name, place)?.id));
  if (denied === undefined) return;
  const which = `exempts ${denied} by NotPrincipal, but not its account, so that it is denied as well`;
  const remedy = 'deny "*" instead, with ArnNotLike on aws:PrincipalArn';
  yield statementMistake(EcrRule.POLICY_ACTIONS, which, { remedy });
}

/** A Deny in a repository policy that keeps everybody from changing the policy, also who would take the Deny back. */
export function* mistakesInLockOut(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  const { type } = context;
  const service = type === ResourceType.PUBLIC_REPOSITORY ? 'ecr-public' : 'ecr';
  const change = `${service}:SetRepositoryPolicy`;
  const { json } = statement;
  if (json.Effect !== 'Deny' || type === ResourceType.REGISTRY_POLICY || !coversAction(json, change)) return;
  if (!isForAll(statement) || !isForAdministrators(statement, ownAccount(context))) return;
  const which = `denies ${change} to everybody, so that nobody could change the policy again`;
  yield statementMistake(EcrRule.POLICY_ACTIONS, which, { remedy: REMEDY });
}
