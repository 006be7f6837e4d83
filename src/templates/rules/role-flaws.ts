import { policiesOfRole } from './role-policies';
import { coversAction } from '../../ecr/policy/action-pattern';
import { readPolicy } from '../../ecr/policy/policy-document';
import type { PolicyDocument } from '../../ecr/policy/policy-document';
import { hasHole } from '../../text/holes';
import type { TemplateApp } from '../template-app';
import type { TemplateResource } from '../template-resource';

const ASSUME_ACTION = 'sts:AssumeRole';

/** What keeps a service from some actions with a role of the app, as the end of a sentence about the role. */
export function* flawsInRole(
  role: TemplateResource,
  service: string,
  actions: readonly string[],
  app: TemplateApp,
): Iterable<string> {
  if (!mayBeAssumed(role, service)) yield `does not trust ${service}`;
  for (const action of actions) {
    if (!mayHave(role, action, app)) yield `may not ${action}`;
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

/** Whether the policies of a role may allow an action. A policy that the app does not declare may allow anything. */
export function mayHave(role: TemplateResource, action: string, app: TemplateApp): boolean {
  const { certain, possible, incomplete } = policiesOfRole(role, app);
  return incomplete || [...certain, ...possible].some((policy) => allows(policy, action));
}

function allows({ statements }: PolicyDocument, action: string): boolean {
  return statements.some(
    ({ allows: allowed, json }) => allowed && (coversAction(json, action) || hasHole([json.Action, json.NotAction])),
  );
}
