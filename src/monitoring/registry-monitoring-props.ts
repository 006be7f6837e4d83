import type * as kms from 'aws-cdk-lib/aws-kms';
import type { EventLogOptions } from './event-log-options';
import type { FindingMetrics } from './finding-metrics';
import type { MonitoringActions } from './monitoring-actions';
import type {
  ApiUsageAlarmOptions,
  EventCountAlarmOptions,
  RegistryChangesAlarmOptions,
} from './monitoring-alarm-options';
import type { IRegistry } from '../facades/i-registry';

/** Properties of `RegistryMonitoring`. */
export interface RegistryMonitoringProps extends EventLogOptions {
  /** The registry that is monitored. It must be in the account and region of this construct. */
  readonly registry: IRegistry;

  /** The actions that alarms trigger, such as messages to a topic, by the severity of the alarm. */
  readonly actions: MonitoringActions;

  /**
   * Metrics of the scan findings in this registry. The alarm `CriticalFindings` needs them.
   *
   * @default - there is no alarm `CriticalFindings`
   */
  readonly findings?: FindingMetrics;

  /**
   * Customer-managed KMS keys that encrypt repositories, for the alarm `RepositoryKeys`.
   *
   * The keys must be in the account and region of the registry.
   *
   * @default - there is no alarm `RepositoryKeys`
   */
  readonly repositoryKeys?: kms.IKeyRef[];

  /**
   * The alarm `CriticalFindings`, which is raised if scans find critical vulnerabilities. It needs `findings`.
   *
   * @default - 1 critical finding in 5 minutes raises the alarm, with severity CRITICAL
   */
  readonly criticalFindings?: EventCountAlarmOptions;

  /**
   * The alarm `ReplicationFailures`, which is raised if images could not be replicated to this registry.
   *
   * Amazon ECR reports a failed replication only in the account and region of the destination registry. If this
   * registry replicates images to others, add a `RegistryMonitoring` for each destination. The warning
   * `cdk-ecr::replicaNotMonitored` names destination registries of this app that have none.
   *
   * @default - 1 failure in 5 minutes raises the alarm, with severity CRITICAL
   */
  readonly replicationFailures?: EventCountAlarmOptions;

  /**
   * The alarm `PullThroughCacheFailures`, which is raised if a cache could not copy images from its upstream.
   *
   * @default - 1 failure in 5 minutes raises the alarm, with severity WARNING
   */
  readonly pullThroughCacheFailures?: EventCountAlarmOptions;

  /**
   * The alarms on API quotas, which are raised if calls of an operation come near their quota.
   *
   * Each watched operation has an alarm, named after the operation, such as `PutImageUsage`. The alarm averages the
   * calls over a period. Amazon ECR may therefore throttle a short burst of calls without an alarm.
   *
   * @default - 80 percent of the quota in 3 of 5 minutes raises an alarm, with severity WARNING; 7 operations are
   * watched
   */
  readonly apiUsage?: ApiUsageAlarmOptions;

  /**
   * The alarm `RegistryChanges`, which is raised if the configuration of the registry changes.
   *
   * Changes by deployments also raise the alarm. It needs an AWS CloudTrail trail that logs management events in this
   * region.
   *
   * @default - 1 change of the registry policy, replication or scanning in 5 minutes raises the alarm, with severity
   * WARNING
   */
  readonly registryChanges?: RegistryChangesAlarmOptions;

  /**
   * The alarm `RepositoryKeys`, which is raised if one of the `repositoryKeys` is disabled or scheduled for deletion.
   *
   * Images that such a key encrypts cannot be pulled. The alarm needs `repositoryKeys`, and an AWS CloudTrail trail
   * that logs management events in this region.
   *
   * @default - 1 such change in 5 minutes raises the alarm, with severity CRITICAL
   */
  readonly repositoryKeyChanges?: EventCountAlarmOptions;

  /**
   * The alarm `ArchivedImages`, which is raised if images are archived, by a lifecycle policy or by a call.
   *
   * An archived image cannot be pulled, and a lifecycle policy may expire it after 90 days. Amazon ECR sends no event
   * when a pull of an archived image fails, so that this alarm is the first sign. The guide `docs/restore.md` of this
   * library says how to restore an image. The events in the log name the repository and the digest.
   *
   * `{}` adds the alarm with its defaults: 1 archived image in 5 minutes raises it, with severity WARNING. If images are
   * archived every day, set `eventCount` to more than a usual day has, and `period` to a day.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html
   * @default - there is no alarm `ArchivedImages`, because default lifecycle policies archive images as a routine
   */
  readonly archivedImages?: EventCountAlarmOptions;
}
