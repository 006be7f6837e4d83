import { attachedPolicies, inlineDocuments, roleNamesOf } from './identity-documents';
import { oncePer } from './once-per';
import { referredIn } from './references';
import type { PolicyDocument } from '../../ecr/policy/policy-document';
import { readPolicy } from '../../ecr/policy/policy-document';
import { ResourceType } from '../../ecr/resource-type';
import { hasHole, isKnownText } from '../../text/holes';
import { addTo } from '../../text/lists';
import type { TemplateApp } from '../template-app';
import type { TemplateResource } from '../template-resource';

/** The policies of a role. */
export interface RolePolicies {
  readonly certain: readonly PolicyDocument[];
  /** The policies that may be attached to the role, because the names of roles in them are unresolved. */
  readonly possible: readonly PolicyDocument[];
  /** The ARNs of the managed policies that the app does not declare. They may allow anything. */
  readonly foreign: readonly unknown[];
  /** Whether a policy that is written into the role is unresolved. */
  readonly inlineUnknown: boolean;
  /** Whether the role may have more than these policies, or parts of them are unresolved. */
  readonly incomplete: boolean;
}

/** The policies that are attached to the roles of an app: certainly, or maybe to any of them. */
interface Attachments {
  readonly certain: ReadonlyMap<TemplateResource, readonly TemplateResource[]>;
  readonly possible: readonly TemplateResource[];
}

/** Reads the policies of a role: its own, its managed ones, and those that name it. */
export function policiesOfRole(role: TemplateResource, app: TemplateApp): RolePolicies {
  const { certain: attached, possible } = attachmentsIn(app);
  const inline = inlineDocuments(role);
  const arns = role.list('ManagedPolicyArns');
  const foreign = arns.filter((arn) => !app.resourceOf(arn));
  const documents = [
    ...inline,
    ...[...arns.map((arn) => app.resourceOf(arn)), ...(attached.get(role) ?? [])].flatMap((policy) =>
      policy ? [policy.property('PolicyDocument')] : [],
    ),
  ];
  const certain = documents.map((each) => readPolicy(each, role.stack));
  const others = possible.map((policy) => readPolicy(policy.property('PolicyDocument'), policy.stack));
  const inlineUnknown = inline.some((each) => typeof each === 'string');
  const incomplete = foreign.length > 0 || inlineUnknown || [...certain, ...others].some(({ partial }) => partial);
  return { certain, possible: others, foreign, inlineUnknown, incomplete };
}

/** The roles of the app that have a policy; `undefined` if others may have it too. */
export function rolesWith(policy: TemplateResource, app: TemplateApp): readonly TemplateResource[] | undefined {
  const { certain, possible } = attachmentsIn(app);
  if (possible.includes(policy) || policy.list('Users').length > 0 || policy.list('Groups').length > 0) {
    return undefined;
  }
  return app
    .resourcesOf(ResourceType.IAM_ROLE)
    .filter(
      (role) =>
        certain.get(role)?.includes(policy) ||
        role.list('ManagedPolicyArns').some((arn) => app.resourceOf(arn) === policy),
    );
}

const attachmentsIn = oncePer((app: TemplateApp): Attachments => {
  const roles = app.resourcesOf(ResourceType.IAM_ROLE);
  const certain = new Map<TemplateResource, TemplateResource[]>();
  const possible: TemplateResource[] = [];
  for (const policy of attachedPolicies(app)) {
    for (const name of roleNamesOf(policy)) {
      const named = rolesNamed(name, policy, roles, app);
      for (const role of named) addTo(certain, role, policy);
      if (named.length === 0 && (hasHole(name) || roles.some((role) => mayBeNamed(role, name)))) possible.push(policy);
    }
  }
  return { certain, possible };
});

/** Whether a role may have a name in another place that is known only at deployment. */
function mayBeNamed(role: TemplateResource, name: unknown): boolean {
  const own = role.property('RoleName');
  return own === name || hasHole(own);
}

/** The roles that a policy names, by reference or by the name in their account. */
function rolesNamed(
  name: unknown,
  policy: TemplateResource,
  roles: readonly TemplateResource[],
  app: TemplateApp,
): readonly TemplateResource[] {
  if (!isKnownText(name)) return referredIn(name, app).filter(({ type }) => type === ResourceType.IAM_ROLE);
  return roles.filter((role) => role.property('RoleName') === name && role.stack.account === policy.stack.account);
}
