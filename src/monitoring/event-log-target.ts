import { Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { admitRule } from './private/dead-letter-queue';
import { admitToLog, targetArn } from './private/log-policy';

/** Properties of `EventLogTarget`. */
export interface EventLogTargetProps {
  /**
   * The queue for events that EventBridge could not deliver to the log group within a day.
   *
   * @default - these events are lost
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * Whether the stack gets a CloudWatch Logs resource policy that lets EventBridge write to the log group.
   *
   * All log groups of the stack share one such policy, because CloudWatch Logs allows only 10 for each account and
   * region. If false, a resource policy that exists must allow `logs:CreateLogStream` and `logs:PutLogEvents` to
   * `events.amazonaws.com` and `delivery.logs.amazonaws.com`. The policy that the EventBridge console creates does so
   * for log groups whose names start with `/aws/events/`.
   *
   * @default true
   */
  readonly createResourcePolicy?: boolean;
}

/**
 * An EventBridge target that writes the complete events of a rule to a CloudWatch log group.
 *
 * The log group must be in the account and region of the rule. Unlike `targets.CloudWatchLogGroup` of aws-cdk-lib, this
 * target needs neither a Lambda function nor a custom resource.
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

  /** Connects the target to a rule. The rule calls this method. */
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
