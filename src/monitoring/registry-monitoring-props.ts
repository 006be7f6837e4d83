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
  /** The registry, of the same account and region. */
  readonly registry: IRegistry;

  /** Whom alarms tell, by their severity. */
  readonly actions: MonitoringActions;

  /**
   * Metrics of findings of this registry, for the alarm on critical ones.
   *
   * @default - there is no alarm on findings
   */
  readonly findings?: FindingMetrics;

  /**
   * Customer-managed keys that encrypt repositories, of the registry's account and region, for the alarm on their end.
   *
   * @default - there is no alarm on keys
   */
  readonly repositoryKeys?: kms.IKeyRef[];

  /**
   * The alarm `CriticalFindings`: scans found critical vulnerabilities. It needs `findings`.
   *
   * @default - from the first finding in 5 minutes on, critical
   */
  readonly criticalFindings?: EventCountAlarmOptions;

  /**
   * The alarm `ReplicationFailures`: images could not be replicated to this registry. Amazon ECR tells the destination,
   * in its region, and never the source: monitor the registry of the destination as well (warning
   * `cdk-ecr::replicaNotMonitored` where this app owns it).
   *
   * @default - from the first failure in 5 minutes on, critical
   */
  readonly replicationFailures?: EventCountAlarmOptions;

  /**
   * The alarm `PullThroughCacheFailures`: images could not be copied from their upstream.
   *
   * @default - from the first failure in 5 minutes on, a warning
   */
  readonly pullThroughCacheFailures?: EventCountAlarmOptions;

  /**
   * The alarms on the use of the quotas of the API: one for each operation, called by its name and `Usage`, such as
   * `PutImageUsage`. Calls are averaged over a period, so that a burst can be throttled without an alarm.
   *
   * @default - from 80 percent on, in 3 of 5 minutes, a warning; for 7 operations
   */
  readonly apiUsage?: ApiUsageAlarmOptions;

  /**
   * The alarm `RegistryChanges`: the configuration of the registry was changed, also by a deployment. It needs a trail
   * of AWS CloudTrail that logs management events in this region.
   *
   * @default - from the first change in 5 minutes on of registry policy, replication or scanning, a warning
   */
  readonly registryChanges?: RegistryChangesAlarmOptions;

  /**
   * The alarm `RepositoryKeys`: a key was disabled or scheduled for deletion, so the images that it encrypts cannot be
   * pulled. It needs `repositoryKeys`, and a trail of AWS CloudTrail that logs management events in this region.
   *
   * @default - from the first change in 5 minutes on, critical
   */
  readonly repositoryKeyChanges?: EventCountAlarmOptions;
}
