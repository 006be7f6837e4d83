import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { oneOrAll } from '../../access/guardrail';
import { acknowledge } from '../../core/acknowledge';
import { ConstructLedger } from '../../core/app-ledger';
import { EVENTBRIDGE } from '../../ecr/services';
import { byKey } from '../../text/lists';

/** Construct id of the queue that the rules of a stack share. */
const QUEUE_ID = 'EcrUndeliveredEvents';

/** The rules that may send to a queue. They share a statement, because Amazon SQS takes 20 in a policy. */
const SENDERS = new ConstructLedger<sqs.IQueue, Set<string>>();

/**
 * The queue of a stack for events that EventBridge could not deliver in a day. It keeps them for 14 days. Each event has
 * the ARN of its rule as an attribute.
 */
export function deadLetterQueue(scope: IConstruct): sqs.Queue {
  const stack = Stack.of(scope);
  return (stack.node.tryFindChild(QUEUE_ID) as sqs.Queue | undefined) ?? createQueue(stack);
}

function createQueue(stack: Stack): sqs.Queue {
  const queue = new sqs.Queue(stack, QUEUE_ID, {
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
  SENDERS.require(queue, () => admitEventBridge(queue)).add(rule.ruleRef.ruleArn);
}

function admitEventBridge(queue: sqs.IQueue): Set<string> {
  const rules = new Set<string>();
  const arns = Lazy.uncachedAny({
    produce: (context) => {
      const byContent = [...rules].map((arn) => [JSON.stringify(context.resolve(arn)), arn] as const);
      return oneOrAll(byContent.sort(byKey).map(([, arn]) => arn));
    },
  });
  queue.addToResourcePolicy(
    new iam.PolicyStatement({
      actions: ['sqs:SendMessage'],
      principals: [new iam.ServicePrincipal(EVENTBRIDGE.principal)],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': arns } },
    }),
  );
  return rules;
}
