import { coversAction, matchesAction, patternsOf } from './action-pattern';
import type { StatementActions } from './action-pattern';
import { CREATE_ACTION, REGISTRY_POLICY_CHANGES, SCOPE_V1_ACTIONS, TAG_ACTION } from './ecr-actions';
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

/** The changes of the registry policy that a statement denies, at some resources or under some conditions. */
export function deniedPolicyChanges(statement: RegistryStatementJson): string[] {
  if (statement.Effect !== 'Deny') return [];
  return REGISTRY_POLICY_CHANGES.filter((action) => coversAction(statement, action));
}

/** The first actions of a statement that policy scope V1 does not enforce, or undefined. */
export function unenforcedInV1(statement: RegistryStatementJson): string | undefined {
  if (statement.NotAction !== undefined) return patternsText(statement);
  // The guide wants TagResource in the policy of a destination whose template tags: V1 accepts it beside the creation.
  const allowed = coversAction(statement, CREATE_ACTION) ? [...SCOPE_V1_ACTIONS, TAG_ACTION] : SCOPE_V1_ACTIONS;
  // A pattern may cover others; without wildcards, it is one of them or is not.
  return patternsOf(statement.Action).find(
    (pattern) => isLiteral(pattern) && (/[*?]/.test(pattern) || !allowed.some((each) => matchesAction(pattern, each))),
  );
}

/** The actions of a statement in a message. */
export function patternsText({ Action: action, NotAction: notAction }: RegistryStatementJson): string {
  return notAction === undefined ? patternsOf(action).join(', ') : `all but ${patternsOf(notAction).join(', ')}`;
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
