import { flawsInCondition } from './condition-values';
import { asksForKey, spelled } from './conditions';
import { contradictionsIn } from './contradictions';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { isKnownText } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { keysThat } from '../../policy/condition-keys';
import { exceptsValues, namesValues } from '../../policy/condition-operators';
import { KEY_NAMES, keyValues } from '../../policy/key-values';
import { accountOf } from '../../policy/named-account';
import { admitsEverybody } from '../../policy/open-statement';
import type { PolicyCondition } from '../../policy/policy-document';
import type { Place } from '../../policy/text-at-place';
import type { Mistake } from '../mistake';
import { mistakesInName } from '../unknown-name';

const ID = EcrRule.POLICY_CONDITIONS;
const SOURCE_KEYS = keysThat({ of: 'source' });
/** Keys that only the requests of services have. */
const SERVICE_KEYS = [...SOURCE_KEYS, 'aws:principalservicename', 'aws:principalservicenameslist'];
const ORGANIZATION_KEYS = keysThat({ of: 'principal', tells: 'organization' });
const ACCOUNT_KEYS = keysThat({ of: 'principal', tells: 'account' });

/** Conditions that no request can meet, or that every request meets. */
export function* mistakesInConditions(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  const { allows, conditions } = statement;
  for (const condition of conditions) {
    const key = keyValues(condition.key);
    if (!key) continue;
    for (const flaw of flawsInCondition(condition, key, context)) yield statementMistake(ID, flaw);
  }
  for (const { key, asked } of contradictionsIn(conditions)) {
    yield statementMistake(ID, `asks for ${spelled(key)} ${asked}, but another condition on the key excludes it`);
  }
  yield* mistakesInTransport(statement);
  yield* allows ? mistakesInAllow(statement, context) : mistakesInDeny(statement);
}

/** Condition keys that the library does not know. */
export function* mistakesInKeys({ json }: JudgedStatement): Iterable<Mistake> {
  const condition = json.Condition;
  if (typeof condition !== 'object' || condition === null) return;
  for (const key of Object.values(condition).flatMap((keys) => Object.keys((keys ?? {}) as object))) {
    // The keys of an identity provider have its host.
    if (!isKnownText(key) || !/^[a-z0-9-]*:|^[^:.]*$/i.test(key) || keyValues(key)) continue;
    for (const { id, which, remedy } of mistakesInName('condition key', key, KEY_NAMES)) {
      yield statementMistake(id, `has a condition on ${key}, which ${which}`, { remedy });
    }
  }
}

/** Amazon ECR answers requests with TLS only. */
function* mistakesInTransport({ allows, conditions }: JudgedStatement): Iterable<Mistake> {
  const refused = allows ? 'false' : 'true';
  const transport = conditions.find(
    ({ key, values }) => key === 'aws:securetransport' && values.every((value) => String(value) === refused),
  );
  if (!transport || (!allows && conditions.length > 1)) return;
  const which = allows ? 'which no request meets' : 'which every request meets';
  yield statementMistake(ID, `has the condition that aws:SecureTransport is ${refused}, ${which}`);
}

function* mistakesInAllow(statement: JudgedStatement, place: Place): Iterable<Mistake> {
  const { conditions, principals, filled } = statement;
  const accounts = principals.AWS ?? [];
  if (accounts.length === 0 || admitsEverybody(filled)) return;
  const source = conditions.find((each) => SERVICE_KEYS.includes(each.key) && asksForKey(each));
  if (source) {
    const name = keyValues(source.key)?.name ?? source.key;
    const which = `requires ${name} of accounts, roles or users, but only AWS services send it, so none of them is admitted`;
    yield statementMistake(ID, which);
  }
  const other = conditions.find((each) => isOfOthers(each, accounts, place));
  if (other) {
    yield statementMistake(ID, `has a condition on ${spelled(other.key)} that none of its principals can meet`);
  }
}

/** Whether a condition asks for an account that no principal of the statement is in. */
function isOfOthers({ operator, key, values }: PolicyCondition, principals: readonly string[], place: Place): boolean {
  if (!ACCOUNT_KEYS.includes(key) || !namesValues(operator) || /IfExists$|^For/i.test(operator)) return false;
  const admitted = principals.map((each) => accountOf(each, place)?.id);
  const asked = values.map((each) => accountOf(each, place)?.id);
  if ([...admitted, ...asked].includes(undefined)) return false;
  return !asked.some((id) => admitted.includes(id));
}

function* mistakesInDeny({ conditions, filled }: JudgedStatement): Iterable<Mistake> {
  if (!admitsEverybody(filled)) return;
  const isAboutSource = ({ operator, key }: PolicyCondition) => exceptsValues(operator) && SOURCE_KEYS.includes(key);
  if (conditions.length > 0 && conditions.every(isAboutSource)) {
    const keys = conditions.map(({ key }) => spelled(key)).join(' and ');
    const which = `denies all accounts, because only AWS services send ${keys}, and a request without it is denied too`;
    yield statementMistake(ID, which, { remedy: 'add the condition Bool with "true" for aws:PrincipalIsAWSService' });
  }
  for (const { operator, key } of conditions) {
    if (!/^ForAnyValue:.*Not/i.test(operator) || !ORGANIZATION_KEYS.includes(key)) continue;
    const which = `has the condition ${operator} on ${spelled(key)}, which does not deny accounts outside of any organization`;
    yield statementMistake(ID, which, { remedy: 'use ForAllValues in a Deny' });
  }
}
