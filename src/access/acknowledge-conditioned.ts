import { Stack, Token } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { acknowledge } from '../core/acknowledge';
import { overrideOf } from '../core/overrides';
import { Openness, opennessWithHoles } from '../ecr/policy/open-statement';
import { ResourceType } from '../ecr/resource-type';
import { isIntrinsic, withHoles } from '../text/intrinsics';
import { isObject } from '../text/json';

/** The policies for which cdk-nag has the rule. */
type Policy = ecr.CfnRepository & ecr.CfnRegistryPolicy;

/** The property with the policy of each type of resources, as CloudFormation names it. */
const PROPERTIES: Readonly<Record<string, string>> = {
  [ResourceType.REPOSITORY]: 'RepositoryPolicyText',
  [ResourceType.REGISTRY_POLICY]: 'PolicyText',
};

/** The resources whose policy is judged when the app is validated. */
const JUDGED = new WeakSet<CfnResource>();

/**
 * Acknowledges the finding of cdk-nag on a policy that admits `*` on a condition that not everybody meets. cdk-nag looks
 * only at the principal. It reports a policy once for all statements, so the final ones decide: an open statement that is
 * added later is not covered.
 */
export function acknowledgeConditioned(resource: CfnResource): void {
  if (!(resource.cfnResourceType in PROPERTIES) || JUDGED.has(resource)) return;
  JUDGED.add(resource);
  resource.node.addValidation({
    // cdk-nag runs after the validation, because it is a plugin.
    validate: () => {
      if (isLimited(resource as Policy)) {
        acknowledge(
          resource,
          ['AwsSolutions-ECR1'],
          'The condition of the statement limits "*" to principals of an organization, account or network.',
        );
      }
      return [];
    },
  });
}

/** Whether a policy that repositories of a stack share is limited. */
const LIMITED = new WeakMap<object, boolean>();

/** Whether a condition limits each statement of a policy that has a wildcard in its principal. */
function isLimited(resource: Policy): boolean {
  // Nobody judges what an override writes, so cdk-nag keeps its finding on the rest.
  if (overrideOf(resource, PROPERTIES[resource.cfnResourceType])) return false;
  const policy: unknown = resource.repositoryPolicyText ?? resource.policyText;
  if (!isObject(policy) || Token.isUnresolved(policy)) return areLimited(resource, policy);
  let limited = LIMITED.get(policy);
  if (limited === undefined) LIMITED.set(policy, (limited = areLimited(resource, policy)));
  return limited;
}

function areLimited(resource: CfnResource, policy: unknown): boolean {
  const resolved: unknown = Stack.of(resource).resolve(policy);
  const statements = isObject(resolved) ? [resolved.Statement].flat() : [];
  return statements.some(namesWildcard) && statements.every((each) => !namesWildcard(each) || isConditioned(each));
}

/** Whether a statement has a wildcard in its principal, as cdk-nag sees it, or may have one. */
function namesWildcard(statement: unknown): boolean {
  if (!isObject(statement) || isIntrinsic(statement)) return true;
  const { Effect: effect, Principal: principal = '', NotPrincipal: exempted } = statement;
  return effect !== 'Deny' && (exempted !== undefined || JSON.stringify(principal).includes('*'));
}

function isConditioned(statement: unknown): boolean {
  return opennessWithHoles(withHoles(statement)) === Openness.CONDITIONED;
}
