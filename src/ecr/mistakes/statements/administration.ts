import { namedValues, spelled } from './conditions';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { statementOpenness } from './open-statement';
import { someOf, statementMistake } from './statement-mistake';
import { readable } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { coversAction } from '../../policy/action-pattern';
import type { StatementActions } from '../../policy/action-pattern';
import { keysThat } from '../../policy/condition-keys';
import { PUBLIC_SETTING_ACTIONS, REGISTRY_SETTING_ACTIONS, REPOSITORY_SETTING_ACTIONS } from '../../policy/ecr-actions';
import { accountOf } from '../../policy/named-account';
import type { NamedAccount } from '../../policy/named-account';
import { admitsEverybody, Openness } from '../../policy/open-statement';
import { ResourceType } from '../../resource-type';
import type { Mistake } from '../mistake';

const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  [ResourceType.REPOSITORY]: REPOSITORY_SETTING_ACTIONS,
  [ResourceType.CREATION_TEMPLATE]: REPOSITORY_SETTING_ACTIONS,
  [ResourceType.PUBLIC_REPOSITORY]: PUBLIC_SETTING_ACTIONS,
  [ResourceType.REGISTRY_POLICY]: [...REPOSITORY_SETTING_ACTIONS, ...REGISTRY_SETTING_ACTIONS],
};
const ACCOUNT_KEYS = keysThat({ of: 'principal', tells: 'account' });
const SOURCE_KEYS = keysThat({ of: 'source', tells: 'account' });
const ORGANIZATION_KEYS = keysThat({ of: 'principal', tells: 'organization' });

/**
 * Another account, an organization or a service that may delete a repository or change policies and settings.
 *
 * The own account as a whole is no mistake: such a statement leaves it to the policies of its administrators. Nor is a
 * service that acts for resources of the own account. An open statement has a rule of its own.
 */
export function* mistakesInAdministration(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  const actions = administrationOf(statement, context);
  if (actions.length === 0) return;
  const others = othersIn(statement, context);
  if (others.length === 0) return;
  yield statementMistake(EcrRule.ADMINISTRATION, `lets ${someOf(others)} administer, with ${someOf(actions)}`);
}

/** Whether an account that may administer is unresolved, so that it may be another one. */
export function mayBeAdministered(statement: JudgedStatement, context: StatementContext): boolean {
  if (administrationOf(statement, context).length === 0) return false;
  return accountsOf(statement, context).some((account) => account && account.isOwn === undefined);
}

/** The actions of administration that a statement is about, in a policy of a type. */
export function settingActions(json: StatementActions, type: string): string[] {
  return SETTINGS[type].filter((action) => coversAction(json, action));
}

function administrationOf(statement: JudgedStatement, { type }: StatementContext): string[] {
  if (!statement.allows || statementOpenness(statement) === Openness.OPEN) return [];
  return settingActions(statement.json, type);
}

function othersIn(statement: JudgedStatement, context: StatementContext): string[] {
  const accounts = accountsOf(statement, context);
  const others = accounts.flatMap((account) => (account?.isOwn === false ? [`account ${account.id}`] : []));
  const services = actsForOwn(statement, context) ? [] : (statement.principals.Service ?? []);
  return [...new Set([...others, ...(accounts.length > 0 ? [] : conditionedIn(statement)), ...services])];
}

/** Whether services act for the own account only, as Lambda does with the statement that it adds itself. */
function actsForOwn(statement: JudgedStatement, context: StatementContext): boolean {
  const sources = namedValues(statement, ...SOURCE_KEYS).map((value) => accountOf(value, context));
  return sources.length > 0 && sources.every((account) => account !== undefined && account.isOwn !== false);
}

/** The accounts of the principals, or of the conditions on everybody. */
function accountsOf(statement: JudgedStatement, context: StatementContext): (NamedAccount | undefined)[] {
  return [
    ...(statement.principals.AWS ?? []).filter((principal) => principal !== '*'),
    ...(admitsEverybody(statement.filled) ? namedValues(statement, ...ACCOUNT_KEYS) : []),
  ].map((value) => accountOf(value, context));
}

/** Everybody who meets the conditions of a statement that names no accounts. */
function conditionedIn(statement: JudgedStatement): string[] {
  if (!admitsEverybody(statement.filled)) return [];
  const organizations = namedValues(statement, ...ORGANIZATION_KEYS).map((value) => `everybody in ${readable(value)}`);
  if (organizations.length > 0) return organizations;
  return [`everybody on a condition on ${someOf(statement.conditions.map(({ key }) => spelled(key)))}`];
}
