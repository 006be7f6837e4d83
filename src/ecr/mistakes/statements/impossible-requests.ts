import { asksForKey, namedValues, spelled } from './conditions';
import type { JudgedStatement } from './judged-statement';
import { isKnownText } from '../../../text/holes';
import { matchesPattern } from '../../policy/action-pattern';
import { keysThat } from '../../policy/condition-keys';
import { holdsWithoutKey, namesValues } from '../../policy/condition-operators';
import { keyValues } from '../../policy/key-values';
import { accountOf } from '../../policy/named-account';
import { admitsEverybody } from '../../policy/open-statement';
import type { PolicyCondition } from '../../policy/policy-document';
import { filledText } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';

/** Keys that only the requests of services have. */
const SERVICE_KEYS = [...keysThat({ of: 'source' }), 'aws:principalservicename', 'aws:principalservicenameslist'];
/** Keys that each request of an account has. */
const ALWAYS = ['aws:principalaccount', 'aws:principalarn', 'aws:userid'];
/** Keys that tell one thing in two ways. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['aws:principalaccount', 'aws:principalarn'],
  ['aws:sourceaccount', 'aws:sourcearn'],
  ['aws:principalorgid', 'aws:principalorgpaths'],
  ['aws:sourceorgid', 'aws:sourceorgpaths'],
];
const ENDPOINT_KEYS = ['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip'];
const IS_SERVICE = 'aws:principalisawsservice';
const ARN = 'aws:principalarn';

/** The reasons why no request that a statement is about can meet its conditions, as ends of a sentence. */
export function* impossibleIn(statement: JudgedStatement, place: Place): Iterable<string> {
  yield* betweenKeys(statement, place);
  yield* ofResource(statement, place);
  if (!statement.allows || admitsEverybody(statement.filled)) return;
  const { AWS: accounts = [], Service: services = [] } = statement.principals;
  if (accounts.length > 0) yield* ofAccounts(statement, accounts, place);
  if (services.length > 0 && statement.conditions.some((each) => isTruth(each, IS_SERVICE, 'false'))) {
    yield `requires aws:PrincipalIsAWSService to be false of AWS services`;
  }
}

/** Pairs of keys that exclude each other. */
function* betweenKeys(statement: JudgedStatement, place: Place): Iterable<string> {
  for (const [one, other] of PAIRS) {
    const [ones, others] = [one, other].map((key) => namedValues(statement, key).map((value) => ownerOf(value, place)));
    if (ones.length === 0 || others.length === 0 || [...ones, ...others].includes(undefined)) continue;
    if (!ones.some((each) => others.includes(each))) {
      yield `asks for ${spelled(one)} and ${spelled(other)} that do not go together`;
    }
  }
  const asked = statement.conditions.filter((each) => namesValues(each.operator) && !holdsWithoutKey(each.operator));
  const endpoint = asked.find(({ key }) => ENDPOINT_KEYS.includes(key));
  if (endpoint && asked.some(({ key }) => key === 'aws:sourceip')) {
    yield `asks for aws:SourceIp and ${keyValues(endpoint.key)?.name}, but requests through a VPC endpoint have no aws:SourceIp`;
  }
}

/** The account or the organization that a value tells; `undefined` if it is not known, or a pattern. */
function ownerOf(value: unknown, place: Place): string | undefined {
  if (typeof value !== 'string' || value.includes('${')) return undefined;
  const [organization] = value.split('/');
  return isKnownText(value) && /^o-[^*?]*$/.test(organization) ? organization : accountOf(value, place)?.id;
}

/** The account and the region of the resource are known. */
function* ofResource(statement: JudgedStatement, { account, region }: Place): Iterable<string> {
  for (const [key, own] of [
    ['aws:resourceaccount', account],
    ['aws:requestedregion', region],
  ] as const) {
    const values = namedValues(statement, key);
    const mayBeOwn = (value: unknown) => !isKnownText(value) || value.includes('${') || matchesPattern(value, own!);
    if (own === undefined || values.length === 0 || values.some(mayBeOwn)) continue;
    yield `asks for another ${spelled(key)} than ${own}, which the policy is in`;
  }
}

function* ofAccounts({ conditions }: JudgedStatement, accounts: readonly string[], place: Place): Iterable<string> {
  const source = conditions.find(
    (each) => (SERVICE_KEYS.includes(each.key) && asksForKey(each)) || isTruth(each, IS_SERVICE, 'true'),
  );
  if (source) {
    const name = keyValues(source.key)?.name;
    yield `requires ${name} of accounts, roles or users, but only AWS services send it, so none of them is admitted`;
  }
  const absent = conditions.find(
    ({ operator, key, values }) =>
      /^Null$/i.test(operator) && ALWAYS.includes(key) && values.map(String).join() === 'true',
  );
  if (absent) yield `requires that ${spelled(absent.key)} is missing, but each request of an account has it`;
  const other = conditions.find((each) => isOfOthers(each, accounts, place));
  if (other) yield `has a condition on ${spelled(other.key)} that none of its principals can meet`;
}

function isTruth({ operator, key, values }: PolicyCondition, name: string, truth: string): boolean {
  return key === name && /^(Bool|StringEquals)$/i.test(operator) && values.map(String).join() === truth;
}

/** Whether a condition asks for an account, a role or a user that is no principal of the statement. */
function isOfOthers({ operator, key, values }: PolicyCondition, principals: readonly string[], place: Place): boolean {
  if (!['aws:principalaccount', ARN].includes(key) || !namesValues(operator) || /IfExists$|^For/i.test(operator)) {
    return false;
  }
  const admitted = principals.map((each) => accountOf(each, place)?.id);
  const asked = values.map((each) => accountOf(each, place)?.id);
  if ([...admitted, ...asked].includes(undefined)) return false;
  if (!asked.some((id) => admitted.includes(id))) return true;
  const named = principals.map((each) => filledText(each, place));
  if (key !== ARN || !named.every((each) => /:(role|user)\//.test(each))) return false;
  return !values.some((value) => named.some((each) => matchesPattern(filledText(String(value), place), each)));
}
