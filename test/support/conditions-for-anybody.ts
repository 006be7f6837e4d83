/** A condition of one key. */
export type ConditionCase = [operator: string, key: string, value: string];

/** Conditions that compare a key with itself or with what the caller chooses. Any request meets them. */
export const SELF_COMPARISONS: readonly ConditionCase[] = [
  ['StringEquals', 'aws:PrincipalAccount', '${aws:PrincipalAccount}'],
  ['StringEquals', 'aws:PrincipalOrgID', '${aws:PrincipalOrgID}'],
  ['ForAnyValue:StringEquals', 'aws:PrincipalOrgPaths', '${aws:PrincipalOrgPaths}'],
  ['ArnEquals', 'aws:PrincipalArn', '${aws:PrincipalArn}'],
  ['StringLike', 'aws:userid', '${aws:userid}'],
  ['StringEquals', 'aws:SourceVpce', '${aws:SourceVpce}'],
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::${aws:PrincipalAccount}:role/ci'],
];

/** The same for the policy of a key. */
export const SELF_COMPARISONS_OF_KEYS: readonly ConditionCase[] = [
  ['StringEquals', 'aws:PrincipalAccount', '${aws:PrincipalAccount}'],
  ['StringEquals', 'kms:CallerAccount', '${kms:CallerAccount}'],
];

/** Conditions on what the resource is. They limit, because the caller cannot choose it. */
export const RESOURCE_COMPARISONS: readonly ConditionCase[] = [
  ['StringEquals', 'aws:PrincipalAccount', '${aws:ResourceAccount}'],
  ['StringEquals', 'aws:PrincipalOrgID', '${aws:ResourceOrgID}'],
  ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', '${aws:ResourceOrgID}/*'],
  ['ForAnyValue:StringEquals', 'aws:PrincipalOrgPaths', '${aws:ResourceOrgPaths}'],
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::${aws:ResourceAccount}:role/ci'],
];

/** The `Condition` of a statement. */
export function conditionOf([operator, key, value]: ConditionCase): Record<string, Record<string, string>> {
  return { [operator]: { [key]: value } };
}
