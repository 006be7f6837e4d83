import type { Duration } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { AlarmSeverity } from './monitoring-actions';
import type { RegistryChange } from '../ecr/events/configuration-change';
import type { RegistryOperation } from '../ecr/registry-operation';

/** What every alarm of {@link RegistryMonitoring} can be given. */
export interface MonitoringAlarmOptions {
  /**
   * How urgent the alarm is, which says whom it tells.
   *
   * @default - CRITICAL for critical findings, replication failures and keys of repositories; WARNING for the others
   */
  readonly severity?: AlarmSeverity;
}

/** When an alarm compares its metric with its threshold: the range that it evaluates is `period` times `evaluationPeriods`. */
export interface EvaluatedAlarmOptions extends MonitoringAlarmOptions {
  /**
   * Length of a period: whole minutes, from 1 minute to 1 day.
   *
   * @default - 5 minutes; 1 minute for the use of the API, whose calls are averaged over it; 1 hour for silence
   */
  readonly period?: Duration;

  /**
   * How many of the latest periods are evaluated: together at most 7 days, with periods of less than an hour at most
   * 1 day, and of all pulls of the registry at most 3 hours.
   *
   * @default - 1; 5 for the use of the API
   */
  readonly evaluationPeriods?: number;

  /**
   * In how many of these periods the threshold has to be reached.
   *
   * @default - in all that are evaluated; for the use of the API in 3, unless `evaluationPeriods` is given
   */
  readonly datapointsToAlarm?: number;
}

/** What every alarm can be given that {@link RegistryMonitoring} has by itself. */
export interface DefaultAlarmOptions extends EvaluatedAlarmOptions {
  /**
   * Whether there is such an alarm.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** The alarm on critical findings. */
export interface CriticalFindingsAlarmOptions extends DefaultAlarmOptions {
  /**
   * From how many critical findings in a period on.
   *
   * @default 1
   */
  readonly findingCount?: number;
}

/** An alarm on images that were not copied. */
export interface FailuresAlarmOptions extends DefaultAlarmOptions {
  /**
   * From how many failures in a period on.
   *
   * @default 1
   */
  readonly failureCount?: number;
}

/** The alarms on the use of the quotas of the API, one for each operation. */
export interface ApiUsageAlarmOptions extends DefaultAlarmOptions {
  /**
   * From which use of the quota on, in percent: more than 0, at most 100.
   *
   * @default 80
   */
  readonly usagePercent?: number;

  /**
   * Operations that are watched.
   *
   * @default - all but CompleteLayerUpload: InitiateLayerUpload, by which every upload begins, has the same quota
   */
  readonly operations?: RegistryOperation[];
}

/** The alarm on changes of the registry's configuration. */
export interface RegistryChangesAlarmOptions extends DefaultAlarmOptions {
  /**
   * From how many changes in a period on.
   *
   * @default 1
   */
  readonly changeCount?: number;

  /**
   * What is watched.
   *
   * @default - the registry policy, the replication and the scanning configuration
   */
  readonly changes?: RegistryChange[];
}

/** The alarm on keys of repositories that are disabled or scheduled for deletion. */
export interface RepositoryKeysAlarmOptions extends DefaultAlarmOptions {
  /**
   * From how many changes in a period on.
   *
   * @default 1
   */
  readonly changeCount?: number;
}

/** An alarm on repositories from which nobody pulls any more. */
export interface QuietPullsAlarmOptions extends MonitoringAlarmOptions {
  /** The repositories, whose pulls are added up: 1 to 10 of the registry. */
  readonly repositories: ecr.IRepositoryRef[];

  /**
   * For how long it has to be quiet: whole minutes up to 1 day, or whole days up to 7.
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

/** An alarm on repositories to which nobody pushes any more. */
export interface QuietPushesAlarmOptions extends MonitoringAlarmOptions {
  /**
   * Repositories of the registry, whose pushes are added up.
   *
   * @default - all repositories, unless `repositoryPrefixes` names some
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * Starts of the names of repositories, such as `team/`, without a wildcard.
   *
   * @default - all repositories, unless `repositories` names some
   */
  readonly repositoryPrefixes?: string[];

  /**
   * For how long it has to be quiet: whole minutes up to 1 day, or whole days up to 7.
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
  /** From how many pulls in a period on. */
  readonly pullCount: number;
}

/** An alarm on unusually few pulls from all repositories together. */
export interface PullSilenceAlarmOptions extends EvaluatedAlarmOptions {
  /**
   * Below how many pulls in a period.
   *
   * @default 1
   */
  readonly pullCount?: number;
}
