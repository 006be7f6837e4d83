import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { flawsOfTrust } from '../../ecr/oidc/trust-flaws';
import type { TrustStatement } from '../../ecr/oidc/trust-flaws';
import { describe } from '../../text/errors';

/**
 * Errors for statements in the trust policy of a given role that let jobs of a CI system, or everybody, assume it without
 * being named. A role from outside of the app has no policy that could be read here.
 */
export function trustErrors(scope: IConstruct, role: iam.IRole): string[] {
  const { assumeRolePolicy } = role as Partial<Pick<iam.Role, 'assumeRolePolicy'>>;
  if (!assumeRolePolicy) return [];
  const { Statement: statements = [] } = (Stack.of(role).resolve(assumeRolePolicy) ?? {}) as {
    Statement?: TrustStatement[];
  };
  return [...new Set(statements.flatMap(flawsOfTrust))].map((must) =>
    describe({
      scope,
      api: 'ImagePushRole',
      property: 'trust policy of the role',
      found: role.node.path,
      must,
      remedy: 'correct it, or leave the role out and give an identity',
    }),
  );
}
