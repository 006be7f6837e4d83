import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { RepositoryKey } from '../../repository/repository-key';

/** A key with the policy, rotation and alias that keys of repositories have; services are admitted one by one. */
export function serviceKey(scope: Construct, id: string, description: string, removalPolicy: RemovalPolicy): kms.Key {
  return new RepositoryKey(scope, id, { description, removalPolicy });
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
