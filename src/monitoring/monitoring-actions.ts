import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * The urgency of an alarm. It decides which of the `MonitoringActions` the alarm triggers.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Alarms.html
 */
export enum AlarmSeverity {
  /** The alarm must be handled at once. */
  CRITICAL = 'CRITICAL',
  /** The alarm must be looked at within days. */
  WARNING = 'WARNING',
}

/**
 * The actions that alarms trigger, by the severity of the alarm.
 *
 * An action is a `NotificationTopic`, another topic wrapped in `NotificationTopic.actionFor`, or an alarm action of
 * aws-cdk-lib.
 */
export interface MonitoringActions {
  /**
   * The actions of alarms with the severity `CRITICAL`.
   *
   * @default - no action, and a warning (`cdk-ecr::alarmAction`); the state of these alarms shows in CloudWatch only
   */
  readonly critical?: cloudwatch.IAlarmAction[];

  /**
   * The actions of alarms with the severity `WARNING`.
   *
   * @default - no action, and a warning (`cdk-ecr::alarmAction`); the state of these alarms shows in CloudWatch only
   */
  readonly warning?: cloudwatch.IAlarmAction[];
}
