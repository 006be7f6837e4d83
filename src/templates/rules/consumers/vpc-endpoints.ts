import { EndpointService, endpointsIn, isInterfaceFor } from './endpoint-services';
import { EcrRule } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const VPC_ENDPOINTS: Rule = {
  id: EcrRule.VPC_ENDPOINTS,
  types: [ResourceType.VPC],
  isAsked: ({ requireVpcEndpoints }) => requireVpcEndpoints === true,
  check: checkEndpoints,
};

/** The ends of the names of the services, with the controls of Security Hub that ask for an endpoint. */
const SERVICES = [
  { name: EndpointService.API, control: 'EC2.55' },
  { name: EndpointService.REGISTRY, control: 'EC2.56' },
];

function* checkEndpoints(vpc: TemplateResource, { app, props }: CheckContext): Iterable<Problem> {
  if (props.requireVpcEndpoints !== true) return;
  const endpoints = app.resourcesOf(ResourceType.VPC_ENDPOINT);
  const own = endpointsIn(vpc, app);
  const missing = SERVICES.filter(({ name }) => !own.some((each) => isInterfaceFor(each, name)));
  if (missing.length === 0) return;
  const at = 'Properties';
  const others = endpoints.filter((each) => !app.resourceOf(each.property('VpcId')) && hasHole(each.property('VpcId')));
  const isUnresolved =
    own.some((each) => readable(each.property('ServiceName')).endsWith('}')) ||
    missing.every(({ name }) => others.some((each) => isInterfaceFor(each, name)));
  if (isUnresolved) {
    return yield { at, text: 'the VPC or the service of an endpoint is known only at deployment', unresolved: true };
  }
  const names = missing.map(({ name }) => name).join(' and ');
  const controls = missing.map(({ control }) => control).join(' and ');
  yield { at, text: `the VPC has no interface endpoint for ${names}, which fails Security Hub ${controls}` };
}
