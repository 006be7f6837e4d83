import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { monitoringKey } from './private/service-key';
import { admitAlarms, admitEventBridge, checkTopic } from './private/topic-access';
import { environmentOf } from '../core/environment';
import { checkHas } from '../text/kinds';

/** Properties of `NotificationTopic`. */
export interface NotificationTopicProps {
  /**
   * Name of the topic: 1 to 256 letters, digits and any of `_-`.
   *
   * @default - CloudFormation generates a name
   */
  readonly topicName?: string;

  /**
   * Name that subscribers see as the sender of an email.
   *
   * @default - the name of the topic
   */
  readonly displayName?: string;

  /**
   * The KMS key that encrypts the topic.
   *
   * The construct extends the policy of the key so that rules and alarms may publish. If the key is imported, its policy
   * must already allow this (warning `cdk-ecr::foreignPolicy`).
   *
   * @default - a customer-managed key, which the logs and notifications of the stack share; it is rotated, and stays when
   * the stack is deleted
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * An Amazon SNS topic for notifications about a registry, encrypted with a customer-managed key.
 *
 * EventBridge rules and the CloudWatch alarms of the account may publish to the topic, and publishers must use TLS.
 * Pass the construct itself as an alarm action.
 *
 * EventBridge does not tell Amazon SNS or AWS KMS which rule publishes. The policies of the topic and the key therefore
 * cannot be limited to rules of the account. Use the topic and the key for these notifications only, and publish no
 * secrets.
 *
 * @example
 * import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
 * import { NotificationTopic } from 'cdk-ecr';
 *
 * const notifications = new NotificationTopic(this, 'Notifications');
 * notifications.topic.addSubscription(new EmailSubscription('platform@example.com'));
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class NotificationTopic extends Construct implements cloudwatch.IAlarmAction {
  /**
   * An alarm action that publishes to an Amazon SNS topic of yours.
   *
   * The action extends the policies of the topic and of its KMS key so that CloudWatch alarms may publish; `SnsAction`
   * of aws-cdk-lib extends neither. If the topic or the key is imported, its policy must already allow
   * `cloudwatch.amazonaws.com` (warning `cdk-ecr::foreignPolicy`).
   *
   * @param topic topic in the account and region of the alarms, encrypted with a customer-managed key
   * @throws when an alarm uses the action, if the topic is in another account or region or has no customer-managed key
   *
   * @example
   * import { Key } from 'aws-cdk-lib/aws-kms';
   * import { Topic } from 'aws-cdk-lib/aws-sns';
   * import { NotificationTopic, Registry, RegistryMonitoring } from 'cdk-ecr';
   *
   * const key = new Key(this, 'Key', { enableKeyRotation: true });
   * const pager = new Topic(this, 'Pager', { masterKey: key, enforceSSL: true });
   * new RegistryMonitoring(this, 'Monitoring', {
   *   registry: new Registry(this, 'Registry'),
   *   actions: { critical: [NotificationTopic.actionFor(pager)] },
   * });
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  public static actionFor(topic: sns.ITopic): cloudwatch.IAlarmAction {
    return new TopicAction(topic);
  }

  /** The Amazon SNS topic. Add subscriptions to it. */
  public readonly topic: sns.Topic;

  /** The customer-managed KMS key that encrypts the topic. */
  public readonly key: kms.IKey;

  public constructor(scope: Construct, id: string, props: NotificationTopicProps = {}) {
    super(scope, id);
    const { encryptionKey } = props;
    if (encryptionKey !== undefined) {
      const place = { scope: this, api: 'NotificationTopic', property: 'encryptionKey' };
      checkHas(place, encryptionKey, 'keyArn', 'be a key of AWS KMS', 'import one by its ARN with Key.fromKeyArn');
    }
    this.key = encryptionKey ?? monitoringKey(this);
    this.topic = new sns.Topic(this, 'Resource', {
      topicName: props.topicName,
      displayName: props.displayName,
      masterKey: this.key,
      enforceSSL: true,
    });
    admitEventBridge(this, this.topic);
    admitAlarms(this, this.topic);
  }

  /**
   * Connects the topic to an alarm. An alarm calls this method when the topic is added as its action.
   *
   * @throws if the alarm is in another account or region than the topic
   */
  public bind(scope: Construct, _alarm: cloudwatch.IAlarm): cloudwatch.AlarmActionConfig {
    checkTopic('NotificationTopic.bind', scope, environmentOf(scope), this.topic, 'an alarm');
    return { alarmActionArn: this.topic.topicArn };
  }
}

class TopicAction implements cloudwatch.IAlarmAction {
  private admitted = false;

  public constructor(private readonly topic: sns.ITopic) {}

  public bind(scope: Construct, _alarm: cloudwatch.IAlarm): cloudwatch.AlarmActionConfig {
    checkTopic('NotificationTopic.actionFor', scope, environmentOf(scope), this.topic, 'an alarm');
    if (!this.admitted) admitAlarms(scope, this.topic);
    this.admitted = true;
    return { alarmActionArn: this.topic.topicArn };
  }
}
