import { Stack } from 'aws-cdk-lib';
import {
  CfnSecurityGroup,
  CfnSecurityGroupIngress,
  CfnVPCEndpoint,
  InterfaceVpcEndpointAwsService,
} from 'aws-cdk-lib/aws-ec2';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { AppConstructs } from '../../core/app-constructs';
import { checkList, describe, InvalidInputError } from '../../text/errors';
import type { RegistryEndpointsProps } from '../registry-endpoints-props';

const API = 'RegistryEndpoints';
const EVERYBODY = ['0.0.0.0/0', '::/0'];
/** Services that have a property of their own. */
const REGISTRY_SERVICES = [InterfaceVpcEndpointAwsService.ECR, InterfaceVpcEndpointAwsService.ECR_DOCKER].map(
  ({ shortName }) => shortName,
);

/** Whether there are endpoints to be connected to, or only a gateway, which has no network interface. */
export function createsInterfaces({
  apiEndpoint,
  dockerEndpoint,
  otherServices = [],
}: RegistryEndpointsProps): boolean {
  return !apiEndpoint || !dockerEndpoint || otherServices.length > 0;
}

/** Refuses what cannot be deployed, would have no effect, or would open the endpoints to everybody. */
export function checkEndpoints(scope: IConstruct, props: RegistryEndpointsProps): void {
  REPORTING.add(scope);
  checkVpc(scope, props);
  checkClients(scope, props);
  checkOtherServices(scope, props.otherServices ?? []);
  if (props.layerEndpoint && props.restrictLayerEndpoint) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'restrictLayerEndpoint',
      found: true,
      must: 'be left out where `layerEndpoint` is given, which stays as it is',
      remedy: 'add `layerStatement()` to the policy of the given endpoint, where it has one',
    });
  }
}

function checkVpc(scope: IConstruct, { vpc, subnets }: RegistryEndpointsProps): void {
  if (!subnets && vpc.privateSubnets.length + vpc.isolatedSubnets.length === 0) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'vpc',
      found: vpc.node.path,
      must: 'have private subnets for the endpoints to be in',
      remedy: 'add subnets of type PRIVATE_ISOLATED or PRIVATE_WITH_EGRESS, or choose others by `subnets`',
    });
  }
  const { dnsHostnamesEnabled, dnsSupportEnabled } = vpc as Partial<ec2.Vpc>;
  if (dnsHostnamesEnabled === false || dnsSupportEnabled === false) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'vpc',
      found: vpc.node.path,
      must: 'have DNS support and DNS host names, so that clients find the endpoints',
      remedy: 'leave `enableDnsSupport` and `enableDnsHostnames` of the VPC as they are by default',
    });
  }
}

function checkClients(scope: IConstruct, props: RegistryEndpointsProps): void {
  const { clients = [] } = props;
  checkList({ scope, api: API, property: 'clients' }, clients);
  if (clients.length > 0 && !createsInterfaces(props)) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'clients',
      found: clients.length,
      must: 'be left out where all interface endpoints are given, which stay as they are',
      remedy: 'admit the clients by `connections` of the given endpoints',
    });
  }
  clients.forEach((client, index) => {
    if (!('toIngressRuleConfig' in client)) return;
    const { cidrIp, cidrIpv6 } = (client as ec2.IPeer).toIngressRuleConfig();
    const found = [cidrIp, cidrIpv6].find((cidr) => cidr !== undefined && EVERYBODY.includes(cidr));
    if (found === undefined) return;
    throw new InvalidInputError({
      scope,
      api: API,
      property: `clients[${index}]`,
      found,
      must: 'not be everybody',
      remedy: 'name the clients, or the VPC by its range of addresses',
    });
  });
}

function checkOtherServices(scope: IConstruct, services: ec2.InterfaceVpcEndpointAwsService[]): void {
  const names = services.map(({ shortName }) => shortName);
  names.forEach((found, index) => {
    if (!REGISTRY_SERVICES.includes(found) && names.indexOf(found) === index) return;
    throw new InvalidInputError({
      scope,
      api: API,
      property: `otherServices[${index}]`,
      found,
      must: 'be named once, and not be one of Amazon ECR',
      remedy: 'leave it out',
    });
  });
}

/** An error where no rule admits anybody to the endpoints; services may be admitted anywhere in the app. */
export function unreachableErrors(scope: IConstruct, group: ec2.ISecurityGroup | undefined): string[] {
  if (!group) return [];
  const types = [CfnSecurityGroupIngress.CFN_RESOURCE_TYPE_NAME, CfnSecurityGroup.CFN_RESOURCE_TYPE_NAME];
  const admitted = AppConstructs.validating(scope)
    .resources(...types)
    .some((construct) => {
      if (CfnSecurityGroupIngress.isCfnSecurityGroupIngress(construct)) {
        return construct.groupId === group.securityGroupId;
      }
      if (!CfnSecurityGroup.isCfnSecurityGroup(construct) || construct !== group.node.defaultChild) return false;
      const rules = Stack.of(construct).resolve(construct.securityGroupIngress) as unknown[] | undefined;
      return rules !== undefined && rules.length > 0;
    });
  if (admitted) return [];
  return [
    describe({
      scope,
      api: API,
      property: 'clients',
      found: [],
      must: 'admit a client to the endpoints, which take over the host names of their services in the whole VPC',
      remedy: 'give `clients`, or admit them by `connections.allowDefaultPortFrom`',
    }),
  ];
}

/** The constructs that report conflicts of their endpoints. */
const REPORTING = new WeakSet<IConstruct>();

/**
 * Errors for other endpoints of the app in the same VPC that the deployment of ours would collide with. A conflict of two
 * constructs is an error of the later one only.
 */
export function conflictErrors(scope: IConstruct): string[] {
  const all = AppConstructs.validating(scope).resources(CfnVPCEndpoint.CFN_RESOURCE_TYPE_NAME) as CfnVPCEndpoint[];
  const own = all.filter(({ node }) => node.scopes.includes(scope));
  const isReported = (endpoint: CfnVPCEndpoint, other: CfnVPCEndpoint) =>
    all.indexOf(other) > all.indexOf(endpoint) && other.node.scopes.some((each) => REPORTING.has(each));
  return own.flatMap((endpoint) =>
    all
      .filter((other) => !own.includes(other) && collide(endpoint, other) && !isReported(endpoint, other))
      .map((other) =>
        describe({
          scope,
          api: API,
          property: 'vpc',
          found: other.node.path,
          must: `have one endpoint of the service, and ${endpoint.node.path} is another one`,
          remedy: 'keep one of the two; this construct takes existing ones of Amazon ECR and Amazon S3 as properties',
        }),
      ),
  );
}

/** Two gateways collide in a route table, two interfaces in the private DNS of the VPC. */
function collide(one: CfnVPCEndpoint, other: CfnVPCEndpoint): boolean {
  if (one.vpcId !== other.vpcId || serviceOf(one) !== serviceOf(other)) return false;
  const tables = one.routeTableIds;
  if (tables) return (other.routeTableIds ?? []).some((id) => tables.includes(id));
  return one.privateDnsEnabled === true && other.privateDnsEnabled === true;
}

function serviceOf(endpoint: CfnVPCEndpoint): string {
  return JSON.stringify(Stack.of(endpoint).resolve(endpoint.serviceName));
}
