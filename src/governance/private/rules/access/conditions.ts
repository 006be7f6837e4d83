import type { AccessStatement } from './policies';
import type { PolicyCondition } from '../../policy-document';

/** Operators by which a value is one of those named. */
const POSITIVE =
  /^(ForAnyValue:|ForAllValues:)?(StringEquals|StringLike|StringEqualsIgnoreCase|ArnEquals|ArnLike|IpAddress)(IfExists)?$/i;

/** As AWS writes them. */
const KEYS = [
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:ResourceOrgPaths',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
];

/** A key for people, who are not used to read it in lower case. */
export function spelled(key: string): string {
  return KEYS.find((each) => each.toLowerCase() === key) ?? key;
}

/** The conditions of a statement that name values which are admitted. */
export function positiveConditions({ conditions }: AccessStatement): readonly PolicyCondition[] {
  return conditions.filter(({ operator }) => POSITIVE.test(operator));
}

/** The operator that also asks for the key. Where that is a mistake, the rule on `ForAllValues` says it. */
export function withoutForAllValues(operator: string): string {
  return operator.replace(/^ForAllValues:/i, 'ForAnyValue:');
}

/** Whether a condition is false where its key is missing. */
export function asksForKey({ operator, values }: PolicyCondition): boolean {
  if (/^Null$/i.test(operator)) return values.length > 0 && values.every((value) => String(value) === 'false');
  if (/^ForAllValues:|IfExists$/i.test(operator)) return false;
  return /^ForAnyValue:/i.test(operator) || !/Not/i.test(operator);
}
