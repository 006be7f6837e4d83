import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/** Options of a log of events. */
export interface EventLogOptions {
  /**
   * Name of the log group.
   *
   * @default - CloudFormation generates a name
   */
  readonly logGroupName?: string;

  /**
   * How long the events are kept.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly retention?: logs.RetentionDays;

  /**
   * The key of the log group, whose policy is extended for CloudWatch Logs.
   *
   * @default - a customer-managed key of its own, rotated
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Removal policy of the log group, and of the key that it gets by default.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether the stack gets a resource policy that lets EventBridge write to log groups: one for all logs of the stack.
   * CloudWatch Logs has at most 10 for an account and region. If false, an existing policy must allow it, such as the
   * one that the console makes for log groups whose names start with `/aws/events/`.
   *
   * @default true
   */
  readonly createResourcePolicy?: boolean;

  /**
   * The queue for events that could not be logged within a day.
   *
   * @default - a queue of its own, encrypted, which keeps them for 14 days
   */
  readonly deadLetterQueue?: sqs.IQueue;
}
