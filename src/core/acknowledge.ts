import { Validations } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { knownText } from './known-text';

/** Tells cdk-nag why rules are not met, on the L1 itself: on a construct it would hold for all beneath it. */
export function acknowledge(construct: IConstruct, ids: string[], reason: string): void {
  Validations.of(construct.node.defaultChild ?? construct).acknowledge(...ids.map((id) => ({ id, reason })));
}

/**
 * Acknowledges cdk-nag's finding on a policy that admits `*` in a statement whose condition not everybody meets: cdk-nag
 * looks at the principal alone. An open statement has a warning of its own.
 */
export function acknowledgeConditioned(policy: CfnResource): void {
  acknowledge(
    policy,
    ['AwsSolutions-ECR1'],
    'The condition of the statement limits "*" to principals of an organization, account or network.',
  );
}

/**
 * Tells cdk-nag why a policy has a wildcard. It writes the metadata as `Validations.acknowledge` does, which at our floor
 * takes no id with the "::" of a pseudo parameter.
 */
export function acknowledgeWildcard(policy: iam.ManagedPolicy, resource: string, reason: string): void {
  const id = `AwsSolutions-IAM5[Resource::${knownText(policy, resource)}]`;
  policy.node.defaultChild!.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}
