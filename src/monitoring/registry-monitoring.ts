import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AlarmSeverity } from './monitoring-actions';
import type {
  PullSilenceAlarmOptions,
  PullSurgeAlarmOptions,
  QuietPullsAlarmOptions,
  QuietPushesAlarmOptions,
} from './monitoring-alarm-options';
import { checkCount, checkedEvaluation, quietEvaluation } from './private/alarm-evaluation';
import type { Evaluation } from './private/alarm-evaluation';
import { matchedEvents, pullsOf, pullsOfAll } from './private/alarm-metrics';
import { addDefaultAlarms } from './private/default-alarms';
import { MissingData } from './private/monitoring-alarm';
import type { AlarmDefinition } from './private/monitoring-alarm';
import { checkMonitoringKinds, checkQuietRepositories } from './private/monitoring-checks';
import { claimMonitoring, warnOfReplicas } from './private/monitoring-claim';
import { RegistryAlarms } from './private/registry-alarms';
import type { RegistryMonitoringProps } from './registry-monitoring-props';
import { checkDeployedBeside } from '../core/environment';
import { warn } from '../core/warn';
import { METRICS_INSIGHTS } from '../ecr/alarm-range';
import { EcrRule } from '../ecr/ecr-rule';
import { COST_OF_ALL_PULLS } from '../ecr/metrics';
import type { IRegistry } from '../facades/i-registry';
import { checkProperties } from '../text/kinds';

/**
 * The alarms of a registry: what scans find, images that were not copied, quotas that are nearly used up, and changes that
 * nobody may have wanted. One for each registry of an app.
 *
 * CloudWatch has one metric of a repository and one of the API. What it has no metric of is counted by rules of
 * EventBridge, which also log their events, so that an alarm can be looked into: see `logGroup`.
 *
 * The properties say which alarms there are, and when each one is on. CloudWatch bills $0.10 a month for each metric of an
 * alarm, for a registry of 1 repository as for one of 10,000. The use of the API has a metric for each operation; every
 * other alarm has one. The key of the log costs $1 more, unless `encryptionKey` gives one. Logs and messages are billed by
 * use. The methods that add an alarm say what it costs.
 *
 * @example
 * import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
 * import { FindingMetrics, NotificationTopic, Registry, RegistryMonitoring, RegistryScanning } from 'cdk-ecr';
 *
 * const registry = new Registry(this, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) });
 * const pager = new NotificationTopic(this, 'Pager');
 * pager.topic.addSubscription(new EmailSubscription('on-call@example.com'));
 * new RegistryMonitoring(this, 'Monitoring', {
 *   registry,
 *   findings: new FindingMetrics(this, 'Findings', { registry }),
 *   actions: { critical: [pager], warning: [pager] },
 *   apiUsage: { usagePercent: 90 },
 *   registryChanges: { enabled: false },
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Alarms.html
 */
export class RegistryMonitoring extends Construct {
  /** The registry. */
  public readonly registry: IRegistry;

  private readonly watch: RegistryAlarms;

  /**
   * @throws if the registry is of another account or region, the app monitors it already, or CloudWatch would refuse an
   * alarm
   */
  public constructor(scope: Construct, id: string, props: RegistryMonitoringProps) {
    super(scope, id);
    checkMonitoringKinds(this, props);
    checkDeployedBeside('RegistryMonitoring', this, props.registry.env);
    claimMonitoring(this);
    this.registry = props.registry;
    this.watch = new RegistryAlarms(this, props.registry, props.actions, props);
    addDefaultAlarms(this.watch, this, props);
    if (props.replicationFailures?.enabled !== false) this.node.addValidation({ validate: () => warnOfReplicas(this) });
  }

  /** The alarms by their names, with those that methods have added. */
  public get alarms(): { [name: string]: cloudwatch.Alarm } {
    return { ...this.watch.alarms };
  }

  /** The rules that count events for alarms, by the names of these alarms. */
  public get rules(): { [name: string]: events.Rule } {
    return { ...this.watch.rules };
  }

  /** The log of the events that alarms count, if one does. */
  public get logGroup(): logs.LogGroup | undefined {
    return this.watch.log?.logGroup;
  }

  /** Where events go that could not be logged, if there is a log. */
  public get deadLetterQueue(): sqs.IQueue | undefined {
    return this.watch.log?.deadLetterQueue;
  }

  /**
   * An alarm on repositories from which nobody pulls any more, such as those of a service that has to be running. Right
   * after deployment it is on until the first pull that it can see. Costs $0.10 a month for each of the repositories.
   *
   * @param id name of the alarm
   * @param options which repositories, and how long it has to be quiet; a warning by default
   * @throws if there are none or more than 10 repositories, one is of another registry, or the time is longer than 7 days
   */
  public addQuietPulls(id: string, options: QuietPullsAlarmOptions): cloudwatch.Alarm {
    const source = this.watch.source('addQuietPulls');
    checkProperties({ ...source, property: 'options' }, options, 'write its options in braces');
    const { pullCount = 1 } = options;
    checkQuietRepositories(source, this.registry.env, options.repositories);
    checkCount(source, 'pullCount', pullCount);
    const evaluation = quietEvaluation(source, options.quietFor);
    return this.addQuiet(id, options.severity, {
      metric: pullsOf(options.repositories, evaluation.period),
      threshold: pullCount,
      evaluation,
      text: 'Fewer pulls than usual from repositories that are watched',
    });
  }

  /**
   * An alarm on repositories to which nobody pushes any more, such as those of a nightly build. There is no metric of
   * pushes: a rule counts and logs them. Right after deployment the alarm is on until the first push. Costs $0.10 a month,
   * however many repositories there are, and the log of all their pushes.
   *
   * @param id name of the alarm
   * @param options which repositories, and how long it has to be quiet; a warning by default
   * @throws if a repository is of another registry, or the time is longer than 7 days
   */
  public addQuietPushes(id: string, options: QuietPushesAlarmOptions): cloudwatch.Alarm {
    const source = this.watch.source('addQuietPushes');
    checkProperties({ ...source, property: 'options' }, options, 'write its options in braces');
    const { repositories, repositoryPrefixes, pushCount = 1 } = options;
    checkCount(source, 'pushCount', pushCount);
    const evaluation = quietEvaluation(source, options.quietFor);
    const { rule } = this.watch.addRule(id, (ruleId, ruleOptions) =>
      this.watch.events('addQuietPushes', { repositories, repositoryPrefixes }).onImagePushed(ruleId, ruleOptions),
    );
    return this.addQuiet(id, options.severity, {
      metric: matchedEvents(rule, evaluation.period),
      threshold: pushCount,
      evaluation,
      text: 'Fewer pushes than usual to repositories that are watched',
    });
  }

  /**
   * An alarm on unusually many pulls from all repositories together, such as those of a loop in a deployment.
   *
   * It is a query of CloudWatch Metrics Insights, which reads the metrics of at most 10,000 repositories, of at most 3
   * hours, and is billed at $0.10 a month for each metric: $0.10 for 1 repository, $70 for 700, $1,000 for 10,000 (warning
   * `cdk-ecr::registryWideQuery`). `RegistryMetrics.apiCalls(RegistryOperation.BATCH_GET_IMAGE)` is nearly the same number
   * in one metric.
   *
   * @param id name of the alarm
   * @param options from how many pulls on; a warning by default
   * @throws if more than 3 hours are evaluated
   */
  public addPullSurge(id: string, options: PullSurgeAlarmOptions): cloudwatch.Alarm {
    const source = this.watch.source('addPullSurge');
    checkProperties({ ...source, property: 'options' }, options, 'write its options in braces');
    checkCount(source, 'pullCount', options.pullCount);
    const evaluation = checkedEvaluation(source, options, {}, METRICS_INSIGHTS);
    return this.watch.add(id, {
      metric: this.allPulls(evaluation),
      threshold: options.pullCount,
      evaluation,
      missing: MissingData.NOTHING_HAPPENED,
      severity: options.severity ?? AlarmSeverity.WARNING,
      text: 'More pulls than usual from the registry',
    });
  }

  /**
   * An alarm on unusually few pulls from all repositories together, as when nobody can pull. A query that reads and costs
   * what that of `addPullSurge` does. Right after deployment it is on until the first pull.
   *
   * @param id name of the alarm
   * @param options below how many pulls; a warning by default
   * @throws if more than 3 hours are evaluated
   */
  public addPullSilence(id: string, options: PullSilenceAlarmOptions = {}): cloudwatch.Alarm {
    const source = this.watch.source('addPullSilence');
    const { pullCount = 1 } = options;
    checkCount(source, 'pullCount', pullCount);
    const evaluation = checkedEvaluation(source, options, { period: Duration.hours(1) }, METRICS_INSIGHTS);
    return this.addQuiet(id, options.severity, {
      metric: this.allPulls(evaluation),
      threshold: pullCount,
      evaluation,
      text: 'Fewer pulls than usual from the registry',
    });
  }

  /** An alarm that is on while something does not happen, and no data are part of that. */
  private addQuiet(
    id: string,
    severity = AlarmSeverity.WARNING,
    alarm: Pick<AlarmDefinition, 'metric' | 'threshold' | 'evaluation' | 'text'>,
  ): cloudwatch.Alarm {
    return this.watch.add(id, { ...alarm, below: true, missing: MissingData.QUIET, severity });
  }

  private allPulls({ period }: Evaluation): cloudwatch.MathExpression {
    warn(
      this,
      EcrRule.REGISTRY_WIDE_QUERY,
      `${COST_OF_ALL_PULLS}; alarm on RegistryMetrics.apiCalls(RegistryOperation.BATCH_GET_IMAGE) instead, which is one metric`,
    );
    return pullsOfAll(period);
  }
}
