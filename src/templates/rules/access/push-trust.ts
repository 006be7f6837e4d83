import { EcrRule } from '../../../ecr/ecr-rule';
import { flawsOfTrust } from '../../../ecr/oidc/trust-flaws';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { admitsEverybody } from '../../../ecr/policy/open-statement';
import { readPolicy } from '../../../ecr/policy/policy-document';
import type { PolicyStatement } from '../../../ecr/policy/policy-document';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import { isObject } from '../../../text/json';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { managedPolicyAmong } from '../identity-documents';
import { policiesOfRole } from '../role-policies';

export const PUSH_TRUST: Rule = {
  id: EcrRule.PUSH_TRUST,
  types: [ResourceType.IAM_ROLE],
  check: checkTrust,
};

const PUSH = 'ecr:PutImage';
const ASSUME = 'sts:AssumeRole';
/** The managed policies of AWS that allow to push to every repository, by their names. */
const PUSH_POLICIES = [
  'AmazonEC2ContainerRegistryFullAccess',
  'AmazonEC2ContainerRegistryPowerUser',
  'AdministratorAccess',
  'PowerUserAccess',
];

function* checkTrust(role: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const { statements } = readPolicy(role.property('AssumeRolePolicyDocument'), role.stack);
  const trusting = statements.filter(
    ({ allows, principals, json }) => allows && (trustsProvider(principals) || trustsEverybody(json)),
  );
  if (trusting.length === 0 || !mayPush(role, app)) return;
  for (const { json, index } of trusting) {
    const at = `Properties/AssumeRolePolicyDocument/Statement/${index}`;
    if (isUncertain(json)) {
      yield { at, text: 'conditions of the trust policy are known only at deployment', unresolved: true };
    } else {
      for (const flaw of new Set(flawsOfTrust(json))) {
        yield { at, text: readable(`the role may push images, so its trust policy must ${flaw}`) };
      }
    }
  }
}

/** Whether principals are providers of OpenID Connect in IAM. Amazon Cognito and others have no jobs that push. */
function trustsProvider({ Federated: providers = [] }: PolicyStatement['principals']): boolean {
  return providers.some((each) => each.includes(':oidc-provider/') || hasHole(each));
}

/** Whether everybody may assume the role, on a condition or without one. */
function trustsEverybody(json: PolicyStatement['json']): boolean {
  return admitsEverybody(json) && coversAction(json, ASSUME);
}

/** Whether the condition keys of a statement, or a whole operator, are unresolved. */
function isUncertain({ Condition: conditions }: Record<string, unknown>): boolean {
  if (conditions === undefined) return false;
  if (!isObject(conditions)) return true;
  return Object.entries(conditions).some(
    ([operator, keys]) => hasHole(operator) || !isObject(keys) || Object.keys(keys).some(hasHole),
  );
}

function mayPush(role: TemplateResource, app: TemplateApp): boolean {
  const { certain, foreign } = policiesOfRole(role, app);
  return (
    foreign.some((arn) => managedPolicyAmong(PUSH_POLICIES, arn)) ||
    certain.some(({ statements }) => statements.some(({ allows, json }) => allows && coversAction(json, PUSH)))
  );
}
