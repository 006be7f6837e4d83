import { conditionKey } from './condition-keys';
import { takesWildcards } from './condition-operators';
import { FIXED, withoutVariables } from './policy-variables';

/**
 * Whether the values of a condition limit nobody: a request of any caller may have one of them. The key need not
 * distinguish requests. For an operator that excepts values, nobody is refused.
 */
export function limitsNobody(operator: string, key: string, values: unknown): boolean {
  const isAnybodys = conditionKey(key)?.isAnybodys ?? isAnything;
  return patternsOf(operator, values).some((value) => isAnybodys(value, operator));
}

/** Whether one of the values of a condition is equal to anything, whatever the key is. */
export function matchesAnything(operator: string, values: unknown): boolean {
  return patternsOf(operator, values).some(isAnything);
}

/** The pattern of a value, in which only `*` and `?` stand for other characters. */
export function patternOf(operator: string, value: string): string {
  return withoutVariables(takesWildcards(operator) ? value : value.replace(/\$\{[*?]\}|[*?]/g, FIXED));
}

function patternsOf(operator: string, values: unknown): string[] {
  return [values].flat().flatMap((value) => (typeof value === 'string' ? [patternOf(operator, value)] : []));
}

function isAnything(value: string): boolean {
  return /^\**$/.test(value);
}
