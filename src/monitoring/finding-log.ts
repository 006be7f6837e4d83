import type * as events from 'aws-cdk-lib/aws-events';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventLogOptions } from './event-log-options';
import type { FindingSelection } from './finding-selection';
import { EventLog } from './private/event-log';
import { DEFAULT_MINIMUM, FindingEvents } from './private/finding-events';
import type { Severity } from '../ecr/events/severity';
import { RegistryScanType } from '../ecr/registry-scan-type';
import { severitiesFrom } from '../facades/patterns/severities';

/** Properties of `FindingLog`. */
export interface FindingLogProps extends FindingSelection, EventLogOptions {}

/**
 * Logs the findings of image scans to a CloudWatch log group.
 *
 * Each log entry is a complete event as JSON. Enhanced scanning sends an event for each active finding. Basic scanning
 * sends an event for each completed scan, with the number of findings by severity. Only events with a finding of at
 * least `minimumSeverity` are logged. One EventBridge rule and one log group serve all repositories.
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
  /** The log group that stores the findings. */
  public readonly logGroup: logs.LogGroup;

  /** The EventBridge rule that writes the findings to the log group. */
  public readonly rule: events.Rule;

  /** The type of scanning whose findings are logged. */
  public readonly scanType: RegistryScanType;

  /** The severities that are logged, most severe first. */
  public readonly severities: Severity[];

  /** The queue for events that EventBridge could not deliver to the log group within a day. */
  public readonly deadLetterQueue: sqs.IQueue;

  public constructor(scope: Construct, id: string, props: FindingLogProps) {
    super(scope, id);
    const api = 'FindingLog';
    const found = new FindingEvents(api, this, props);
    const { minimumSeverity = DEFAULT_MINIMUM } = props;
    this.scanType = found.scanType;
    this.severities = severitiesFrom({ scope: this, api, scanType: found.scanType }, minimumSeverity);

    const log = new EventLog(this, props);
    this.logGroup = log.logGroup;
    this.deadLetterQueue = log.deadLetterQueue;
    this.rule =
      found.scanType === RegistryScanType.ENHANCED
        ? found.onFinding('Rule', log.target, 'Logs findings of Amazon Inspector in images of Amazon ECR')
        : found.onScanCompleted('Rule', log.target, 'Logs scans of Amazon ECR that found something');
  }
}
