import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * How urgent an alarm is, which says whom it tells.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Alarms.html
 */
export enum AlarmSeverity {
  /** The alarm needs an answer now. */
  CRITICAL = 'CRITICAL',
  /** The alarm needs a look within days. */
  WARNING = 'WARNING',
}

/**
 * The actions of alarms, by severity: a `NotificationTopic`, another topic by `NotificationTopic.actionFor`, or an
 * action of aws-cdk-lib.
 */
export interface MonitoringActions {
  /**
   * Actions of critical alarms.
   *
   * @default - nothing; they are seen in CloudWatch only
   */
  readonly critical?: cloudwatch.IAlarmAction[];

  /**
   * Actions of the other alarms.
   *
   * @default - nothing; they are seen in CloudWatch only
   */
  readonly warning?: cloudwatch.IAlarmAction[];
}
