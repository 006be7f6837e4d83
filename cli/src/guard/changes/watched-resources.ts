import { GuardedResource } from './guarded-resource';
import { SUBJECTS } from './subjects';
import { CREDENTIALS_PREFIX } from '../../../../src/ecr/cache-credentials';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { TemplateApp } from '../../../../src/templates/template-app';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import { mentions } from '../../../../src/text/json';

/** The actions of Amazon ECR, as policies name them. */
const ECR_ACTIONS = 'ecr:';
/** The services whose roles only their own app names. */
const INNER = ['lambda.amazonaws.com', 'ecr.amazonaws.com'];

/** The resources of an app that the guard watches: those of Amazon ECR, and those that they need. */
export function watchedResources(app: TemplateApp): GuardedResource[] {
  const roles = rolesForEcr(app);
  return Object.keys(SUBJECTS)
    .flatMap((type) => app.resourcesOf(type))
    .filter((resource) => isWatched(resource, roles))
    .map((resource) => new GuardedResource(resource));
}

function isWatched(resource: TemplateResource, roles: ReadonlySet<TemplateResource>): boolean {
  if (resource.type === ResourceType.SECRET) return String(resource.property('Name')).startsWith(CREDENTIALS_PREFIX);
  return resource.type !== ResourceType.IAM_ROLE || roles.has(resource);
}

/** The roles that may call Amazon ECR by a policy of their app, and that others name. */
function rolesForEcr(app: TemplateApp): Set<TemplateResource> {
  const policies = new Set(
    [ResourceType.IAM_POLICY, ResourceType.IAM_MANAGED_POLICY]
      .flatMap((type) => app.resourcesOf(type))
      .filter(({ properties }) => mentions(properties, ECR_ACTIONS)),
  );
  const attached = [...policies].flatMap((policy) => policy.list('Roles').map((role) => app.resourceOf(role)));
  const roles = app.resourcesOf(ResourceType.IAM_ROLE).filter((role) => {
    const managed = role.list('ManagedPolicyArns').map((arn) => app.resourceOf(arn));
    return mentions(role.properties, ECR_ACTIONS) || managed.some((policy) => policy && policies.has(policy));
  });
  const all = [...roles, ...attached.filter((role) => role !== undefined)];
  return new Set(all.filter((role) => !INNER.some((service) => mentions(role.properties, service))));
}
