import { Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { admitRule } from './private/dead-letter-queue';
import { admitToLog, targetArn } from './private/log-policy';

/** Properties of `EventLogTarget`. */
export interface EventLogTargetProps {
  /**
   * The queue for events that could not be logged within a day.
   *
   * @default - they are lost
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * Whether the stack gets a resource policy that lets EventBridge write to the log group: one for all targets of the
   * stack. CloudWatch Logs has at most 10 for an account and region. Without it, one that exists has to allow
   * `logs:CreateLogStream` and `logs:PutLogEvents` to `events.amazonaws.com` and `delivery.logs.amazonaws.com`; the one
   * that the console makes does so for log groups whose names start with `/aws/events/`.
   *
   * @default true
   */
  readonly createResourcePolicy?: boolean;
}

/**
 * Logs the events of a rule, whole, to a log group of the rule's account and region. Unlike
 * `targets.CloudWatchLogGroup` of aws-cdk-lib, it needs neither a Lambda function nor a custom resource.
 *
 * @example
 * import * as logs from 'aws-cdk-lib/aws-logs';
 * import { EventLogTarget, Registry, RegistryEvents } from 'cdk-ecr';
 *
 * const logGroup = new logs.LogGroup(this, 'Pushes');
 * RegistryEvents.fromRegistry(new Registry(this, 'Registry')).onImagePushed('Pushed', {
 *   target: new EventLogTarget(logGroup),
 * });
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export class EventLogTarget implements events.IRuleTarget {
  private readonly logGroup: logs.ILogGroupRef;
  private readonly props: EventLogTargetProps;

  public constructor(logGroup: logs.ILogGroupRef, props: EventLogTargetProps = {}) {
    this.logGroup = logGroup;
    this.props = props;
  }

  /** Called by the rule. */
  public bind(rule: events.IRuleRef, _id?: string): events.RuleTargetConfig {
    const { deadLetterQueue, createResourcePolicy = true } = this.props;
    if (createResourcePolicy) admitToLog(this.logGroup, rule);
    if (deadLetterQueue) admitRule(deadLetterQueue, rule);
    return {
      arn: targetArn(this.logGroup, Stack.of(rule)),
      deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
      targetResource: this.logGroup,
    };
  }
}
