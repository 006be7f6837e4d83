import { asksForKey } from './conditions';
import { readable, isKnownText } from '../../../text/holes';
import { matchesPattern } from '../../policy/action-pattern';
import { exceptsValues, holdsWithoutKey, namesValues, takesWildcards } from '../../policy/condition-operators';
import { keyValues } from '../../policy/key-values';
import type { PolicyCondition } from '../../policy/policy-document';

/** The keys on which no request can meet all conditions, with the values that one of them asks for. */
export function contradictionsIn(conditions: readonly PolicyCondition[]): { key: string; asked: string }[] {
  const found = new Map<string, string>();
  for (const condition of conditions) {
    const { operator, key, values } = condition;
    const others = conditions.filter((other) => other !== condition && other.key === key);
    if (found.has(key) || others.length === 0) continue;
    const asked = readable(values.map(readable).join(', '));
    if (asksForKey(condition) && others.some(asksForAbsence)) found.set(key, asked);
    if (!namesValues(operator) || holdsWithoutKey(operator) || !isComparable(condition)) continue;
    const possible = values.filter((value) => others.every((other) => mayMeet(String(value), condition, other)));
    if (possible.length === 0) found.set(key, asked);
  }
  return [...found].map(([key, asked]) => ({ key, asked }));
}

/** Whether a condition compares one literal text of a request, so that it excludes other values. */
function isComparable({ operator, key, values }: PolicyCondition): boolean {
  const isLiteral = (value: unknown) => isKnownText(value) && !value.includes('${');
  return keyValues(key)?.multivalued !== true && !/^For/i.test(operator) && values.every(isLiteral);
}

function asksForAbsence({ operator, values }: PolicyCondition): boolean {
  return /^Null$/i.test(operator) && values.every((value) => String(value) === 'true');
}

/** Whether a request with a value, or with one that matches it, can meet another condition. */
function mayMeet(value: string, { operator }: PolicyCondition, other: PolicyCondition): boolean {
  if (!isComparable(other)) return true;
  const isPattern = takesWildcards(operator) && /[*?]/.test(value);
  const matches = other.values.some((each) => covers(String(each), other.operator, value, isPattern));
  if (exceptsValues(other.operator)) return !matches;
  // Address blocks may overlap, and so may two patterns.
  return !namesValues(other.operator) || isPattern || /IpAddress/i.test(other.operator) || matches;
}

/** Whether a value of a condition takes all that another value stands for. */
function covers(each: string, operator: string, value: string, isPattern: boolean): boolean {
  if (each === value) return true;
  if (/IgnoreCase/i.test(operator)) return each.toLowerCase() === value.toLowerCase();
  return takesWildcards(operator) && !(isPattern && each.includes('?')) && matchesPattern(each, value);
}
