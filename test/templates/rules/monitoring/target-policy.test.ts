import type { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.TARGET_POLICY;
const PUSHED = { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'] };
const SERVICE = 'events.amazonaws.com';

function ruleTo(stack: Stack, arn: string, more: object = {}, props: events.CfnRuleProps = {}): events.CfnRule {
  const target = { id: 'Target', arn, ...more };
  return new events.CfnRule(stack, 'Rule', { name: 'pushed', eventPattern: PUSHED, targets: [target], ...props });
}

const queueIn = (stack: Stack, props: sqs.CfnQueueProps = {}) =>
  new sqs.CfnQueue(stack, 'Bad', { queueName: 'events', ...props });

function admit(stack: Stack, queue: sqs.CfnQueue, more: object = {}, queues = [queue.ref]): void {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: SERVICE },
    Action: 'sqs:SendMessage',
    Resource: queue.attrArn,
    ...more,
  };
  new sqs.CfnQueuePolicy(stack, 'Policy', { queues, policyDocument: { Statement: [statement] } });
}

function functionIn(stack: Stack): lambda.CfnFunction {
  return new lambda.CfnFunction(stack, 'Bad', {
    functionName: 'scan',
    role: `arn:aws:iam::${ACCOUNT}:role/scan`,
    code: { zipFile: 'x' },
    handler: 'index.handler',
    runtime: 'nodejs22.x',
  });
}

function permit(stack: Stack, functionName: string, more: Partial<lambda.CfnPermissionProps> = {}): void {
  new lambda.CfnPermission(stack, 'Permission', {
    functionName,
    action: 'lambda:InvokeFunction',
    principal: SERVICE,
    ...more,
  });
}

const arnOf = (name: string) => `arn:aws:events:${REGION}:${ACCOUNT}:rule/${name}`;
const fromRule = (arn: string) => ({ Condition: { ArnEquals: { 'aws:SourceArn': arn } } });
const LOST = 'the events of Stack/Rule, which are lost';
const NOT_SENT = `Properties: no policy of the queue lets EventBridge send ${LOST}`;
const NOT_INVOKED =
  'Properties: no permission lets EventBridge invoke the function for Stack/Rule, whose events are lost';

testRuleTable({
  rule,
  l1: (stack) => ruleTo(stack, queueIn(stack).attrArn),
  l2: (stack) => {
    const queue = new sqs.Queue(stack, 'Bad', { encryption: sqs.QueueEncryption.KMS_MANAGED });
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ecr'] }, targets: [new targets.SqsQueue(queue)] });
  },
  override: (stack) => {
    const queue = new sqs.Queue(stack, 'Bad');
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ecr'] }, targets: [new targets.SqsQueue(queue)] });
    const policy = stack.node.findChild('Bad').node.findChild('Policy').node.defaultChild as sqs.CfnQueuePolicy;
    override(policy, { 'PolicyDocument.Statement.0.Principal': { Service: 's3.amazonaws.com' } });
  },
  passes: (stack) => {
    const queue = new sqs.Queue(stack, 'Good', { enforceSSL: true });
    const handler = lambda.Function.fromFunctionArn(
      stack,
      'Other',
      `arn:aws:lambda:${REGION}:${ACCOUNT}:function:other`,
    );
    new events.Rule(stack, 'Rule', {
      eventPattern: { source: ['aws.ecr'] },
      targets: [new targets.SqsQueue(queue), new targets.LambdaFunction(handler, { deadLetterQueue: queue })],
    });
  },
});

test.each<[string, (stack: Stack) => void, string]>([
  ['a queue without a policy', (stack) => ruleTo(stack, queueIn(stack).attrArn), NOT_SENT],
  [
    'a queue for undelivered events without a policy',
    (stack) => {
      const role = `arn:aws:iam::${ACCOUNT}:role/send`;
      const deadLetterConfig = { arn: queueIn(stack).attrArn };
      ruleTo(stack, `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/s`, { roleArn: role, deadLetterConfig });
    },
    NOT_SENT,
  ],
  [
    'a queue that admits another rule',
    (stack) => {
      const queue = queueIn(stack);
      ruleTo(stack, queue.attrArn);
      admit(stack, queue, fromRule(arnOf('deleted')));
    },
    NOT_SENT,
  ],
  [
    'a queue that admits only principals of an organization',
    (stack) => {
      const queue = queueIn(stack);
      ruleTo(stack, queue.attrArn);
      admit(stack, queue, { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } });
    },
    NOT_SENT,
  ],
  [
    'a queue that lets EventBridge receive only',
    (stack) => {
      const queue = queueIn(stack);
      ruleTo(stack, queue.attrArn);
      admit(stack, queue, { Action: 'sqs:ReceiveMessage' });
    },
    NOT_SENT,
  ],
  [
    'a queue with the policy of another queue',
    (stack) => {
      const queue = queueIn(stack);
      ruleTo(stack, queue.attrArn);
      admit(stack, queue, {}, [new sqs.CfnQueue(stack, 'Other').ref]);
    },
    NOT_SENT,
  ],
  [
    'a queue with a key that admits only its account',
    (stack) => {
      const key = new kms.CfnKey(stack, 'Key', {
        keyPolicy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
          ],
        },
      });
      const queue = queueIn(stack, { kmsMasterKeyId: key.ref });
      ruleTo(stack, queue.attrArn);
      admit(stack, queue);
    },
    'Properties/KmsMasterKeyId: the policy of the key (Stack/Key) does not let EventBridge use kms:Decrypt and ' +
      'kms:GenerateDataKey*, so no event arrives',
  ],
  ['a function without a permission', (stack) => ruleTo(stack, functionIn(stack).attrArn), NOT_INVOKED],
  [
    'a function that another service may invoke',
    (stack) => {
      const target = functionIn(stack);
      ruleTo(stack, target.attrArn);
      permit(stack, target.ref, { principal: 's3.amazonaws.com' });
    },
    NOT_INVOKED,
  ],
  [
    'a function that another rule may invoke',
    (stack) => {
      const target = functionIn(stack);
      ruleTo(stack, target.attrArn);
      permit(stack, target.ref, { sourceArn: arnOf('deleted') });
    },
    NOT_INVOKED,
  ],
  [
    'a function that a named rule may invoke, but not one whose name CloudFormation generates',
    (stack) => {
      const target = functionIn(stack);
      ruleTo(stack, target.attrArn, {}, { name: undefined });
      permit(stack, target.ref, { sourceArn: arnOf('deleted') });
    },
    NOT_INVOKED,
  ],
  [
    'a function that EventBridge may only read',
    (stack) => {
      const target = functionIn(stack);
      ruleTo(stack, target.attrArn);
      permit(stack, target.ref, { action: 'lambda:GetFunction' });
    },
    NOT_INVOKED,
  ],
])('reports %s', (_, build, text) => {
  expect(problemsOf(rule, build)).toEqual([text]);
});

test.each<[string, (stack: Stack) => void]>([
  [
    'a queue that admits the rule by reference',
    (stack) => {
      const queue = queueIn(stack);
      admit(stack, queue, fromRule(ruleTo(stack, queue.attrArn).attrArn));
    },
  ],
  ...[arnOf('pushed'), arnOf('*'), arnOf('push*'), `arn:aws:events:${REGION}:${ACCOUNT}:rule/bus/pushed`].map(
    (arn): [string, (stack: Stack) => void] => [
      `a queue that admits ${arn}`,
      (stack) => {
        const queue = queueIn(stack);
        ruleTo(stack, queue.attrArn);
        admit(stack, queue, fromRule(arn));
      },
    ],
  ),
  [
    'a queue that admits the name that CloudFormation generates',
    (stack) => {
      const queue = queueIn(stack);
      ruleTo(stack, queue.attrArn, {}, { name: undefined });
      admit(stack, queue, fromRule(arnOf('Stack-Rule-1A2B3C4D5E6F')));
    },
  ],
  [
    'a queue that admits the rules of its account',
    (stack) => {
      const queue = queueIn(stack);
      ruleTo(stack, queue.attrArn);
      admit(stack, queue, { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } });
    },
  ],
  [
    'a queue whose policy names it by its URL, and its statement by its name',
    (stack) => {
      const queue = queueIn(stack);
      ruleTo(stack, queue.attrArn);
      admit(stack, queue, { Resource: `arn:aws:sqs:${REGION}:${ACCOUNT}:events` }, [
        `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/events`,
      ]);
    },
  ],
  [
    'a queue that a role sends to',
    (stack) => ruleTo(stack, queueIn(stack).attrArn, { roleArn: `arn:aws:iam::${ACCOUNT}:role/send` }),
  ],
  [
    'a queue whose policy depends on a parameter',
    (stack) => {
      const queue = queueIn(stack);
      ruleTo(stack, queue.attrArn);
      admit(stack, queue, { Principal: { Service: new CfnParameter(stack, 'Service').valueAsString } });
    },
  ],
  [
    'a queue for events of another service',
    (stack) => ruleTo(stack, queueIn(stack).attrArn, {}, { eventPattern: { source: ['aws.s3'] } }),
  ],
  [
    'a function that the rule may invoke',
    (stack) => {
      const target = functionIn(stack);
      permit(stack, target.attrArn, { sourceArn: ruleTo(stack, target.attrArn).attrArn });
    },
  ],
  [
    'a function that EventBridge may invoke by its name',
    (stack) => {
      ruleTo(stack, functionIn(stack).attrArn);
      permit(stack, 'scan', { action: 'lambda:*' });
    },
  ],
  [
    'a function whose permission depends on a parameter',
    (stack) => {
      ruleTo(stack, functionIn(stack).attrArn);
      permit(stack, new CfnParameter(stack, 'Function').valueAsString);
    },
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});
