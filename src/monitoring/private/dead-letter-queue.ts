import { Duration } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { EVENTBRIDGE } from '../../ecr/services';

/** A queue for events that EventBridge could not deliver in a day. It keeps them for 14 days. */
export function deadLetterQueue(scope: Construct, id: string): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(
    queue,
    ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'],
    'This queue is the dead-letter queue, of rules of Amazon EventBridge.',
  );
  return queue;
}

/** Lets a rule send to a queue. EventBridge sends the rule's ARN with it, unlike for a topic. */
export function admitRule(queue: sqs.IQueue, rule: events.IRuleRef): void {
  queue.addToResourcePolicy(
    new iam.PolicyStatement({
      actions: ['sqs:SendMessage'],
      principals: [new iam.ServicePrincipal(EVENTBRIDGE.principal)],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleRef.ruleArn } },
    }),
  );
}
