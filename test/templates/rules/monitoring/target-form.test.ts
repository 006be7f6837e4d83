import type { Stack } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, problemsOf, REGION } from '../../../checks/support';
import type { Build } from '../../../checks/support';

const PUSHED = { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'] };
const ROLE = `arn:aws:iam::${ACCOUNT}:role/events`;

const arnOf = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;

function ruleTo(stack: Stack, arn: string, more: object = {}, pattern: object = PUSHED): void {
  new events.CfnRule(stack, 'Rule', { eventPattern: pattern, targets: [{ id: 'Target', arn, ...more }] });
}

/** The problems of a rule, without those of the policies of its targets. */
const problems = (build: Build) =>
  problemsOf(EcrRule.TARGET_POLICY, build).filter((each) => each.includes('/Targets/'));

function roleFor(stack: Stack, service: string): string {
  const statement = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  return new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Statement: [statement] } }).attrArn;
}

test.each<[string, Build, string]>([
  [
    'the URL of a queue',
    (stack) => ruleTo(stack, new sqs.CfnQueue(stack, 'Queue').ref),
    'Arn refers to Stack/Queue by its name or URL, but EventBridge accepts only the ARN of a target',
  ],
  [
    'the name of a log group',
    (stack) => ruleTo(stack, new logs.CfnLogGroup(stack, 'Log').ref),
    'Arn refers to Stack/Log by its name or URL, but EventBridge accepts only the ARN of a target',
  ],
  ['a name', (stack) => ruleTo(stack, 'scan'), 'Arn is scan, but EventBridge accepts only the ARN of a target'],
  [
    'a pipeline without a role',
    (stack) => ruleTo(stack, arnOf('codepipeline', 'deploy')),
    'RoleArn is not set, but EventBridge delivers to a target of the service codepipeline with a role only',
  ],
  [
    'a build without a role',
    (stack) => ruleTo(stack, arnOf('codebuild', 'project/scan')),
    'RoleArn is not set, but EventBridge delivers to a target of the service codebuild with a role only',
  ],
  [
    'a state machine of the stack without a role',
    (stack) => {
      const machine = new CfnResource(stack, 'Machine', { type: 'AWS::StepFunctions::StateMachine' });
      ruleTo(stack, machine.ref);
    },
    'RoleArn is not set, but EventBridge delivers to a target of the service states with a role only',
  ],
  [
    'a role for the target, not for EventBridge',
    (stack) =>
      ruleTo(stack, arnOf('codebuild', 'project/scan'), { roleArn: roleFor(stack, 'codebuild.amazonaws.com') }),
    'RoleArn is Stack/Role, which does not trust events.amazonaws.com',
  ],
  [
    'a FIFO topic',
    (stack) => ruleTo(stack, new sns.CfnTopic(stack, 'Topic', { fifoTopic: true, topicName: 'x.fifo' }).ref),
    'EventBridge sends to the topic without a group, but a FIFO topic accepts no message without one',
  ],
  [
    'a FIFO topic of another app',
    (stack) => ruleTo(stack, arnOf('sns', 'pushed.fifo')),
    'EventBridge sends to the topic without a group, but a FIFO topic accepts no message without one',
  ],
  [
    'a FIFO queue without a group',
    (stack) => ruleTo(stack, new sqs.CfnQueue(stack, 'Queue', { fifoQueue: true }).attrArn),
    'SqsParameters is not set, but a FIFO queue accepts no message without a group',
  ],
  [
    'delivered to a FIFO queue if it fails',
    (stack) => {
      const arn = new sqs.CfnQueue(stack, 'Queue', { fifoQueue: true }).attrArn;
      ruleTo(stack, arnOf('sqs', 'pushed'), { deadLetterConfig: { arn } });
    },
    'EventBridge refuses a FIFO queue for undelivered events',
  ],
  [
    'a queue in another region',
    (stack) => ruleTo(stack, `arn:aws:sqs:us-east-1:${ACCOUNT}:pushed`),
    'Arn is in us-east-1, but EventBridge delivers to targets in eu-west-1 only, where its rule is',
  ],
])('reports a target that is %s', (_, build, text) => {
  expect(problems(build)).toEqual([expect.stringContaining(text)]);
});

test.each<[string, Build]>([
  ['the ARN of a queue', (stack) => ruleTo(stack, new sqs.CfnQueue(stack, 'Queue').attrArn)],
  ['a topic by its Ref, which is its ARN', (stack) => ruleTo(stack, new sns.CfnTopic(stack, 'Topic').ref)],
  ['a build with a role', (stack) => ruleTo(stack, arnOf('codebuild', 'project/scan'), { roleArn: ROLE })],
  [
    'a build with a role of the stack that EventBridge may assume',
    (stack) => ruleTo(stack, arnOf('codebuild', 'project/scan'), { roleArn: roleFor(stack, 'events.amazonaws.com') }),
  ],
  [
    'a state machine by its L2',
    (stack) => {
      const definitionBody = stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(stack, 'Pass'));
      const machine = new stepfunctions.StateMachine(stack, 'Machine', { definitionBody });
      const eventPattern = { source: ['aws.ecr'] };
      new events.Rule(stack, 'Rule', { eventPattern, targets: [new targets.SfnStateMachine(machine)] });
    },
  ],
  [
    'a FIFO queue with a group',
    (stack) =>
      ruleTo(stack, new sqs.CfnQueue(stack, 'Queue', { fifoQueue: true }).attrArn, {
        sqsParameters: { messageGroupId: 'images' },
      }),
  ],
  ['a standard queue of another app', (stack) => ruleTo(stack, arnOf('sqs', 'pushed'))],
  ['a bus, a function or a log group', (stack) => ruleTo(stack, arnOf('events', 'event-bus/images'))],
  [
    'a build that events of other services start',
    (stack) => ruleTo(stack, arnOf('codebuild', 'project/x'), {}, { source: ['aws.s3'] }),
  ],
])('does not report a target that is %s', (_, build) => {
  expect(problems(build)).toEqual([]);
});
