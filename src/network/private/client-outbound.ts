import { Stack } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { AppConstructs } from '../../core/app-constructs';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { isLiteral } from '../../text/unresolved';

const HTTPS = 443;
const ANYWHERE = ['0.0.0.0/0', '::/0'];
const ALL_PROTOCOLS = '-1';
const TCP = ['tcp', '6'];

type EgressRule = ec2.CfnSecurityGroup.EgressProperty;

/**
 * Warns of clients that can reach the endpoints but not Amazon S3, which has the layers.
 *
 * @param group the security group of the endpoints
 */
export function warnOfClientsWithoutLayers(scope: IConstruct, group: ec2.ISecurityGroup | undefined): void {
  if (!group) return;
  const constructs = AppConstructs.validating(scope);
  const admitted = constructs
    .resources(CfnSecurityGroupIngress.CFN_RESOURCE_TYPE_NAME)
    .filter(CfnSecurityGroupIngress.isCfnSecurityGroupIngress)
    .filter(({ groupId }) => groupId === group.securityGroupId)
    .map(({ sourceSecurityGroupId }) => sourceSecurityGroupId);
  const clients = constructs
    .resources(CfnSecurityGroup.CFN_RESOURCE_TYPE_NAME)
    .filter(CfnSecurityGroup.isCfnSecurityGroup)
    .filter(({ attrGroupId }) => admitted.includes(attrGroupId))
    .filter((client) => !reachesLayers(client, constructs))
    .map(({ node }) => (node.id === 'Resource' ? node.scope!.node.path : node.path));
  if (clients.length === 0) return;
  warn(
    scope,
    EcrRule.LAYERS_UNREACHABLE,
    `the security group of ${clients.join(', ')} lets no traffic out to Amazon S3, so that pulls fail at the layers; ` +
      'allow TCP port 443 to the managed prefix list com.amazonaws.<region>.s3 ' +
      '(`addEgressRule(ec2.Peer.prefixList(…), ec2.Port.HTTPS)`)',
  );
}

/** Whether a rule of a client leads to Amazon S3. Without any rule, Amazon EC2 lets everything out. */
function reachesLayers(client: CfnSecurityGroup, constructs: AppConstructs): boolean {
  const inline = Stack.of(client).resolve(client.securityGroupEgress) as EgressRule[] | undefined;
  const separate: EgressRule[] = constructs
    .resources(CfnSecurityGroupEgress.CFN_RESOURCE_TYPE_NAME)
    .filter(CfnSecurityGroupEgress.isCfnSecurityGroupEgress)
    .filter(({ groupId }) => groupId === client.attrGroupId);
  const rules = [...(inline ?? []), ...separate];
  return rules.length === 0 || rules.some(leadsToLayers);
}

function leadsToLayers(rule: EgressRule): boolean {
  const { destinationPrefixListId, cidrIp, cidrIpv6 } = rule;
  const isAnywhere = [cidrIp, cidrIpv6].some((range) => range !== undefined && ANYWHERE.includes(range));
  return (isAnywhere || destinationPrefixListId !== undefined) && isHttps(rule);
}

/** Whether a rule covers TCP port 443. Ports that are unresolved may do so. */
function isHttps({ ipProtocol, fromPort, toPort }: EgressRule): boolean {
  if (!isLiteral(ipProtocol) || ipProtocol === ALL_PROTOCOLS) return true;
  if (!TCP.includes(ipProtocol)) return false;
  return (!isLiteral(fromPort) || fromPort <= HTTPS) && (!isLiteral(toPort) || toPort >= HTTPS);
}
