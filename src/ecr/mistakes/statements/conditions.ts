import type { JudgedStatement } from './judged-statement';
import { conditionKey } from '../../policy/condition-keys';
import { holdsWithoutKey, namesValues } from '../../policy/condition-operators';
import type { PolicyCondition } from '../../policy/policy-document';

const RESOURCE_PATHS = 'aws:ResourceOrgPaths';

/** A key for people, who are not used to read it in lower case. */
export function spelled(key: string): string {
  return key === RESOURCE_PATHS.toLowerCase() ? RESOURCE_PATHS : (conditionKey(key)?.name ?? key);
}

/** The conditions of a statement that name values which are admitted. */
export function positiveConditions({ conditions }: JudgedStatement): readonly PolicyCondition[] {
  return conditions.filter(({ operator }) => namesValues(operator));
}

/** The values of those conditions that are on some keys. */
export function namedValues(statement: JudgedStatement, ...keys: readonly string[]): readonly unknown[] {
  return positiveConditions(statement)
    .filter(({ key }) => keys.includes(key))
    .flatMap(({ values }) => values);
}

/** The operator that also asks for the key. Where that is a mistake, the rule on `ForAllValues` says it. */
export function withoutForAllValues(operator: string): string {
  return operator.replace(/^ForAllValues:/i, 'ForAnyValue:');
}

/** Whether a condition is false where its key is missing. */
export function asksForKey({ operator, values }: PolicyCondition): boolean {
  if (/^Null$/i.test(operator)) return values.length > 0 && values.every((value) => String(value) === 'false');
  if (holdsWithoutKey(operator)) return false;
  return /^ForAnyValue:/i.test(operator) || !/Not/i.test(operator);
}
