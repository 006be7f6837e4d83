import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * How urgent an alarm is, which says whom it tells.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Alarms.html
 */
export enum AlarmSeverity {
  /** Somebody has to act now. */
  CRITICAL = 'CRITICAL',
  /** Somebody has to look at it. */
  WARNING = 'WARNING',
}

/**
 * Whom alarms tell, by their severity: a {@link NotificationTopic} as it is, another topic in a {@link TopicAlarmAction},
 * or an action of aws-cdk-lib.
 */
export interface MonitoringActions {
  /**
   * What critical alarms do.
   *
   * @default - nothing; they are seen in CloudWatch only
   */
  readonly critical?: cloudwatch.IAlarmAction[];

  /**
   * What the other alarms do.
   *
   * @default - nothing; they are seen in CloudWatch only
   */
  readonly warning?: cloudwatch.IAlarmAction[];
}
