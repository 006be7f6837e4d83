import { CfnResource, Resource, Stack, Tags, Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { LAMBDA } from '../ecr/services';
import { isLiteral } from '../text/unresolved';

/** As the L2 of aws-cdk-lib names and fills it, so that both find the same role. */
const TAG = 'aws-cdk:id';

/**
 * A principal as the policy of a resource names it.
 *
 * A role or user of another account that the app declares cannot be named by its ARN: it must exist before the policy
 * does, while its own policy needs the resource. The account and a condition do the same and need nothing to exist: on
 * the ARN where it is known at synthesis, otherwise on a tag that the role gets for it.
 */
export function policyPrincipal(principal: iam.IPrincipal, resourceAccount: string): iam.IPrincipal {
  const { principalAccount: account } = principal;
  if (!isLiteral(account) || account === resourceAccount) return principal;
  if (!Construct.isConstruct(principal) || !Resource.isOwnedResource(principal)) return principal;
  const admitted = new iam.AccountPrincipal(account);
  const resource = resourceOf(principal);
  const arn = resource && literalArn(resource, account);
  if (arn !== undefined) return admitted.withConditions({ ArnEquals: { 'aws:PrincipalArn': arn } });
  // A group is no principal; its account, together with the policy of the group, says what its members may do.
  if (resource?.cfnResourceType === iam.CfnGroup.CFN_RESOURCE_TYPE_NAME) return admitted;
  const id = `${Stack.of(principal).stackName}_${principal.node.addr}`;
  Tags.of(principal).add(TAG, id);
  return admitted.withConditions({ StringEquals: { [`aws:PrincipalTag/${TAG}`]: id } });
}

/** Such a role says that it was changed, and drops the statement: `mutable: false`, or one of another account. */
export function isImmutable(principal: iam.IPrincipal): boolean {
  const { PROPERTY_INJECTION_ID: id } = principal.constructor as { PROPERTY_INJECTION_ID?: string };
  return id === 'aws-cdk-lib.aws-iam.ImmutableRole';
}

export function isLambda(principal: iam.IPrincipal): boolean {
  const { service } = principal as { service?: unknown };
  return service === LAMBDA.principal && Object.keys(principal.policyFragment.conditions).length === 0;
}

/** A lazy role has its role below. */
function resourceOf(principal: IConstruct): CfnResource | undefined {
  let construct: IConstruct | undefined = principal;
  while (construct && !CfnResource.isCfnResource(construct)) construct = construct.node.defaultChild;
  return construct;
}

function literalArn(resource: CfnResource, account: string): string | undefined {
  const { roleName, userName, path = '/' } = resource as Partial<iam.CfnRole & iam.CfnUser>;
  const name = roleName ?? userName;
  if (!isLiteral(name) || !isLiteral(path)) return undefined;
  return `arn:${Aws.PARTITION}:iam::${account}:${roleName ? 'role' : 'user'}${path}${name}`;
}
