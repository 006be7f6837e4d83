import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { admitAlarms, checkTopic } from './private/topic-access';
import { environmentOf } from '../core/environment';

/**
 * An alarm publishes to a topic, and the policies of the topic and its key are extended so that it may. Those of an
 * imported topic have to allow `cloudwatch.amazonaws.com` already (warning `cdk-ecr::foreignPolicy`).
 *
 * `SnsAction` of aws-cdk-lib extends neither: its alarms are lost where the topic has a policy or a key.
 *
 * @example
 * import { Topic } from 'aws-cdk-lib/aws-sns';
 * import { Key } from 'aws-cdk-lib/aws-kms';
 * import { Registry, RegistryMonitoring, TopicAlarmAction } from 'cdk-ecr';
 *
 * const pager = new Topic(this, 'Pager', { masterKey: new Key(this, 'Key', { enableKeyRotation: true }), enforceSSL: true });
 * new RegistryMonitoring(this, 'Monitoring', {
 *   registry: new Registry(this, 'Registry'),
 *   actions: { critical: [new TopicAlarmAction(pager)] },
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export class TopicAlarmAction implements cloudwatch.IAlarmAction {
  private readonly topic: sns.ITopic;
  private admitted = false;

  /** @param topic of the alarms' account and region, with a customer-managed key */
  public constructor(topic: sns.ITopic) {
    this.topic = topic;
  }

  /**
   * Called by the alarm.
   *
   * @throws if the topic is of another account or region, or not encrypted with a customer-managed key
   */
  public bind(scope: Construct, _alarm: cloudwatch.IAlarm): cloudwatch.AlarmActionConfig {
    checkTopic('TopicAlarmAction', scope, environmentOf(scope), this.topic, 'an alarm');
    if (!this.admitted) admitAlarms(scope, this.topic);
    this.admitted = true;
    return { alarmActionArn: this.topic.topicArn };
  }
}
