import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';

/** The services that a pull through endpoints needs, as the names of endpoint services end. */
export const EndpointService = { API: 'ecr.api', REGISTRY: 'ecr.dkr', LAYERS: 's3' } as const;

/** Whether an endpoint is for a service. Its region may be unresolved. */
export function isForService(endpoint: TemplateResource, service: string): boolean {
  const name = endpoint.property('ServiceName');
  return typeof name === 'string' && name.endsWith(`.${service}`);
}

/** Whether an interface endpoint is for a service. */
export function isInterfaceFor(endpoint: TemplateResource, service: string): boolean {
  return endpoint.property('VpcEndpointType') === 'Interface' && isForService(endpoint, service);
}

/** The endpoints of the app in a VPC that it declares. */
export function endpointsIn(vpc: TemplateResource, app: TemplateApp): TemplateResource[] {
  return app.resourcesOf(ResourceType.VPC_ENDPOINT).filter((each) => app.resourceOf(each.property('VpcId')) === vpc);
}

/** The endpoints of the app in the VPC of an endpoint, which another app may declare. */
export function endpointsBeside(endpoint: TemplateResource, app: TemplateApp): TemplateResource[] {
  const id = endpoint.property('VpcId');
  const vpc = app.resourceOf(id);
  if (vpc) return endpointsIn(vpc, app);
  return app
    .resourcesOf(ResourceType.VPC_ENDPOINT)
    .filter((each) => each.property('VpcId') === id && (each.stack === endpoint.stack || !hasHole(id)));
}
