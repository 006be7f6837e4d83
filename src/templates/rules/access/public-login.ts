import type { PolicyStatement } from '../../../ecr/policy/policy-document';
import { PUBLIC_LOGIN_ACTIONS } from '../../../ecr/policy/service-actions';
import { ResourceType } from '../../../ecr/resource-type';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { mayHave } from '../role-flaws';
import { rolesWith } from '../role-policies';

const [TOKEN, BEARER] = PUBLIC_LOGIN_ACTIONS;

export const LOGIN_REMEDY = `allow ${BEARER} on "*" as well`;

/**
 * The flaw of a statement that allows the login to the public registry by its name, while a role with it lacks the other
 * action of the login. Other identities may have it from policies that the app does not show.
 */
export function loginFlaw(
  { allows, actions }: PolicyStatement,
  resource: TemplateResource,
  app: TemplateApp,
): string | undefined {
  if (!allows || !actions.some((action) => action.toLowerCase() === TOKEN.toLowerCase())) return undefined;
  const roles = resource.type === ResourceType.IAM_ROLE ? [resource] : rolesWith(resource, app);
  const lacking = roles?.find((role) => !mayHave(role, BEARER, app));
  if (!lacking) return undefined;
  const who = lacking === resource ? 'the role' : lacking.constructPath;
  return `allows ${TOKEN}, but ${who} may not ${BEARER}, so the login to the public registry fails`;
}
