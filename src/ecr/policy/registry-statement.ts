import { coversAction, matchesAction, patternsOf } from './action-pattern';
import type { StatementActions } from './action-pattern';
import { CREATE_ACTION, SCOPE_V1_ACTIONS } from './ecr-actions';
import type { StatementJson } from './open-statement';
import { isLiteral } from '../../text/unresolved';

/** A rendered statement of a registry policy. */
export interface RegistryStatementJson extends StatementJson, StatementActions {
  readonly Sid?: string;
}

/** Whether a statement limits who may create repositories by a push: a Deny, or an Allow that is for no other feature. */
export function limitsCreation(statement: RegistryStatementJson): boolean {
  if (!coversAction(statement, CREATE_ACTION)) return false;
  const others = SCOPE_V1_ACTIONS.filter((action) => action !== CREATE_ACTION);
  return statement.Effect === 'Deny' || others.every((action) => !coversAction(statement, action));
}

/** Name of a statement in a message: its Sid, or else its effect and actions. */
export function registryStatementName(statement: RegistryStatementJson): string {
  const { Sid: sid, Effect: effect, Action: action, NotAction: notAction } = statement;
  if (sid !== undefined) return `statement ${sid}`;
  const actions = notAction === undefined ? patternsOf(action) : ['all but', ...patternsOf(notAction)];
  return `the statement without Sid (${effect} ${actions.join(' ')})`;
}

/** Whether an ARN with or without wildcards names repositories in an account and region. */
export function namesRepositories(resource: string, account: string, region: string): boolean {
  const [arn, , service, ofRegion, ofAccount, ...name] = resource.split(':');
  if (arn !== 'arn' || service !== 'ecr' || !mayBeRepository(name.join(':'))) return false;
  return mayBe(ofRegion, region) && mayBe(ofAccount, account);
}

/** Whether the end of an ARN, which may be a pattern or unresolved, may be that of a repository. */
function mayBeRepository(name: string): boolean {
  const [literal] = name.split(/[*?]/);
  return (
    !isLiteral(name) || literal.startsWith('repository/') || (literal !== name && 'repository/'.startsWith(literal))
  );
}

/** Whether a pattern matches a value. An unresolved pattern may match any value. */
function mayBe(pattern: string | undefined, value: string): boolean {
  return pattern !== undefined && (!isLiteral(value) || matchesAction(pattern, value));
}
