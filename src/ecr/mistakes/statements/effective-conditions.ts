import { flawsInCondition } from './condition-values';
import { spelled } from './conditions';
import { contradictionsIn } from './contradictions';
import { impossibleIn } from './impossible-requests';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { isKnownText, readable } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { keysThat } from '../../policy/condition-keys';
import { exceptsValues, namesValues } from '../../policy/condition-operators';
import { KEY_NAMES, keyValues } from '../../policy/key-values';
import { limitsNobody } from '../../policy/limits-nobody';
import { admitsEverybody } from '../../policy/open-statement';
import type { PolicyCondition, PolicyStatement } from '../../policy/policy-document';
import { filledText } from '../../policy/text-at-place';
import type { Mistake } from '../mistake';
import { mistakesInName } from '../unknown-name';

const ID = EcrRule.POLICY_CONDITIONS;
const SOURCE_KEYS = keysThat({ of: 'source' });
const ORGANIZATION_KEYS = keysThat({ of: 'principal', tells: 'organization' });
/** Keys with which a Deny exempts. A pattern of roles is not judged: other conditions mostly go with it. */
const EXEMPTING_KEYS = [...keysThat({ tells: 'organization' }), ...keysThat({ of: 'network' }), 'aws:principalaccount'];

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
  for (const which of impossibleIn(statement, context)) yield statementMistake(ID, which);
  if (allows) yield* mistakesInRoot(statement);
  else yield* mistakesInDeny(statement);
}

/** Condition keys that the library does not know. */
export function* mistakesInKeys({ json }: PolicyStatement): Iterable<Mistake> {
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

/** The ARN of an account is that of its root user, who is not the account. A Deny may exempt him. */
function* mistakesInRoot({ conditions }: JudgedStatement): Iterable<Mistake> {
  const root = conditions
    .filter(({ operator, key }) => key === 'aws:principalarn' && namesValues(operator))
    .flatMap(({ values }) => values)
    .find((value) => typeof value === 'string' && value.endsWith(':root'));
  if (root === undefined) return;
  const which = `has "${readable(root)}" for aws:PrincipalArn, which is the root user alone and not the account`;
  yield statementMistake(ID, which, { remedy: 'use aws:PrincipalAccount with the id of the account' });
}

function filledValue(value: unknown): unknown {
  return typeof value === 'string' ? filledText(value, {}) : value;
}

function* mistakesInDeny({ conditions, filled }: JudgedStatement): Iterable<Mistake> {
  if (!admitsEverybody(filled)) return;
  const isAboutSource = ({ operator, key }: PolicyCondition) => exceptsValues(operator) && SOURCE_KEYS.includes(key);
  if (conditions.length > 0 && conditions.every(isAboutSource)) {
    const keys = conditions.map(({ key }) => spelled(key)).join(' and ');
    const which = `denies all accounts, because only AWS services send ${keys}, and a request without it is denied too`;
    yield statementMistake(ID, which, { remedy: 'add the condition Bool with "true" for aws:PrincipalIsAWSService' });
  }
  for (const { operator, key, values } of conditions) {
    if (
      exceptsValues(operator) &&
      EXEMPTING_KEYS.includes(key) &&
      limitsNobody(operator, key, values.map(filledValue))
    ) {
      const which = `exempts everybody with ${spelled(key)} (${readable(values.map(readable).join(', '))}), so it denies nobody who has it`;
      yield statementMistake(ID, which);
    }
    const stranger = exemptedOfAny(operator, key, values, conditions);
    if (stranger !== undefined) {
      const which = `exempts "${readable(stranger)}", a name that a role of any account may have`;
      yield statementMistake(ID, which, { remedy: 'name the account in the ARN' });
    }
    if (!/^ForAnyValue:.*Not/i.test(operator) || !ORGANIZATION_KEYS.includes(key)) continue;
    const which = `has the condition ${operator} on ${spelled(key)}, which does not deny accounts outside of any organization`;
    yield statementMistake(ID, which, { remedy: 'use ForAllValues in a Deny' });
  }
}

/** Roles of services, whose names nobody else can give to a role. */
const OF_SERVICE = /:role\/(aws-service-role\/|aws:)/;

/** A role of any account that a Deny of everybody outside exempts. One of everybody inside exempts only roles inside. */
function exemptedOfAny(
  operator: string,
  key: string,
  values: readonly unknown[],
  conditions: readonly PolicyCondition[],
): string | undefined {
  if (key !== 'aws:principalarn' || !exceptsValues(operator)) return undefined;
  const isAbout = (each: PolicyCondition) => [...EXEMPTING_KEYS, 'aws:principalarn'].includes(each.key);
  if (conditions.some((each) => isAbout(each) && !exceptsValues(each.operator))) return undefined;
  if (!conditions.some((each) => EXEMPTING_KEYS.includes(each.key))) return undefined;
  return values
    .filter((value) => typeof value === 'string')
    .find((value) => {
      const text = filledText(value, {});
      return !OF_SERVICE.test(text) && limitsNobody(operator, key, [text]);
    });
}
