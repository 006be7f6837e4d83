import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { serviceKey } from './private/service-key';
import { admitAlarms, admitEventBridge, checkTopic } from './private/topic-access';
import { environmentOf } from '../core/environment';

/** Properties of `NotificationTopic`. */
export interface NotificationTopicProps {
  /**
   * Name of the topic: 1 to 256 letters, digits and any of `_-`.
   *
   * @default - CloudFormation generates a name
   */
  readonly topicName?: string;

  /**
   * Name that subscribers see as sender.
   *
   * @default - that of the topic
   */
  readonly displayName?: string;

  /**
   * Removal policy of the key. Nothing that it has encrypted is kept.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly keyRemovalPolicy?: RemovalPolicy;
}

/**
 * A topic for notifications about a registry, with a customer-managed key of its own, TLS enforced: rules of EventBridge
 * and alarms of the account publish to it. It is an action of alarms as it is.
 *
 * EventBridge does not tell a topic or its key which rule publishes, so neither policy can be limited to the rules of
 * the account. Use topic and key for these notifications only, and publish no secrets.
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
   * The action of alarms that publishes to a topic of yours.
   *
   * The policies of the topic and of its key are extended so that CloudWatch may publish; `SnsAction` of aws-cdk-lib
   * extends neither. The policies of an imported topic and its key must allow `cloudwatch.amazonaws.com` already
   * (warning `cdk-ecr::foreignPolicy`).
   *
   * @param topic topic of the alarms' account and region, with a customer-managed key
   * @throws where it is used, if the topic has another account or region, or no customer-managed key
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

  /** The topic. */
  public readonly topic: sns.Topic;

  /** The key of the topic. */
  public readonly key: kms.IKey;

  public constructor(scope: Construct, id: string, props: NotificationTopicProps = {}) {
    super(scope, id);
    this.key = serviceKey(
      this,
      'Key',
      `Notifications about Amazon ECR in ${Stack.of(this).stackName}`,
      props.keyRemovalPolicy ?? RemovalPolicy.DESTROY,
    );
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
   * Called by an alarm that has this action.
   *
   * @throws if the alarm is of another account or region
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
