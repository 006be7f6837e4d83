import { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import { ROOT } from '../../../ecr/namespaces';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { limitsCreation } from '../../../ecr/policy/registry-statement';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const ROOT_CREATE_ON_PUSH: Rule = {
  id: EcrRule.ROOT_CREATE_ON_PUSH,
  types: [ResourceType.CREATION_TEMPLATE],
  check: checkRoot,
};

function* checkRoot(template: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const at = 'Properties/AppliedFor';
  const [prefix, uses] = [template.property('Prefix'), template.list('AppliedFor')];
  const mayBeRoot = prefix === ROOT || hasHole(prefix);
  const mayApply = uses.includes('CREATE_ON_PUSH') || hasHole(uses);
  if (!mayBeRoot || !mayApply) return;
  const type = ResourceType.REGISTRY_POLICY;
  const policies = app
    .sameEnvironment(template, type)
    .map((policy) => readPolicy(policy.property('PolicyText'), policy.stack));
  if (policies.some(({ statements }) => statements.some(({ json }) => limitsCreation(json)))) return;
  const isOpen = policies.some(
    ({ statements, malformed }) => malformed || statements.some(({ json }) => isOpenStatement(json)),
  );
  const elsewhere = app.sameEnvironment(template, type, Relation.UNRESOLVED).length > 0;
  if (prefix !== ROOT || !uses.includes('CREATE_ON_PUSH') || isOpen || elsewhere) {
    return yield { at, text: 'who may create repositories is not known', unresolved: true };
  }
  yield {
    at,
    text:
      'it is applied for CREATE_ON_PUSH of all names (ROOT), and ' +
      (policies.length > 0
        ? 'no statement of the registry policy limits who may create repositories'
        : 'the app has no registry policy that limits who may create repositories'),
  };
}

function isOpenStatement({ Effect: effect, Action: action, NotAction: notAction }: Record<string, unknown>): boolean {
  return hasHole([effect, action, notAction]);
}
