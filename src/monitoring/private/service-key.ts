import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { outermostStack } from '../../core/environment';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { RepositoryKey } from '../../repository/repository-key';

/** Construct id of the key that the logs and topics of a stack share. */
const KEY_ID = 'EcrMonitoringKey';

/**
 * The key for the logs and topics of a stack, with the policy, rotation and alias that keys of repositories have. Each
 * service is admitted where it is needed. The key stays when the stack goes, because logs stay that only it can decrypt.
 */
export function monitoringKey(scope: IConstruct): RepositoryKey {
  const stack = Stack.of(scope);
  const known = stack.node.tryFindChild(KEY_ID) as RepositoryKey | undefined;
  const description = `Logs and notifications about Amazon ECR in ${outermostStack(stack).stackName}`;
  return known ?? new RepositoryKey(stack, KEY_ID, { description });
}

/** A resource with a policy of its own: a key or a topic. */
interface WithPolicy extends IConstruct {
  addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}

/** Adds a statement where the app owns the policy. Otherwise a warning tells what the policy must allow. */
export function addOrWarn(
  scope: IConstruct,
  resource: WithPolicy,
  statement: iam.PolicyStatement,
  needs: string,
): void {
  if (resource.addToResourcePolicy(statement).statementAdded) return;
  warn(
    scope,
    EcrRule.FOREIGN_POLICY,
    `the policy of ${resource.node.path} is not of this app, and without a statement that allows ${needs} messages are ` +
      'lost; make sure that it has one',
  );
}
