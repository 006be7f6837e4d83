import { EcrRule } from '../../../ecr/ecr-rule';
import { someOf } from '../../../ecr/mistakes/statements/statement-mistake';
import { deniesOnAll, destructiveOnAll, FULL_ACCESS_POLICIES } from '../../../ecr/policy/identity-statement';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { ResourceType } from '../../../ecr/resource-type';
import { readable } from '../../../text/holes';
import { isObject } from '../../../text/json';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const IDENTITY_POLICY: Rule = {
  id: EcrRule.IDENTITY_POLICY,
  types: [
    ResourceType.IAM_POLICY,
    ResourceType.IAM_MANAGED_POLICY,
    ResourceType.IAM_ROLE,
    ResourceType.IAM_USER,
    ResourceType.IAM_GROUP,
    ResourceType.IAM_ROLE_POLICY,
    ResourceType.IAM_USER_POLICY,
    ResourceType.IAM_GROUP_POLICY,
  ],
  check: checkIdentity,
};

function* checkIdentity(resource: TemplateResource): Iterable<Problem> {
  yield* checkDocument(resource, 'Properties/PolicyDocument', resource.property('PolicyDocument'));
  for (const [index, policy] of resource.list('Policies').entries()) {
    const document = isObject(policy) ? policy.PolicyDocument : undefined;
    yield* checkDocument(resource, `Properties/Policies/${index}/PolicyDocument`, document);
  }
  for (const [index, policy] of resource.list('ManagedPolicyArns').entries()) {
    const name = FULL_ACCESS_POLICIES.find((each) => readable(policy).endsWith(`:aws:policy/${each}`));
    if (name === undefined) continue;
    yield {
      at: `Properties/ManagedPolicyArns/${index}`,
      text: `it has the managed policy ${name}, which allows all actions on every repository`,
    };
  }
}

function* checkDocument({ stack }: TemplateResource, at: string, value: unknown): Iterable<Problem> {
  const { statements } = readPolicy(value);
  for (const statement of statements) {
    const actions = destructiveOnAll(statement, stack).filter(
      (action) => !statements.some((other) => deniesOnAll(other, action, stack)),
    );
    if (actions.length === 0) continue;
    yield {
      at: `${at}/Statement/${statement.index}`,
      text: readable(`statement ${statement.sid ?? statement.index + 1} allows ${someOf(actions)} on every repository`),
    };
  }
}
