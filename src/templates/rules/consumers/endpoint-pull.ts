import { checkEndpointGroups } from './endpoint-groups';
import { checkEndpointPolicy } from './endpoint-policy';
import { EndpointService, endpointsIn, isForService, isInterfaceFor } from './endpoint-services';
import { EcrRule, EcrRuleSeverity } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { isMissing, known } from '../list-items';

export const ENDPOINT_PULL: Rule = {
  id: EcrRule.ENDPOINT_PULL,
  types: [ResourceType.VPC_ENDPOINT, ResourceType.VPC],
  check(resource, { app }: CheckContext) {
    return resource.type === ResourceType.VPC ? checkWayToLayers(resource, app) : checkEndpoint(resource, app);
  },
};

const { API, REGISTRY, LAYERS } = EndpointService;
/** The region of a service of AWS, such as in com.amazonaws.eu-west-1.ecr.dkr. */
const SERVICE_REGION = /^(?:cn\.)?com\.amazonaws\.([a-z0-9-]+)\./;
const SUBNET = 'AWS::EC2::Subnet';
/** What leads out of a VPC, or to another one, where there may be a way to Amazon S3. */
const WAYS_OUT = [
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::EC2::EgressOnlyInternetGateway',
  'AWS::EC2::TransitGatewayAttachment',
  'AWS::EC2::TransitGatewayVpcAttachment',
  'AWS::EC2::VPCPeeringConnection',
  'AWS::EC2::NatGateway',
  'AWS::EC2::Route',
];

function* checkEndpoint(endpoint: TemplateResource, app: TemplateApp): Iterable<Problem> {
  yield* checkEndpointPolicy(endpoint, app);
  if (![API, REGISTRY].some((service) => isInterfaceFor(endpoint, service))) return;
  yield* checkRegion(endpoint);
  yield* checkPrivateDns(endpoint, app);
  yield* checkEndpointGroups(endpoint, app);
}

function* checkRegion(endpoint: TemplateResource): Iterable<Problem> {
  const { region } = endpoint.stack;
  const name = known(endpoint.property('ServiceName')) ?? '';
  const [, named] = SERVICE_REGION.exec(name) ?? [];
  if (named === undefined || region === undefined || named === region) return;
  if (!isMissing(endpoint.property('ServiceRegion'))) return;
  yield {
    at: 'Properties/ServiceName',
    text: `ServiceName is ${name}, which does not exist in ${region}, the region of the endpoint`,
    remedy: `name the service of ${region}`,
  };
}

/** Host names of Amazon ECR lead to an endpoint only by private DNS, or by hosted zones of one's own. */
function* checkPrivateDns(endpoint: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const enabled = endpoint.property('PrivateDnsEnabled');
  // It may be on by default: the documentation of CloudFormation and that of the API differ.
  if (known(enabled) !== 'false') return;
  if (app.resourcesOf(ResourceType.HOSTED_ZONE).length > 0) return;
  yield {
    at: 'Properties/PrivateDnsEnabled',
    text: 'PrivateDnsEnabled is false, so that the host names of Amazon ECR do not lead to the endpoint, and nobody uses it',
    remedy: 'set PrivateDnsEnabled to true, or acknowledge that a hosted zone of another app has the names',
    severity: EcrRuleSeverity.WARNING,
  };
}

/** A VPC with an endpoint for images, from which no way leads to their layers. */
function* checkWayToLayers(vpc: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const endpoints = endpointsIn(vpc, app);
  if (!endpoints.some((each) => isInterfaceFor(each, REGISTRY))) return;
  // The routes of subnets that are declared elsewhere may lead anywhere.
  if (!app.resourcesOf(SUBNET).some((each) => app.resourceOf(each.property('VpcId')) === vpc)) return;
  // Endpoints of an unresolved service or VPC may be for Amazon S3.
  const mayHave = app
    .resourcesOf(ResourceType.VPC_ENDPOINT)
    .some((each) =>
      endpoints.includes(each)
        ? isForService(each, LAYERS) || hasHoleAtEnd(each.property('ServiceName'))
        : !app.resourceOf(each.property('VpcId')) && isForService(each, LAYERS),
    );
  if (mayHave || WAYS_OUT.some((type) => app.resourcesOf(type).some((each) => mayBeOf(each, vpc, app)))) return;
  yield {
    at: 'Properties',
    text:
      'the VPC has endpoints for Amazon ECR, but neither an endpoint for Amazon S3, which has the layers, nor a way to ' +
      'the internet',
    remedy: 'add a gateway endpoint for Amazon S3, such as with RegistryEndpoints',
    severity: EcrRuleSeverity.WARNING,
  };
}

/** Whether a text ends with a value that is known at deployment. */
function hasHoleAtEnd(name: unknown): boolean {
  return hasHole(name) && ![API, REGISTRY, LAYERS].some((service) => String(name).endsWith(service));
}

/** Whether a resource may be of a VPC, directly or by its subnet or route table. */
function mayBeOf(resource: TemplateResource, vpc: TemplateResource, app: TemplateApp): boolean {
  const within = ['RouteTableId', 'SubnetId'].map((name) => app.resourceOf(resource.property(name))).find(Boolean);
  const ids = ['VpcId', 'PeerVpcId'].map((name) => (within ?? resource).property(name)).filter((id) => !isMissing(id));
  return ids.length === 0 || ids.some((id) => app.resourceOf(id) === vpc || (!app.resourceOf(id) && hasHole(id)));
}
