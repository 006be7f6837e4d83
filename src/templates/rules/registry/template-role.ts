import { EcrRule } from '../../../ecr/ecr-rule';
import { usesKmsKey } from '../../../ecr/encryption-type';
import { fillRegion } from '../../../ecr/fill-region';
import { ACCOUNT_ID } from '../../../ecr/identifiers';
import { mistakesInRolePath } from '../../../ecr/mistakes/templates';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { CREATE_ACTION, TAG_ACTION } from '../../../ecr/policy/ecr-actions';
import { isWholeAccount } from '../../../ecr/policy/named-account';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { REPOSITORY_KEY_ACTIONS, RETIRE_GRANT_ACTION } from '../../../ecr/policy/service-actions';
import { ResourceType } from '../../../ecr/resource-type';
import { ECR } from '../../../ecr/services';
import { fill, hasHole, readable, referenceOf } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';
import { keyOf } from '../key-identity';
import { isMissing } from '../list-items';
import { problemsOf } from '../mistake-problems';
import { flawsInRole } from '../role-flaws';

export const TEMPLATE_ROLE: Rule = {
  id: EcrRule.TEMPLATE_ROLE,
  types: [ResourceType.CREATION_TEMPLATE],
  check: checkRole,
};

const AT = 'Properties/CustomRoleArn';
const ROLE = 'AWS::IAM::Role';
/** The ARN of a role. Its account may be unresolved. */
const ROLE_ARN = new RegExp(`^arn:aws[-a-z0-9]*:iam::(${ACCOUNT_ID}|~):role/(.*)$`, 's');

function* checkRole(template: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const arn = template.property('CustomRoleArn');
  if (isMissing(arn)) return yield* checkNeed(template);
  const role = app.resourceOf(arn);
  if (role?.type === ROLE) yield* checkDeclared(template, role, app);
  else yield* checkArn(arn, template.stack);
}

/** The settings that the service-linked role cannot make. */
function* checkNeed(template: TemplateResource): Iterable<Problem> {
  const type = template.property('EncryptionConfiguration.EncryptionType');
  const tags = template.property('ResourceTags');
  const uses = [
    ...(usesKmsKey(type) ? [`encryption by ${type}`] : []),
    ...(Array.isArray(tags) && tags.length > 0 ? ['tags'] : []),
  ];
  if (uses.length > 0) {
    return yield { at: AT, text: `CustomRoleArn is not set, but a role is needed for ${uses.join(' and ')}` };
  }
  if (hasHole(template.property('EncryptionConfiguration')) || hasHole(tags)) {
    yield { at: AT, text: 'whether it needs a role is known at deployment', unresolved: true };
  }
}

function* checkDeclared(template: TemplateResource, role: TemplateResource, app: TemplateApp): Iterable<Problem> {
  if (!referenceOf(template.property('CustomRoleArn'))?.endsWith('.Arn')) {
    return yield { at: AT, text: `CustomRoleArn is the name of ${role.constructPath} but must be its ARN` };
  }
  const needsTags = template.list('ResourceTags').length > 0;
  const actions = [CREATE_ACTION, ...(needsTags ? [TAG_ACTION] : []), ...keyActions(template, app)];
  for (const flaw of flawsInRole(role, ECR.principal, actions, app)) {
    yield { at: AT, text: `CustomRoleArn is ${role.constructPath}, which ${flaw}` };
  }
  const path = role.property('Path');
  if (isMissing(path)) return;
  if (hasHole(path)) return yield { at: AT, text: 'the path of the role is known at deployment', unresolved: true };
  const property = `path of ${role.constructPath}`;
  yield* problemsOf(EcrRule.TEMPLATE_ROLE, AT, property, mistakesInRolePath(path));
}

/** The actions on the customer-managed key of a template that the policies of its role must allow. */
function keyActions(template: TemplateResource, app: TemplateApp): string[] {
  const name = template.property('EncryptionConfiguration.KmsKey');
  if (!usesKmsKey(template.property('EncryptionConfiguration.EncryptionType')) || isMissing(name)) return [];
  if (/alias\/aws\//.test(String(name))) return [];
  // A key policy may allow the other actions to the role itself.
  const value = keyOf(name, template.stack, app)?.property('KeyPolicy');
  const { statements, partial } = readPolicy(value);
  const isGiven = (action: string) =>
    value === undefined ||
    partial ||
    statements.some(({ allows, json, principals: { AWS: named = [] } }) => {
      const isDirect = 'NotPrincipal' in json || named.some((each) => !isWholeAccount(each));
      return allows && isDirect && (coversAction(json, action) || hasHole([json.Action, json.NotAction]));
    });
  return REPOSITORY_KEY_ACTIONS.filter((action) => action === RETIRE_GRANT_ACTION || !isGiven(action));
}

/** A role that the app does not declare, with its ARN. */
function* checkArn(value: unknown, { account, region }: TemplateStack): Iterable<Problem> {
  const filled = fillRegion(value, region);
  // A hole may be a name or a whole ARN. It probably has no path.
  const text =
    typeof filled === 'string' ? fill(filled, (name) => (name === 'AWS::AccountId' ? '0'.repeat(12) : '~')) : '';
  const [, api, role] = ROLE_ARN.exec(text) ?? [];
  if (role?.includes('/')) {
    return yield {
      at: AT,
      text: `CustomRoleArn is ${readable(value)}, but a template accepts no role with a path`,
    };
  }
  if (hasHole(value) && text.includes('~')) {
    return yield { at: AT, text: 'the role is known at deployment', unresolved: true };
  }
  if (role === undefined || !/^[A-Za-z0-9+=,.@_-]+$/.test(role)) {
    return yield { at: AT, text: `CustomRoleArn is ${readable(value)}, which is no ARN of a role` };
  }
  if (account === undefined || api === account) return;
  yield {
    at: AT,
    text: `CustomRoleArn is a role of ${api} but must be a role of ${account}, the account of the template`,
  };
}
