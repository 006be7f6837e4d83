import type { JudgedStatement } from './judged-statement';
import { conditionKey } from '../../policy/condition-keys';
import { holdsWithoutKey, namesValues } from '../../policy/condition-operators';
import type { PolicyCondition } from '../../policy/policy-document';

const RESOURCE_PATHS = 'aws:ResourceOrgPaths';

/** A condition key in the spelling of AWS, for texts. */
export function spelled(key: string): string {
  return key === RESOURCE_PATHS.toLowerCase() ? RESOURCE_PATHS : (conditionKey(key)?.name ?? key);
}

/** The conditions of a statement that admit only the named values. */
export function positiveConditions({ conditions }: JudgedStatement): readonly PolicyCondition[] {
  return conditions.filter(({ operator }) => namesValues(operator));
}

/** The admitted values of some keys. */
export function namedValues(statement: JudgedStatement, ...keys: readonly string[]): readonly unknown[] {
  return positiveConditions(statement)
    .filter(({ key }) => keys.includes(key))
    .flatMap(({ values }) => values);
}

/** The operator that also requires the key. The rule on `ForAllValues` reports a missing requirement. */
export function withoutForAllValues(operator: string): string {
  return operator.replace(/^ForAllValues:/i, 'ForAnyValue:');
}

/** Whether a condition is false if its key is missing. */
export function asksForKey({ operator, values }: PolicyCondition): boolean {
  if (/^Null$/i.test(operator)) return values.length > 0 && values.every((value) => String(value) === 'false');
  if (holdsWithoutKey(operator)) return false;
  return /^ForAnyValue:/i.test(operator) || !/Not/i.test(operator);
}
