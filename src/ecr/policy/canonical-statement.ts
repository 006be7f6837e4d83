import { KNOWN_ACTIONS } from './access-class';
import { fill, hole } from '../../text/holes';
import { isObject, parsed } from '../../text/json';
import { isAccountId } from '../identifiers';

/** Lists by their names, such as the values of a condition by its key. */
export type Lists = Readonly<Record<string, readonly string[]>>;

/** A statement of a policy in the one form that all its spellings have. It has no Sid. */
export interface CanonicalStatement {
  /** The text of a statement that is no object, such as an unresolved one. */
  readonly text?: string;
  readonly Effect?: string;
  /** Everybody is `{ AWS: ['*'] }`, and an account is its id. */
  readonly Principal?: Lists;
  readonly NotPrincipal?: Lists;
  /** Known actions in the spelling of AWS, and others in lower case. */
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  /** Values by operator and key, both in lower case. An unresolved Condition is an operator without keys. */
  readonly Condition?: Readonly<Record<string, Lists>>;
  /** The elements that IAM does not know, as JSON. */
  readonly others?: string;
}

/** A policy in the one form that all its spellings have. */
export interface CanonicalPolicy {
  /** The version of a policy with variables. Only the newer version replaces them. */
  readonly Version?: string;
  readonly Statement: readonly CanonicalStatement[];
}

/** Known actions by their names in lower case. */
const SPELLINGS = new Map(KNOWN_ACTIONS.map((action) => [action.toLowerCase(), action]));
const OLD_VERSION = '2008-10-17';
/** Operators that compare values in any case. */
const ANY_CASE = /^((forallvalues|foranyvalue):)?(bool|null|string(not)?equalsignorecase)(ifexists)?$/;

/** Whether two policies differ in their spelling only. An absent policy is the same as one without statements. */
export function isSamePolicy(one: unknown, other: unknown): boolean {
  return JSON.stringify(canonicalPolicy(one)) === JSON.stringify(canonicalPolicy(other));
}

/** The canonical form of a policy, which is an object, its JSON, or absent. */
export function canonicalPolicy(policy: unknown): CanonicalPolicy {
  if (policy === undefined || policy === null) return { Statement: [] };
  const document = parsed(policy);
  if (!isObject(document)) return { Statement: [canonicalStatement(policy)] };
  const { Statement: given = [], Version: version = OLD_VERSION } = document;
  const byJson = new Map(
    [given].flat().map((each) => {
      const statement = canonicalStatement(each);
      return [JSON.stringify(statement), statement];
    }),
  );
  const texts = [...byJson.keys()].sort();
  return {
    ...(texts.some((text) => text.includes('${')) && { Version: textOf(version) }),
    Statement: texts.map((text) => byJson.get(text)!),
  };
}

/** The canonical form of a statement. */
export function canonicalStatement(json: unknown): CanonicalStatement {
  if (!isObject(json)) return { text: textOf(json) };
  const {
    Sid: _,
    Effect,
    Principal,
    NotPrincipal,
    Action,
    NotAction,
    Resource,
    NotResource,
    Condition,
    ...others
  } = json;
  return {
    ...(Effect !== undefined && { Effect: textOf(Effect) }),
    ...(Principal !== undefined && { Principal: principalsOf(Principal) }),
    ...(NotPrincipal !== undefined && { NotPrincipal: principalsOf(NotPrincipal) }),
    ...(Action !== undefined && { Action: textsOf(Action, canonicalAction) }),
    ...(NotAction !== undefined && { NotAction: textsOf(NotAction, canonicalAction) }),
    ...(Resource !== undefined && { Resource: textsOf(Resource) }),
    ...(NotResource !== undefined && { NotResource: textsOf(NotResource) }),
    ...conditionOf(Condition),
    ...(Object.keys(others).length > 0 && { others: textOf(others) }),
  };
}

/** The canonical form of a principal: an account is its id. */
export function canonicalPrincipal(principal: string): string {
  return aroundHoles(principal, (text) => {
    const [arn, , service, region, account = '', ...name] = text.split(':');
    const isRoot = arn === 'arn' && service === 'iam' && region === '' && name.join(':') === 'root';
    return isRoot && (isAccountId(account) || /^\uE000\d+\uE001$/.test(account)) ? account : text;
  });
}

function principalsOf(principal: unknown): Lists {
  const byKind = isObject(principal) ? principal : { AWS: principal };
  return mapInOrder(byKind, (values) => textsOf(values, canonicalPrincipal));
}

function conditionOf(condition: unknown): Pick<CanonicalStatement, 'Condition'> {
  if (condition === undefined) return {};
  if (!isObject(condition)) return { Condition: { [textOf(condition)]: {} } };
  const operators = Object.entries(condition).flatMap(([name, keys]): [string, Lists][] => {
    const operator = lower(name);
    // Unresolved values have no keys.
    if (!isObject(keys)) return [[operator, { [textOf(keys)]: [] }]];
    const map = ANY_CASE.test(operator) ? lower : asIs;
    const values = Object.entries(keys).map(([key, value]) => [lower(key), textsOf(value, map)] as const);
    return values.length > 0 ? [[operator, unambiguous(values)]] : [];
  });
  return operators.length > 0
    ? { Condition: mapInOrder(unambiguous(operators), (keys) => mapInOrder(keys, asIs)) }
    : {};
}

/** An object of entries. A name that is there twice, in different case, is numbered. */
function unambiguous<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  const taken = new Set<string>();
  return Object.fromEntries(
    entries.map(([name, value], index) => {
      const own = taken.has(name) ? `${name} ${index}` : name;
      taken.add(name);
      return [own, value];
    }),
  );
}

function mapInOrder<T, U>(values: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  const names = Object.keys(values).sort();
  return Object.fromEntries(names.map((name) => [name, map(values[name])]));
}

/** One value or a list as a sorted list. */
function textsOf(values: unknown, map: (text: string) => string = asIs): string[] {
  return [...new Set([values].flat().map((value) => map(textOf(value))))].sort();
}

/** A text; of any other value, its JSON with names in order. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(inOrder(value)) ?? '');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  return isObject(value) ? mapInOrder(value, inOrder) : value;
}

/** An action in the spelling of AWS, or in lower case, because the case does not matter. */
function canonicalAction(action: string): string {
  const text = lower(action);
  return SPELLINGS.get(text) ?? text;
}

/** A text in lower case. Its holes stay as they are. */
function lower(text: string): string {
  return aroundHoles(text, (each) => each.toLowerCase());
}

/** Changes a text whose holes have numbers in place of their references, which may contain any character. */
function aroundHoles(text: string, change: (text: string) => string): string {
  const references: string[] = [];
  const numbered = fill(text, (reference) => hole(String(references.push(reference) - 1)));
  return fill(change(numbered), (number) => hole(references[Number(number)]));
}

function asIs<T>(value: T): T {
  return value;
}
