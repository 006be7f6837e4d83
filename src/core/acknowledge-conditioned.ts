import { Validations } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';

/**
 * Acknowledges cdk-nag's finding on a policy one of whose statements admits `*` under a condition that not everybody
 * meets: cdk-nag looks at the principal alone. A statement that really is open has a warning of its own.
 */
export function acknowledgeConditioned(policy: CfnResource): void {
  Validations.of(policy).acknowledge({
    id: 'AwsSolutions-ECR1',
    reason: 'The condition of the statement limits "*" to principals of an organization, account or network.',
  });
}
