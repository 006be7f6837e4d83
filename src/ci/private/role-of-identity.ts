import type { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { checkUniqueRoleName } from './unique-role-names';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import type { WorkloadIdentity } from '../workload-identity';
import type { WorkloadIdentityProvider } from '../workload-identity-provider';

/** The settings of a role that the library creates for an identity. */
export interface RoleSettings {
  readonly identity: WorkloadIdentity;
  readonly identityProvider?: WorkloadIdentityProvider;
  readonly roleName?: string;
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly maxSessionDuration?: Duration;
}

/**
 * Creates the role that an identity may assume.
 *
 * @param purpose the start of the description, which ends in the name of the identity
 */
export function roleOfIdentity(
  scope: Construct,
  purpose: string,
  settings: RoleSettings,
  managedPolicy: iam.IManagedPolicy,
): iam.Role {
  const { name, reusableName, principalFor } = settings.identity._trust;
  const { principal, dependable } = principalFor(scope, settings.identityProvider);
  // Through its policies, so that the role is there only with its permissions.
  const role = new iam.Role(scope, 'Resource', {
    description: `${purpose} ${name}`,
    assumedBy: principal,
    managedPolicies: [managedPolicy],
    roleName: settings.roleName,
    permissionsBoundary: settings.permissionsBoundary,
    maxSessionDuration: settings.maxSessionDuration,
  });
  if (settings.roleName !== undefined) checkUniqueRoleName(scope, role);
  if (dependable) role.node.addDependency(dependable);
  if (reusableName) warn(scope, EcrRule.REUSABLE_NAME, reusableName);
  return role;
}
