import type * as events from 'aws-cdk-lib/aws-events';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FindingLog } from './finding-log';
import type { FindingSelection } from './finding-selection';
import { NotificationFormat } from './notification-format';
import { NotificationTopic } from './notification-topic';
import { deadLetterQueue } from './private/dead-letter-queue';
import { FindingEvents } from './private/finding-events';
import { findingMessage, scanMessage } from './private/finding-messages';
import { admitEventBridge, checkTopic } from './private/topic-access';
import { TopicTarget } from './private/topic-target';
import { RegistryScanType } from '../ecr/registry-scan-type';

/**
 * Where `ScanFindingNotifications` sends single findings of Amazon Inspector.
 *
 * Amazon Inspector sends one event for each finding. The first scan of an image may have hundreds of findings.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-events.html
 */
export enum SingleFindings {
  /** Single findings are written to a log group, where you can look them up. */
  LOG = 'LOG',
  /** Each single finding is sent to the topic, in a message of its own. */
  TOPIC = 'TOPIC',
  /** Single findings are not reported. */
  NONE = 'NONE',
}

/** Properties of `ScanFindingNotifications`. */
export interface ScanFindingNotificationsProps extends FindingSelection {
  /**
   * The Amazon SNS topic that receives the notifications.
   *
   * The topic must be in the account and region of the registry, with a customer-managed key. Use it for notifications
   * only. The construct extends the policies of the topic and of its key so that EventBridge may publish. If the topic
   * or the key is imported, its policy must already allow `events.amazonaws.com`, without a condition (warning
   * `cdk-ecr::foreignPolicy`).
   *
   * @default - the construct creates a `NotificationTopic`
   */
  readonly topic?: sns.ITopic;

  /**
   * The format of the messages: plain text, or custom notifications of Amazon Q Developer in chat applications.
   *
   * A topic has one format. To send mail and chat, create a `ScanFindingNotifications` for each, the second one with the
   * `findingLog` of the first.
   *
   * @default NotificationFormat.TEXT
   */
  readonly format?: NotificationFormat;

  /**
   * Where single findings are sent. Only enhanced scanning reports single findings.
   *
   * @default - SingleFindings.LOG with enhanced scanning, SingleFindings.NONE with basic scanning
   */
  readonly singleFindings?: SingleFindings;

  /**
   * An existing log of the single findings, such as the `log` of a `FindingMetrics`, to use instead of a new one.
   *
   * The log selects its findings itself, so `fixAvailable` and `inUse` cannot be set together with it.
   *
   * @default - with SingleFindings.LOG, the construct creates a `FindingLog`
   */
  readonly findingLog?: FindingLog;

  /**
   * The queue for events that EventBridge could not deliver to the topic or the log within a day.
   *
   * @default - an encrypted queue, which the rules of the stack share; it keeps the events for 14 days
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * Sends a message to an Amazon SNS topic when an image scan finds vulnerabilities.
 *
 * Each completed scan with a finding of at least `minimumSeverity` makes one message. The message has the repository,
 * the tags and digest of the image, the number of findings by severity, and a link. Single findings of enhanced
 * scanning are written to a log.
 *
 * Under enhanced scanning, only the first scan of an image counts as a completed scan. When a new vulnerability becomes
 * known later, Amazon Inspector reports it only as a single finding. To learn of these, set an alarm on
 * `FindingMetrics`, or set `singleFindings` to `TOPIC`.
 *
 * @example
 * import { Registry, RegistryScanning, ScanFindingNotifications, Severity } from 'cdk-ecr';
 * import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
 *
 * const registry = new Registry(this, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) });
 * const notifications = new ScanFindingNotifications(this, 'Findings', { registry, minimumSeverity: Severity.CRITICAL });
 * notifications.topic.addSubscription(new EmailSubscription('platform@example.com'));
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export class ScanFindingNotifications extends Construct {
  /** The Amazon SNS topic that receives the notifications. Add subscriptions to it. */
  public readonly topic: sns.ITopic;

  /** The EventBridge rule that sends a message for each completed scan. */
  public readonly scanRule: events.Rule;

  /** The EventBridge rule that sends single findings to the topic. Undefined unless `singleFindings` is `TOPIC`. */
  public readonly findingRule?: events.Rule;

  /** The log of single findings. Undefined unless `singleFindings` is `LOG`. */
  public readonly findingLog?: FindingLog;

  /** The queue for events that EventBridge could not deliver to the topic or the log within a day. */
  public readonly deadLetterQueue: sqs.IQueue;

  public constructor(scope: Construct, id: string, props: ScanFindingNotificationsProps) {
    super(scope, id);
    const api = 'ScanFindingNotifications';
    const found = new FindingEvents(api, this, props);
    const { env } = props.registry;
    const { format = NotificationFormat.TEXT } = props;
    const singleFindings = checkedSingleFindings(found, props);

    if (props.topic) {
      checkTopic(api, this, env, props.topic);
      admitEventBridge(this, props.topic);
    }
    this.topic = props.topic ?? new NotificationTopic(this, 'Topic').topic;
    this.deadLetterQueue = props.deadLetterQueue ?? deadLetterQueue(this);
    const target = (message: events.RuleTargetInput) => new TopicTarget(this.topic, this.deadLetterQueue, message);

    this.scanRule = found.onScanCompleted(
      'Scans',
      target(scanMessage(format, env, found.scanType)),
      'Tells people of scans that found something severe',
    );
    if (singleFindings === SingleFindings.TOPIC) {
      this.findingRule = found.onFinding(
        'SingleFindings',
        target(findingMessage(format, env)),
        'Tells people of single findings',
      );
    }
    if (singleFindings === SingleFindings.LOG) {
      this.findingLog =
        props.findingLog ??
        new FindingLog(this, 'Log', { ...selectionOf(props), deadLetterQueue: this.deadLetterQueue });
    }
  }
}

function checkedSingleFindings(found: FindingEvents, props: ScanFindingNotificationsProps): SingleFindings {
  const { singleFindings, findingLog, fixAvailable, inUse } = props;
  if (found.scanType === RegistryScanType.BASIC) {
    if (singleFindings && singleFindings !== SingleFindings.NONE) {
      found.refuse('singleFindings', singleFindings, 'be NONE with basic scanning, which has no single findings');
    }
    if (findingLog) {
      found.refuse('findingLog', findingLog.node.path, 'be left out with basic scanning, which has no single findings');
    }
    return SingleFindings.NONE;
  }
  const chosen = singleFindings ?? SingleFindings.LOG;
  if (findingLog && chosen !== SingleFindings.LOG) {
    found.refuse('findingLog', findingLog.node.path, `be left out with singleFindings ${chosen}`);
  }
  if (chosen !== SingleFindings.NONE && !findingLog) return chosen;
  for (const [property, value] of Object.entries({ fixAvailable, inUse })) {
    const why = findingLog
      ? 'the findingLog has a selection of its own'
      : 'there are no single findings to choose from';
    if (value) found.refuse(property, value, `be left out, because ${why}`);
  }
  return chosen;
}

function selectionOf(props: FindingSelection): FindingSelection {
  const { registry, repositories, repositoryPrefixes, scanType, minimumSeverity, fixAvailable, inUse, findingScope } =
    props;
  return { registry, repositories, repositoryPrefixes, scanType, minimumSeverity, fixAvailable, inUse, findingScope };
}
