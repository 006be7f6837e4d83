import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Tells cdk-nag why a policy has a wildcard in an ARN. `Validations.of(policy).acknowledge` does the same, but releases
 * of aws-cdk-lib before 2.262 take no id with the "::" of a pseudo parameter.
 */
export function acknowledgeWildcard(policy: IConstruct, resource: string, reason: string): void {
  policy.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
    [`AwsSolutions-IAM5[Resource::${resource}]`]: reason,
  });
}
