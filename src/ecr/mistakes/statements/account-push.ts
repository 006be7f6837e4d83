import { namedValues, positiveConditions } from './conditions';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { statementOpenness } from './open-statement';
import { someOf, statementMistake } from './statement-mistake';
import { readable } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { coversAction } from '../../policy/action-pattern';
import { keysThat } from '../../policy/condition-keys';
import { patternOf } from '../../policy/limits-nobody';
import { accountOf, isWholeAccount } from '../../policy/named-account';
import type { NamedAccount } from '../../policy/named-account';
import { admitsEverybody, Openness } from '../../policy/open-statement';
import type { PolicyCondition } from '../../policy/policy-document';
import { ResourceType } from '../../resource-type';
import type { Mistake } from '../mistake';

/** Actions that delete images. A lifecycle policy deletes images too. */
const DELETE = ['BatchDeleteImage', 'DeleteRepository', 'PutLifecyclePolicy'];
const ACCOUNT_KEY = 'aws:principalaccount';
/** A pattern that matches all principals, or all of an account. */
const EVERYBODY = /^\*+$|:(role\/|user\/)?\*+$/;
const ORGANIZATION_KEYS = keysThat({ of: 'principal', tells: 'organization' });

/** A whole account, or all of an organization, that may push or delete. */
export function* mistakesInAccountPush(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  const what = changesOf(statement, context);
  if (what === '') return;
  const accounts = accountsOf(statement, context);
  const others = accounts.flatMap((account) => (account?.isOwn === false ? [account.id] : []));
  const organizations = admitsEverybody(statement.filled)
    ? namedValues(statement, ...ORGANIZATION_KEYS).map(readable)
    : [];
  // An account is narrower than an organization.
  const whom = accounts.length > 0 ? others.map((id) => `account ${id}`) : organizations;
  if (whom.length === 0) return;
  yield statementMistake(EcrRule.ACCOUNT_PUSH, `lets everybody in ${someOf(whom)} ${what} images`);
}

/** Whether an account that may push or delete is unresolved, so that it may be another one. */
export function mayBeAnotherAccount(statement: JudgedStatement, context: StatementContext): boolean {
  if (changesOf(statement, context) === '') return false;
  return accountsOf(statement, context).some((account) => account && account.isOwn === undefined);
}

/** The changes of images that a statement allows to all principals that it names. */
function changesOf(statement: JudgedStatement, { type }: StatementContext): string {
  const { allows, json } = statement;
  if (!allows || statementOpenness(statement) === Openness.OPEN) return '';
  const service = type === ResourceType.PUBLIC_REPOSITORY ? 'ecr-public' : 'ecr';
  const covers = (action: string) => coversAction(json, `${service}:${action}`);
  const changes = [...(covers('PutImage') ? ['push'] : []), ...(DELETE.some(covers) ? ['delete'] : [])].join(' and ');
  return positiveConditions(statement).some(namesSome) ? '' : changes;
}

function accountsOf(statement: JudgedStatement, context: StatementContext): (NamedAccount | undefined)[] {
  return [
    ...(statement.principals.AWS ?? []).filter(isWholeAccount),
    ...(admitsEverybody(statement.filled) ? namedValues(statement, ACCOUNT_KEY) : []),
  ].map((value) => accountOf(value, context));
}

/** Whether a condition limits an account to some principals, or to the origin of requests. */
function namesSome({ operator, key, values }: PolicyCondition): boolean {
  return (
    key !== ACCOUNT_KEY &&
    !ORGANIZATION_KEYS.includes(key) &&
    !values.some((value) => typeof value !== 'string' || EVERYBODY.test(patternOf(operator, value)))
  );
}
