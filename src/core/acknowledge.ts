import { Validations } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { knownText } from './known-text';

/** Acknowledges rules of cdk-nag on the L1 only, so that its children are not covered. */
export function acknowledge(construct: IConstruct, ids: string[], reason: string): void {
  Validations.of(construct.node.defaultChild ?? construct).acknowledge(...ids.map((id) => ({ id, reason })));
}

/**
 * Acknowledges the finding of cdk-nag on a policy that admits `*` on a condition that not everybody meets. cdk-nag looks only
 * at the principal. An open statement has a warning of its own.
 */
export function acknowledgeConditioned(policy: CfnResource): void {
  acknowledge(
    policy,
    ['AwsSolutions-ECR1'],
    'The condition of the statement limits "*" to principals of an organization, account or network.',
  );
}

/**
 * Acknowledges the finding of cdk-nag on a wildcard in a policy. It writes the metadata itself, because the oldest supported
 * `Validations.acknowledge` accepts no id with the "::" of a pseudo parameter.
 */
export function acknowledgeWildcard(policy: iam.ManagedPolicy, resource: string, reason: string): void {
  const id = `AwsSolutions-IAM5[Resource::${knownText(policy, resource)}]`;
  policy.node.defaultChild!.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}
