import type { CfnResource } from 'aws-cdk-lib';
import { CfnSubnet, CfnSubnetCidrBlock, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { AppConstructs } from '../../core/app-constructs';
import { isL1 } from '../../core/l1-of';
import type { L1Class } from '../../core/l1-of';
import { overrideOf } from '../../core/overrides';
import { describe } from '../../text/errors';

/** Errors for subnets of the app without IPv6 addresses, in which Amazon EC2 creates no endpoint that needs them. */
export function dualStackErrors(scope: IConstruct): string[] {
  const chosen = allOf(scope, CfnVPCEndpoint)
    .filter(({ node }) => node.scopes.includes(scope))
    .flatMap(({ subnetIds }) => subnetIds ?? []);
  const extended = allOf(scope, CfnSubnetCidrBlock).map(({ subnetId }) => subnetId);
  return allOf(scope, CfnSubnet)
    .filter((subnet) => chosen.includes(subnet.ref) && !extended.includes(subnet.ref) && !hasIpv6(subnet))
    .map((subnet) =>
      describe({
        scope,
        api: 'RegistryEndpoints',
        property: 'dualStack',
        found: true,
        must: `be left out, because ${subnet.node.path} has no IPv6 addresses`,
        remedy: 'leave it out, or give the VPC `ipProtocol: ec2.IpProtocol.DUAL_STACK`',
      }),
    );
}

function allOf<R extends CfnResource>(scope: IConstruct, type: L1Class<R>): R[] {
  return AppConstructs.validating(scope)
    .resources(type.CFN_RESOURCE_TYPE_NAME)
    .filter((each): each is R => isL1(type, each));
}

function hasIpv6(subnet: CfnSubnet): boolean {
  const given = [subnet.ipv6CidrBlock, subnet.ipv6IpamPoolId, overrideOf(subnet, 'Ipv6CidrBlock')?.value];
  return given.some((value) => value !== undefined);
}
