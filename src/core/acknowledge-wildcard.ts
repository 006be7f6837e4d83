import { Validations } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { knownText } from './template-text';

/**
 * Says to cdk-nag why a policy has a wildcard. Written as `Validations.acknowledge` does it, which at our floor takes
 * no id with the "::" of a pseudo parameter.
 */
export function acknowledgeWildcard(policy: iam.ManagedPolicy, resource: string, reason: string): void {
  const id = `AwsSolutions-IAM5[Resource::${knownText(policy, resource)}]`;
  policy.node.defaultChild!.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}
