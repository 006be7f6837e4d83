import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EventLogTarget } from './event-log-target';
import type { FindingSelection } from './finding-selection';
import { deadLetterQueue } from './private/dead-letter-queue';
import { DEFAULT_MINIMUM, FindingEvents } from './private/finding-events';
import { addOrWarn, serviceKey } from './private/service-key';
import { severitiesFrom } from './private/severities';
import type { Severity } from './severity';
import { RegistryScanType } from '../registry/registry-scanning';

/** Properties of {@link FindingLog}. */
export interface FindingLogProps extends FindingSelection {
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
   * What happens to the log group, and to the key that it gets by default, when they leave the stack.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether the stack gets a resource policy by which EventBridge may write to log groups: one for all logs of the
   * stack. CloudWatch Logs has at most 10 for an account and region. Without it, one that exists has to allow it, such
   * as the console makes for log groups whose names start with `/aws/events/`.
   *
   * @default true
   */
  readonly createResourcePolicy?: boolean;

  /**
   * Where events go that could not be logged within a day.
   *
   * @default - a queue of its own, encrypted, which keeps them for 14 days
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * A log of what scans find, whole events as JSON: each active finding under enhanced scanning, each completed scan with
 * its counts under basic scanning, from a minimum severity on. One rule and one log group for all repositories.
 *
 * @example
 * import { FindingLog, Registry, RegistryScanning } from 'cdk-ecr';
 *
 * const registry = new Registry(this, 'Registry', { scanning: RegistryScanning.enhanced({ continuous: ['*'] }) });
 * new FindingLog(this, 'Findings', { registry });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-events.html
 */
export class FindingLog extends Construct {
  /** The log group. */
  public readonly logGroup: logs.LogGroup;

  /** The rule that writes to the log group. */
  public readonly rule: events.Rule;

  /** Who scans. */
  public readonly scanType: RegistryScanType;

  /** Severities that are logged, most severe first. */
  public readonly severities: Severity[];

  /** Where events go that could not be logged. */
  public readonly deadLetterQueue: sqs.IQueue;

  public constructor(scope: Construct, id: string, props: FindingLogProps) {
    super(scope, id);
    const owner = 'FindingLog';
    const found = new FindingEvents(owner, this, props);
    const { minimumSeverity = DEFAULT_MINIMUM, removalPolicy = RemovalPolicy.RETAIN } = props;
    this.scanType = found.scanType;
    this.severities = severitiesFrom({ scope: this, owner, scanType: found.scanType }, minimumSeverity);

    const key =
      props.encryptionKey ??
      serviceKey(this, 'Key', `Log of findings of Amazon ECR in ${Stack.of(this).stackName}`, removalPolicy);
    addOrWarn(this, key, logsMayUse(Stack.of(this)), 'CloudWatch Logs to use the key');
    this.logGroup = new logs.LogGroup(this, 'Resource', {
      logGroupName: props.logGroupName,
      retention: props.retention ?? logs.RetentionDays.THREE_MONTHS,
      encryptionKey: key,
      removalPolicy,
    });

    this.deadLetterQueue = props.deadLetterQueue ?? deadLetterQueue(this, 'DeadLetters');
    const target = new EventLogTarget(this.logGroup, {
      deadLetterQueue: this.deadLetterQueue,
      createResourcePolicy: props.createResourcePolicy,
    });
    this.rule =
      found.scanType === RegistryScanType.ENHANCED
        ? found.onFinding('Rule', target, 'Logs findings of Amazon Inspector in images of Amazon ECR')
        : found.onScanCompleted('Rule', target, 'Logs scans of Amazon ECR that found something');
  }
}

/** For all log groups of the account: the name of this one is known only after the key. */
function logsMayUse(stack: Stack): iam.PolicyStatement {
  const groups = `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:*`;
  return new iam.PolicyStatement({
    sid: 'EncryptLogs',
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
  });
}
