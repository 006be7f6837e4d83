import type { Duration } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { AlarmSeverity } from './monitoring-actions';
import type { RegistryChange } from '../ecr/events/configuration-change';
import type { RegistryOperation } from '../ecr/registry-operation';

/** Options of every alarm of `RegistryMonitoring`. */
export interface MonitoringAlarmOptions {
  /**
   * The urgency of the alarm. It decides which of the `MonitoringActions` the alarm triggers.
   *
   * @default - CRITICAL for the alarms `CriticalFindings`, `ReplicationFailures` and `RepositoryKeys`; WARNING for
   * others, and for every alarm beside a second, critical threshold
   */
  readonly severity?: AlarmSeverity;
}

/**
 * Options for the time range that an alarm evaluates: `period` times `evaluationPeriods`.
 *
 * The range is at most 7 days, or 1 day if the period is shorter than an hour. For the alarms of `addPullSurge` and
 * `addPullSilence` it is at most 3 hours.
 */
export interface EvaluatedAlarmOptions extends MonitoringAlarmOptions {
  /**
   * Length of a period: whole minutes, from 1 minute to 1 day.
   *
   * @default - 5 minutes; 1 minute for `apiUsage`, which averages API calls over the period; 1 hour for
   * `addPullSilence`
   */
  readonly period?: Duration;

  /**
   * The number of most recent periods that the alarm evaluates.
   *
   * Together they may last 7 days, or 1 day if the period is shorter than an hour. For the alarms of `addPullSurge` and
   * `addPullSilence` they may last 3 hours.
   *
   * @default - 1; 5 for `apiUsage`
   */
  readonly evaluationPeriods?: number;

  /**
   * The number of evaluated periods in which the threshold must be reached to raise the alarm.
   *
   * @default - all `evaluationPeriods`; for `apiUsage` 3, unless `evaluationPeriods` is set
   */
  readonly datapointsToAlarm?: number;
}

/** Options of an alarm that a property of `RegistryMonitoring` configures. */
export interface DefaultAlarmOptions extends EvaluatedAlarmOptions {
  /**
   * Whether the alarm exists.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/**
 * Options of an alarm on a number of events, such as critical findings, failed replications or configuration changes.
 */
export interface EventCountAlarmOptions extends DefaultAlarmOptions {
  /**
   * The alarm is raised if a period has this many events or more.
   *
   * @default 1
   */
  readonly eventCount?: number;

  /**
   * A second alarm, with severity CRITICAL, is raised if a period has this many events or more.
   *
   * It must be more than `eventCount`, whose alarm is then a warning. The second alarm has the name of the first, with
   * `Critical` at its end, and costs as much.
   *
   * @default - there is no second alarm
   */
  readonly criticalEventCount?: number;
}

/** Options of the alarms on API quotas. Each watched API operation of Amazon ECR has an alarm of its own. */
export interface ApiUsageAlarmOptions extends DefaultAlarmOptions {
  /**
   * The alarm is raised if calls reach this percentage of their quota: more than 0, at most 100.
   *
   * @default 80
   */
  readonly usagePercent?: number;

  /**
   * A second alarm, with severity CRITICAL, is raised if calls reach this percentage of their quota.
   *
   * It must be more than `usagePercent`, whose alarm is then a warning. The second alarm has the name of the first, with
   * `Critical` at its end, and costs as much.
   *
   * @default - there is no second alarm
   */
  readonly criticalUsagePercent?: number;

  /**
   * The API operations that are watched. Each of them gets an alarm.
   *
   * @default - all except CompleteLayerUpload, because every upload also calls InitiateLayerUpload, with the same quota
   */
  readonly operations?: RegistryOperation[];
}

/** Options of the alarm on changes of the registry's configuration. */
export interface RegistryChangesAlarmOptions extends EventCountAlarmOptions {
  /**
   * The configurations of the registry whose changes raise the alarm.
   *
   * @default - the registry policy, the replication configuration and the scanning configuration
   */
  readonly changes?: RegistryChange[];
}

/** Options of an alarm on repositories from which images are no longer pulled. */
export interface QuietPullsAlarmOptions extends MonitoringAlarmOptions {
  /** The repositories that are watched: 1 to 10 of the registry. The alarm adds up their pulls. */
  readonly repositories: ecr.IRepositoryRef[];

  /**
   * How long pulls must be missing before the alarm is raised: whole minutes up to 1 day, or whole days up to 7.
   *
   * @default Duration.days(1)
   */
  readonly quietFor?: Duration;

  /**
   * The alarm is raised if there are fewer pulls than this in `quietFor`.
   *
   * If `quietFor` is several days, the alarm is raised if each of these days has fewer pulls than this.
   *
   * @default 1
   */
  readonly pullCount?: number;

  /**
   * A second alarm, with severity CRITICAL, is raised if there are fewer pulls than this.
   *
   * It must be less than `pullCount`, whose alarm is then a warning. The second alarm has the name of the first, with
   * `Critical` at its end, and costs as much.
   *
   * @default - there is no second alarm
   */
  readonly criticalPullCount?: number;
}

/** Options of an alarm on repositories to which images are no longer pushed. */
export interface QuietPushesAlarmOptions extends MonitoringAlarmOptions {
  /**
   * Repositories of the registry that are watched. The alarm adds up their pushes.
   *
   * @default - all repositories of the registry, unless `repositoryPrefixes` is set
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * Prefixes of repository names, such as `team/`, without a wildcard.
   *
   * With `repositories`, a repository is watched if it is in that list or its name starts with one of the prefixes.
   *
   * @default - all repositories of the registry, unless `repositories` is set
   */
  readonly repositoryPrefixes?: string[];

  /**
   * How long pushes must be missing before the alarm is raised: whole minutes up to 1 day, or whole days up to 7.
   *
   * @default Duration.days(1)
   */
  readonly quietFor?: Duration;

  /**
   * The alarm is raised if there are fewer pushes than this in `quietFor`.
   *
   * If `quietFor` is several days, the alarm is raised if each of these days has fewer pushes than this. A
   * multi-architecture image counts as one push for each of its manifests.
   *
   * @default 1
   */
  readonly pushCount?: number;

  /**
   * A second alarm, with severity CRITICAL, is raised if there are fewer pushes than this.
   *
   * It must be less than `pushCount`, whose alarm is then a warning. The second alarm has the name of the first, with
   * `Critical` at its end, and costs as much.
   *
   * @default - there is no second alarm
   */
  readonly criticalPushCount?: number;
}

/** Options of an alarm on unusually many pulls from all repositories of the registry together. */
export interface PullSurgeAlarmOptions extends EvaluatedAlarmOptions {
  /** The alarm is raised if a period has this many pulls or more. */
  readonly pullCount: number;

  /**
   * A second alarm, with severity CRITICAL, is raised if a period has this many pulls or more.
   *
   * It must be more than `pullCount`, whose alarm is then a warning. The second alarm has the name of the first, with
   * `Critical` at its end, and costs as much.
   *
   * @default - there is no second alarm
   */
  readonly criticalPullCount?: number;
}

/** Options of an alarm on unusually few pulls from all repositories of the registry together. */
export interface PullSilenceAlarmOptions extends EvaluatedAlarmOptions {
  /**
   * The alarm is raised if a period has fewer pulls than this.
   *
   * @default 1
   */
  readonly pullCount?: number;

  /**
   * A second alarm, with severity CRITICAL, is raised if a period has fewer pulls than this.
   *
   * It must be less than `pullCount`, whose alarm is then a warning. The second alarm has the name of the first, with
   * `Critical` at its end, and costs as much.
   *
   * @default - there is no second alarm
   */
  readonly criticalPullCount?: number;
}
