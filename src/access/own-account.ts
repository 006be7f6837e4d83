import type * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Makes a statement of an organization not apply to principals of the resource's own account.
 *
 * A policy of a resource is enough for principals of the same account. Without this, every principal of the account
 * would have the access without an identity policy.
 *
 * @param account id of the account that has the resource
 */
export function exceptOwnAccount(statement: iam.PolicyStatement, account: string): iam.PolicyStatement {
  statement.addCondition('StringNotEquals', { 'aws:PrincipalAccount': account });
  return statement;
}

/**
 * Whether principals are everybody of an organization or its units.
 *
 * A condition on the account of the principal already says what is to happen to the own account.
 */
export function isOrganization({ policyFragment }: iam.IPrincipal): boolean {
  const values = Object.values(policyFragment.principalJson).flat();
  const keys = Object.values(policyFragment.conditions as Record<string, object>)
    .flatMap((condition) => Object.keys(condition))
    .map((key) => key.toLowerCase());
  return (
    values.includes('*') &&
    keys.some((key) => ORGANIZATION_KEYS.includes(key)) &&
    !keys.includes('aws:principalaccount')
  );
}

const ORGANIZATION_KEYS = ['aws:principalorgid', 'aws:principalorgpaths'];
