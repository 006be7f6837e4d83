import { Aws, Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../core/acknowledge-wildcards';
import { errorOf } from '../../ecr/mistakes/refuse';
import { mistakesInRolePath } from '../../ecr/mistakes/templates';
import { repositoriesUnder } from '../../ecr/namespaces';
import { CREATE_ACTION, REPLICATE_ACTION, TAG_ACTION } from '../../ecr/policy/ecr-actions';
import { REPOSITORY_KEY_ACTIONS } from '../../ecr/policy/service-actions';
import { ECR } from '../../ecr/services';
import { followSetting } from '../setting-role';

export interface TemplateRoleProps {
  /** Prefix of the template. */
  readonly prefix: string;
  /** Whether the repositories are encrypted with a KMS key. */
  readonly kms: boolean;
  /** ARN of that key; without it, it is the AWS-managed one. */
  readonly keyArn?: string;
  /** The role has the removal policy of its template: a retained template works only with its role. */
  readonly template: CfnResource;
}

/**
 * The role with which Amazon ECR creates the repositories of a template: under its prefix, with its key.
 *
 * Its policy is a managed one, as several compliance packs ask for.
 */
export function templateRole(scope: Construct, props: TemplateRoleProps): iam.Role {
  const { account, region } = Stack.of(scope);
  const repositories = `arn:${Aws.PARTITION}:ecr:${region}:${account}:repository/${repositoriesUnder(props.prefix)}`;
  const keys = `arn:${Aws.PARTITION}:kms:${region}:${account}:key/*`;
  const anyKey = props.kms && props.keyArn === undefined;
  const create = new iam.PolicyStatement({
    actions: [CREATE_ACTION, REPLICATE_ACTION, TAG_ACTION],
    resources: [repositories],
  });
  const encrypt = new iam.PolicyStatement({
    actions: REPOSITORY_KEY_ACTIONS,
    resources: [props.keyArn ?? keys],
    // The AWS-managed key may not even exist yet, and is known by its alias only.
    conditions: anyKey ? { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/aws/ecr' } } : undefined,
  });
  const policy = new iam.ManagedPolicy(scope, 'Policy', {
    description: 'Creates the repositories of a creation template of Amazon ECR',
    statements: props.kms ? [create, encrypt] : [create],
  });
  acknowledgeWildcards(
    policy,
    create,
    'Amazon ECR creates whatever repositories are asked for under the prefix of the template.',
  );
  if (anyKey) {
    acknowledgeWildcards(policy, encrypt, 'A condition limits the statement to the AWS-managed key of Amazon ECR.');
  }
  // Through its policies, so that the role, and with it the template, is there only when they are.
  const role = new iam.Role(scope, 'Role', {
    description: 'Amazon ECR creates repositories by a creation template',
    assumedBy: new iam.ServicePrincipal(ECR.principal),
    managedPolicies: [policy],
  });
  followSetting(props.template, 'CreationTemplate', props.prefix, { role, policy });
  return role;
}

/** Mistakes in the role after all aspects have changed it. */
export function roleErrors(role: iam.Role | undefined): string[] {
  const path = (role?.node.defaultChild as iam.CfnRole | undefined)?.path;
  if (!role) return [];
  const place = { scope: role, api: 'Registry', property: 'path' };
  return [...mistakesInRolePath(path)].map((mistake) => errorOf(place, mistake).message);
}
