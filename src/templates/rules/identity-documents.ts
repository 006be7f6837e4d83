import { ResourceType } from '../../ecr/resource-type';
import { readable } from '../../text/holes';
import { isObject } from '../../text/json';
import type { TemplateApp } from '../template-app';
import type { TemplateResource } from '../template-resource';

/** The types of policies that are attached to roles. */
const ATTACHED_TYPES = [ResourceType.IAM_POLICY, ResourceType.IAM_MANAGED_POLICY, ResourceType.IAM_ROLE_POLICY];

/** The policies that are written into a role, user or group. An unresolved one stays as it is. */
export function inlineDocuments(identity: TemplateResource): unknown[] {
  return identity.list('Policies').map((each) => (isObject(each) ? each.PolicyDocument : each));
}

/** The policies of the app that may be attached to roles. */
export function attachedPolicies(app: TemplateApp): TemplateResource[] {
  return ATTACHED_TYPES.flatMap((type) => app.resourcesOf(type));
}

/** The roles that a policy names, by reference or by their names. */
export function roleNamesOf(policy: TemplateResource): unknown[] {
  return [...policy.list('Roles'), ...policy.list('RoleName')];
}

/** The managed policy of AWS that an ARN names, if it is one of some. */
export function managedPolicyAmong(names: readonly string[], arn: unknown): string | undefined {
  return names.find((name) => readable(arn).endsWith(`:aws:policy/${name}`));
}
