import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';

export function acknowledgeQueue(queue: IConstruct): void {
  acknowledge(queue, 'It is where failed events end.', 'AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy');
}

export function acknowledgeFunction(target: IConstruct): void {
  acknowledgeInlinePolicy(target);
  acknowledge(target, 'The function calls nothing within a network.', ...inCompliancePacks('LambdaInsideVPC'));
  acknowledge(
    target,
    'New accounts have too little concurrency to reserve some of it.',
    ...inCompliancePacks('LambdaConcurrency'),
  );
  acknowledge(
    target,
    'To write its log.',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
  );
  acknowledge(target, 'The actions of AWS X-Ray know no resources.', 'AwsSolutions-IAM5[Resource::*]');
}

export function acknowledgeNetwork(vpc: IConstruct): void {
  acknowledgeInlinePolicy(vpc);
  acknowledge(vpc, 'Nothing is in the default security group.', ...inCompliancePacks('VPCDefaultSecurityGroupClosed'));
}

export function acknowledgeTask(taskDefinition: TaskDefinition): void {
  acknowledgeInlinePolicy(taskDefinition);
  acknowledge(
    taskDefinition.executionRole!,
    'ecr:GetAuthorizationToken knows no resources.',
    'AwsSolutions-IAM5[Resource::*]',
  );
}

export function acknowledgeStateMachine(stateMachine: IConstruct): void {
  acknowledgeInlinePolicy(stateMachine);
  acknowledge(
    stateMachine,
    'The actions that deliver logs and traces know no resources.',
    'AwsSolutions-IAM5[Resource::*]',
  );
}

export function acknowledgeArtifacts(bucket: IConstruct): void {
  acknowledge(
    bucket,
    'It has names of images, for the minutes of a deployment; the images are in Amazon ECR.',
    'AwsSolutions-S1',
    ...inCompliancePacks('S3BucketLoggingEnabled'),
    ...inCompliancePacks('S3BucketReplicationEnabled'),
  );
}

/** Its own role, and those of its source and its rule. */
export function acknowledgePipeline(pipeline: Pipeline): void {
  acknowledgeInlinePolicy(pipeline);
  acknowledgeArtifactAccess(pipeline, pipeline);
}

export function acknowledgeDeploymentRole(role: IConstruct, pipeline: Pipeline): void {
  const { account, region } = Stack.of(pipeline);
  const log = `/aws/codepipeline/<${logicalId(pipeline)}>`;
  acknowledgeInlinePolicy(role);
  acknowledgeArtifactAccess(role, pipeline);
  acknowledge(
    role,
    'The streams of the log of the pipeline, which AWS CodePipeline names.',
    `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:${region}:${account}:log-group:${log}:*]`,
  );
}

function acknowledgeArtifactAccess(scope: IConstruct, { artifactBucket }: Pipeline): void {
  acknowledge(
    scope,
    'Variants of actions on the bucket and the key of the artifacts.',
    ...['s3:Abort*', 's3:DeleteObject*', 's3:GetBucket*', 's3:GetObject*', 's3:List*'].map(wildcardAction),
    ...['kms:GenerateDataKey*', 'kms:ReEncrypt*'].map(wildcardAction),
    `AwsSolutions-IAM5[Resource::<${logicalId(artifactBucket)}.Arn>/*]`,
  );
}

/** What the CDK gives a role stands in a policy of that role. */
function acknowledgeInlinePolicy(scope: IConstruct): void {
  acknowledge(
    scope,
    'The policy is of one role, goes with it, and cannot be attached to another one by mistake.',
    ...inCompliancePacks('IAMNoInlinePolicy'),
  );
}

/**
 * Tells cdk-nag why something may be as it is, for a construct and what is in it. `Validations.of(scope).acknowledge` does
 * the same, but releases of aws-cdk-lib before 2.262 take no id with the "::" of a pseudo parameter.
 */
function acknowledge(scope: IConstruct, reason: string, ...rules: string[]): void {
  const reasons = Object.fromEntries(rules.map((rule) => [rule, reason]));
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, reasons);
}

function inCompliancePacks(rule: string): string[] {
  return ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-${rule}`);
}

function wildcardAction(action: string): string {
  return `AwsSolutions-IAM5[Action::${action}]`;
}

function logicalId(resource: IConstruct): string {
  return Stack.of(resource).getLogicalId(resource.node.defaultChild as CfnElement);
}
