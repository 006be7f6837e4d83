import type { Duration } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { AlarmSeverity } from './monitoring-actions';
import type { RegistryChange } from '../ecr/events/configuration-change';
import type { RegistryOperation } from '../ecr/registry-operation';

/** Options of every alarm of `RegistryMonitoring`. */
export interface MonitoringAlarmOptions {
  /**
   * The urgency of the alarm, which decides its actions.
   *
   * @default - CRITICAL for critical findings, replication failures and keys of repositories; WARNING for the others
   */
  readonly severity?: AlarmSeverity;
}

/** The range that an alarm evaluates: `period` times `evaluationPeriods`. */
export interface EvaluatedAlarmOptions extends MonitoringAlarmOptions {
  /**
   * Length of a period: whole minutes, from 1 minute to 1 day.
   *
   * @default - 5 minutes; 1 minute for the use of the API, whose calls are averaged over it; 1 hour for silence
   */
  readonly period?: Duration;

  /**
   * The number of latest periods that are evaluated: together at most 7 days, with periods of less than an hour at most
   * 1 day, and of all pulls of the registry at most 3 hours.
   *
   * @default - 1; 5 for the use of the API
   */
  readonly evaluationPeriods?: number;

  /**
   * The number of these periods in which the threshold must be reached.
   *
   * @default - in all that are evaluated; for the use of the API in 3, unless `evaluationPeriods` is given
   */
  readonly datapointsToAlarm?: number;
}

/** Options of the alarms that `RegistryMonitoring` has by default. */
export interface DefaultAlarmOptions extends EvaluatedAlarmOptions {
  /**
   * Whether there is such an alarm.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** An alarm on the number of events: critical findings, images that were not copied, or changes. */
export interface EventCountAlarmOptions extends DefaultAlarmOptions {
  /**
   * The number of events in a period that raises the alarm.
   *
   * @default 1
   */
  readonly eventCount?: number;
}

/** The alarms on the use of the quotas of the API, one for each operation. */
export interface ApiUsageAlarmOptions extends DefaultAlarmOptions {
  /**
   * The use of the quota that raises the alarm, in percent: more than 0, at most 100.
   *
   * @default 80
   */
  readonly usagePercent?: number;

  /**
   * Operations that are watched.
   *
   * @default - all but CompleteLayerUpload: every upload begins with InitiateLayerUpload, which has the same quota
   */
  readonly operations?: RegistryOperation[];
}

/** The alarm on changes of the registry's configuration. */
export interface RegistryChangesAlarmOptions extends EventCountAlarmOptions {
  /**
   * The configurations that are watched.
   *
   * @default - the registry policy, the replication and the scanning configuration
   */
  readonly changes?: RegistryChange[];
}

/** An alarm on repositories without pulls. */
export interface QuietPullsAlarmOptions extends MonitoringAlarmOptions {
  /** The repositories, whose pulls are added up: 1 to 10 of the registry. */
  readonly repositories: ecr.IRepositoryRef[];

  /**
   * How long it must be quiet: whole minutes up to 1 day, or whole days up to 7.
   *
   * @default Duration.days(1)
   */
  readonly quietFor?: Duration;

  /**
   * Fewer pulls than this are quiet: in `quietFor`, or, where that is several days, on each day.
   *
   * @default 1
   */
  readonly pullCount?: number;
}

/** An alarm on repositories without pushes. */
export interface QuietPushesAlarmOptions extends MonitoringAlarmOptions {
  /**
   * Repositories of the registry, whose pushes are added up.
   *
   * @default - all repositories, unless `repositoryPrefixes` names some
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * Prefixes of repository names, such as `team/`, without a wildcard.
   *
   * @default - all repositories, unless `repositories` names some
   */
  readonly repositoryPrefixes?: string[];

  /**
   * How long it must be quiet: whole minutes up to 1 day, or whole days up to 7.
   *
   * @default Duration.days(1)
   */
  readonly quietFor?: Duration;

  /**
   * Fewer pushes than this are quiet: in `quietFor`, or, where that is several days, on each day. A multi-architecture
   * image counts once for each of its manifests.
   *
   * @default 1
   */
  readonly pushCount?: number;
}

/** An alarm on unusually many pulls from all repositories together. */
export interface PullSurgeAlarmOptions extends EvaluatedAlarmOptions {
  /** The number of pulls in a period that raises the alarm. */
  readonly pullCount: number;
}

/** An alarm on unusually few pulls from all repositories together. */
export interface PullSilenceAlarmOptions extends EvaluatedAlarmOptions {
  /**
   * Fewer pulls in a period raise the alarm.
   *
   * @default 1
   */
  readonly pullCount?: number;
}
