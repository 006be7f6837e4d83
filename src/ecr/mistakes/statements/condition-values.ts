import { isKnownText, readable } from '../../../text/holes';
import { addressFlaw } from '../../policy/address-values';
import { arnFlaw } from '../../policy/arn-values';
import { takesWildcards } from '../../policy/condition-operators';
import type { KeyKind, KeyValues } from '../../policy/key-values';
import type { PolicyCondition } from '../../policy/policy-document';
import type { Place } from '../../policy/text-at-place';
import { isImpossible } from '../../policy/value-forms';

const NULL = /^Null$/i;
/** The operators that never hold for the values of a kind. */
const UNFIT: Readonly<Record<KeyKind, RegExp | undefined>> = {
  text: /^(Arn|Bool|(Not)?IpAddress|Date|Binary)/i,
  arn: /^(Bool|(Not)?IpAddress|Date|Numeric|Binary)/i,
  address: /^(Arn|Bool|Date|Numeric|Binary)/i,
  boolean: /^(Arn|(Not)?IpAddress|Date|Numeric|Binary)/i,
  other: undefined,
};

/**
 * The reasons why a condition compares with something that no request has, as ends of a sentence that starts with the
 * name of the statement.
 */
export function* flawsInCondition(condition: PolicyCondition, key: KeyValues, place: Place): Iterable<string> {
  const { operator, values } = condition;
  const bare = operator.replace(/^For(Any|All)Values?:/i, '');
  const name = key.name.endsWith('/') ? condition.key : key.name;
  if (values.length === 0) return yield `names no value for ${name}`;
  if (NULL.test(bare)) return yield* flawsInNull(values, name);
  if (UNFIT[key.kind]?.test(bare)) return yield `compares ${name} by ${operator}, which suits no value of this key`;
  if (key.multivalued && bare === operator) {
    yield `compares ${name} by ${operator}, but the key has several values: ForAnyValue:${operator} compares each of them`;
  }
  for (const value of values) {
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    const flaw = typeof text === 'string' ? valueFlaw(text, { ...condition, operator: bare }, key, place) : undefined;
    if (flaw) yield `has "${readable(text)}" for ${name}, ${flaw}`;
  }
}

function* flawsInNull(values: readonly unknown[], name: string): Iterable<string> {
  const other = values.find((value) => !/^(true|false)$/i.test(String(value)));
  if (other !== undefined && isKnownText(other)) {
    yield `has "${other}" for ${name}, but Null compares with true or false only`;
  }
}

function valueFlaw(value: string, condition: PolicyCondition, key: KeyValues, place: Place): string | undefined {
  const { operator } = condition;
  if (value.includes('${')) return undefined;
  const known = isKnownText(value);
  if (!takesWildcards(operator) && /[*?]/.test(value)) {
    // The rule on paths of organizations reports it.
    if (key.multivalued && key.name.endsWith('OrgPaths')) return undefined;
    if (key.kind !== 'other') {
      return `in which ${operator} treats "${/\*/.test(value) ? '*' : '?'}" as a plain character, so no request has it`;
    }
  }
  if (key.kind === 'arn') return arnFlaw(value, operator, condition.key, place);
  if (!known) return undefined;
  if (key.kind === 'address') return addressValueFlaw(value, condition);
  return key.form && isImpossible(value, operator, key.form) ? `which is no ${key.form.is}` : undefined;
}

function addressValueFlaw(value: string, { operator, key }: PolicyCondition): string | undefined {
  if (/IpAddress/i.test(operator)) return addressFlaw(value, key);
  return value.includes('/') ? `which ${operator} compares as a text, so no address is equal to it` : undefined;
}
