import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/** Options of a log group for events, which a construct of this library creates. */
export interface EventLogOptions {
  /**
   * Name of the log group.
   *
   * @default - CloudFormation generates a name
   */
  readonly logGroupName?: string;

  /**
   * How long CloudWatch Logs keeps the events.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly retention?: logs.RetentionDays;

  /**
   * The KMS key that encrypts the log group.
   *
   * The construct extends the policy of the key so that CloudWatch Logs may use the key. If the key is imported, its
   * policy must already allow this (warning `cdk-ecr::foreignPolicy`).
   *
   * @default - a customer-managed key, which the logs and notifications of the stack share; it is rotated, and stays when
   * the stack is deleted
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Removal policy of the log group. The key of the stack stays in any case.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether the stack gets a CloudWatch Logs resource policy that lets EventBridge write to the log group.
   *
   * All log groups of the stack share one such policy, because CloudWatch Logs allows only 10 for each account and
   * region. If false, a resource policy that exists must let EventBridge write. The policy that the EventBridge console
   * creates does so for log groups whose names start with `/aws/events/`.
   *
   * @default true
   */
  readonly createResourcePolicy?: boolean;

  /**
   * The queue for events that EventBridge could not deliver to the log group within a day.
   *
   * @default - an encrypted queue, which the rules of the stack share; it keeps the events for 14 days
   */
  readonly deadLetterQueue?: sqs.IQueue;
}
