import { coversAction } from '../../../ecr/policy/action-pattern';
import { CREATE_ACTION, TAG_ACTION } from '../../../ecr/policy/ecr-actions';
import { readPolicy } from '../../../ecr/policy/policy-document';
import type { PolicyDocument } from '../../../ecr/policy/policy-document';
import { ECR } from '../../../ecr/services';
import { hasHole } from '../../../text/holes';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { attachedPolicies, inlineDocuments, roleNamesOf } from '../identity-documents';
import { referredIn } from '../references';

const ASSUME_ACTION = 'sts:AssumeRole';

/** What keeps Amazon ECR from creating repositories with a role of the app, as the end of a sentence about the role. */
export function flawsIn(role: TemplateResource, needsTags: boolean, app: TemplateApp): Iterable<string> {
  return flawsInRole(role, ECR.principal, [CREATE_ACTION, ...(needsTags ? [TAG_ACTION] : [])], app);
}

/** What keeps a service from some actions with a role of the app. */
export function* flawsInRole(
  role: TemplateResource,
  service: string,
  actions: readonly string[],
  app: TemplateApp,
): Iterable<string> {
  if (!mayBeAssumed(role, service)) yield `does not trust ${service}`;
  const policies = policiesOf(role, app);
  // A policy that the app does not declare may allow anything.
  if (policies === undefined || policies.some(({ partial }) => partial)) return;
  for (const action of actions) {
    if (!policies.some((policy) => allows(policy, action))) yield `may not ${action}`;
  }
}

/** Whether a service may assume a role of the app, as far as it is known. */
export function mayBeAssumed(role: TemplateResource, service: string): boolean {
  const { statements, partial } = readPolicy(role.property('AssumeRolePolicyDocument'));
  if (partial) return true;
  return statements.some(({ allows: allowed, json, principals }) => {
    const { Service: services = [] } = principals;
    return allowed && coversAction(json, ASSUME_ACTION) && (services.includes(service) || hasHole(services));
  });
}

function allows({ statements }: PolicyDocument, action: string): boolean {
  return statements.some(
    ({ allows: allowed, json }) => allowed && (coversAction(json, action) || hasHole([json.Action, json.NotAction])),
  );
}

/** The policies of a role; `undefined` if the app does not declare them all. */
function policiesOf(role: TemplateResource, app: TemplateApp): PolicyDocument[] | undefined {
  const inline = inlineDocuments(role);
  const managed = role.list('ManagedPolicyArns').map((arn) => app.resourceOf(arn)?.property('PolicyDocument'));
  if (managed.includes(undefined) || inline.some((each) => typeof each === 'string')) return undefined;
  const attached = attachedPolicies(app)
    .filter((policy) => namesRole(policy, role, app))
    .map((policy) => policy.property('PolicyDocument'));
  return [...inline, ...managed, ...attached].map(readPolicy);
}

/** Whether a policy may be attached to a role, by reference or by its name. */
function namesRole(policy: TemplateResource, role: TemplateResource, app: TemplateApp): boolean {
  return roleNamesOf(policy).some(
    (name) => referredIn(name, app).includes(role) || name === role.property('RoleName') || !app.resourceOf(name),
  );
}
