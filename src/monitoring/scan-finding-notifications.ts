import type * as events from 'aws-cdk-lib/aws-events';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FindingLog } from './finding-log';
import type { FindingSelection } from './finding-selection';
import { NotificationTopic } from './notification-topic';
import { deadLetterQueue } from './private/dead-letter-queue';
import { FindingEvents } from './private/finding-events';
import { findingMessage, scanMessage } from './private/finding-messages';
import { admitEventBridge, checkTopic } from './private/topic-access';
import { TopicTarget } from './private/topic-target';
import { RegistryScanType } from '../ecr/registry-scan-type';

/**
 * Where single findings go. Amazon Inspector sends an event for each, hundreds for a first scan.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-events.html
 */
export enum SingleFindings {
  /** To a log, which people read when they want to know more. */
  LOG = 'LOG',
  /** To the topic, each in a message of its own. */
  TOPIC = 'TOPIC',
  /** Nowhere. */
  NONE = 'NONE',
}

/** Properties of `ScanFindingNotifications`. */
export interface ScanFindingNotificationsProps extends FindingSelection {
  /**
   * The topic: of the registry's account and region, with a customer-managed key, for notifications only. Its policy and
   * its key's are extended so that EventBridge may publish; those of an imported topic have to allow it already, without
   * any condition (warning `cdk-ecr::foreignPolicy`).
   *
   * @default - a `NotificationTopic` of its own
   */
  readonly topic?: sns.ITopic;

  /**
   * Where single findings go, which enhanced scanning has.
   *
   * @default - SingleFindings.LOG with enhanced scanning; basic scanning has no single findings
   */
  readonly singleFindings?: SingleFindings;

  /**
   * A log that has the single findings already, such as that of `FindingMetrics`, with a selection of its own.
   *
   * @default - with SingleFindings.LOG, a log of its own
   */
  readonly findingLog?: FindingLog;

  /**
   * Where events go that could not be delivered within a day.
   *
   * @default - a queue of its own, encrypted, which keeps them for 14 days
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * Tells people what scans find: one message for each completed scan that found something severe, with repository, tags,
 * digest, counts by severity and a link. Single findings go to a log.
 *
 * Under enhanced scanning only the first scan of an image is completed by an event. What Amazon Inspector finds in it
 * later, as new vulnerabilities become known, is a single finding: alarm on `FindingMetrics`, or send single
 * findings to the topic.
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
  /** The topic that is published to. */
  public readonly topic: sns.ITopic;

  /** The rule for completed scans. */
  public readonly scanRule: events.Rule;

  /** The rule that sends single findings to the topic, if they go there. */
  public readonly findingRule?: events.Rule;

  /** The log of single findings, if they go there. */
  public readonly findingLog?: FindingLog;

  /** Where events go that could not be delivered. */
  public readonly deadLetterQueue: sqs.IQueue;

  public constructor(scope: Construct, id: string, props: ScanFindingNotificationsProps) {
    super(scope, id);
    const api = 'ScanFindingNotifications';
    const found = new FindingEvents(api, this, props);
    const { env } = props.registry;
    const singleFindings = checkedSingleFindings(found, props);

    if (props.topic) {
      checkTopic(api, this, env, props.topic);
      admitEventBridge(this, props.topic);
    }
    this.topic = props.topic ?? new NotificationTopic(this, 'Topic').topic;
    this.deadLetterQueue = props.deadLetterQueue ?? deadLetterQueue(this, 'DeadLetters');
    const target = (message: events.RuleTargetInput) => new TopicTarget(this.topic, this.deadLetterQueue, message);

    this.scanRule = found.onScanCompleted(
      'Scans',
      target(scanMessage(env, found.scanType)),
      'Tells people of scans that found something severe',
    );
    if (singleFindings === SingleFindings.TOPIC) {
      this.findingRule = found.onFinding(
        'SingleFindings',
        target(findingMessage(env)),
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
