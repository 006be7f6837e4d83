import type { JudgedStatement, StatementContext } from './judged-statement';
import { isForAll, isForAdministrators } from './registry-deny';
import { statementMistake } from './statement-mistake';
import { EcrRule } from '../../ecr-rule';
import { coversAction } from '../../policy/action-pattern';
import { ownAccount } from '../../policy/text-at-place';
import { ResourceType } from '../../resource-type';
import type { Mistake } from '../mistake';

const REMEDY = 'list the actions to deny, or exempt administrators with ArnNotLike on aws:PrincipalArn';

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
