import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type {
  PullSilenceAlarmOptions,
  PullSurgeAlarmOptions,
  QuietPullsAlarmOptions,
  QuietPushesAlarmOptions,
} from './monitoring-alarm-options';
import { checkedEvaluation, quietEvaluation } from './private/alarm-evaluation';
import type { Evaluation } from './private/alarm-evaluation';
import { matchedEvents, pullsOf, pullsOfAll } from './private/alarm-metrics';
import { warnOfSilence } from './private/alarm-silence';
import { checkedThresholds } from './private/alarm-thresholds';
import { addDefaultAlarm } from './private/default-alarm';
import { DEFAULT_ALARMS } from './private/default-alarms';
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
 * CloudWatch alarms of a registry.
 *
 * The alarms report critical scan findings, images that could not be replicated or cached, API quotas that are nearly
 * used up, and configuration changes. An app can have one `RegistryMonitoring` for each registry.
 *
 * Amazon ECR has metrics of pulls and API calls only. For everything else, EventBridge rules count events. The rules
 * also log these events, so that you can find the cause of an alarm: see `logGroup`.
 *
 * The properties configure the default alarms. CloudWatch bills $0.10 a month for each metric of an alarm, however many
 * repositories the registry has. `apiUsage` has one metric for each operation; every other default alarm has one
 * metric. A second threshold, such as `criticalUsagePercent`, adds an alarm that costs as much as the first. The KMS
 * key of the log costs $1 a month, unless `encryptionKey` is set. Log entries and messages are billed by use. The
 * documentation of each method that adds an alarm states its cost.
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
 *   apiUsage: { usagePercent: 60, criticalUsagePercent: 90 },
 *   registryChanges: { enabled: false },
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Alarms.html
 */
export class RegistryMonitoring extends Construct {
  /** The registry that is monitored. */
  public readonly registry: IRegistry;

  private readonly watch: RegistryAlarms;

  /**
   * @throws if the registry is in another account or region than this construct, the app already has a
   * `RegistryMonitoring` for the registry, or CloudWatch would refuse an alarm
   */
  public constructor(scope: Construct, id: string, props: RegistryMonitoringProps) {
    super(scope, id);
    checkMonitoringKinds(this, props);
    checkDeployedBeside('RegistryMonitoring', this, props.registry.env);
    claimMonitoring(this);
    this.registry = props.registry;
    this.watch = new RegistryAlarms(this, props.registry, props.actions, props);
    for (const each of DEFAULT_ALARMS) addDefaultAlarm(this.watch, each, props);
    this.node.addValidation({ validate: () => warnOfSilence(this, this.watch.severities) });
    if (props.replicationFailures?.enabled !== false) this.node.addValidation({ validate: () => warnOfReplicas(this) });
  }

  /** All alarms by name, such as `CriticalFindings`, including alarms that methods added. */
  public get alarms(): { [name: string]: cloudwatch.Alarm } {
    return { ...this.watch.alarms };
  }

  /** The EventBridge rules that count events for alarms, by the name of the alarm. */
  public get rules(): { [name: string]: events.Rule } {
    return { ...this.watch.rules };
  }

  /** The log group for the events that alarms count. Undefined if no alarm counts events. */
  public get logGroup(): logs.LogGroup | undefined {
    return this.watch.log?.logGroup;
  }

  /** The queue for events that EventBridge could not deliver to `logGroup`. Undefined if there is no log group. */
  public get deadLetterQueue(): sqs.IQueue | undefined {
    return this.watch.log?.deadLetterQueue;
  }

  /**
   * Adds an alarm that is raised if clients no longer pull images from some repositories.
   *
   * Use it for repositories with regular pulls, such as those of a service that must be running. After deployment the
   * alarm stays raised until CloudWatch records the first pull. It costs $0.10 a month for each of the repositories.
   *
   * @param id name of the alarm
   * @param options the repositories, and how long pulls must be missing; the default severity is WARNING
   * @throws if `repositories` has none or more than 10, a repository is in another registry, or `quietFor` is longer
   * than 7 days
   */
  public addQuietPulls(id: string, options: QuietPullsAlarmOptions): cloudwatch.Alarm {
    const source = this.watch.source('addQuietPulls');
    checkProperties({ ...source, property: 'options' }, options, 'write its options in braces');
    checkQuietRepositories(source, this.registry.env, options.repositories);
    const thresholds = checkedThresholds(source, options, { threshold: ['pullCount', 1], below: true });
    const evaluation = quietEvaluation(source, options.quietFor);
    return this.addQuiet(id, {
      metric: pullsOf(options.repositories, evaluation.period),
      thresholds,
      evaluation,
      text: 'Fewer pulls than usual from repositories that are watched',
    });
  }

  /**
   * Adds an alarm that is raised if clients no longer push images to some repositories.
   *
   * Use it for repositories with regular pushes, such as those of a nightly build. Amazon ECR has no metric of pushes,
   * so an EventBridge rule counts and logs the pushes. After deployment the alarm stays raised until the first push. It
   * costs $0.10 a month for any number of repositories, plus the cost of logging all their pushes.
   *
   * @param id name of the alarm
   * @param options the repositories, and how long pushes must be missing; the default severity is WARNING
   * @throws if a repository is in another registry, or `quietFor` is longer than 7 days
   */
  public addQuietPushes(id: string, options: QuietPushesAlarmOptions): cloudwatch.Alarm {
    const source = this.watch.source('addQuietPushes');
    checkProperties({ ...source, property: 'options' }, options, 'write its options in braces');
    const { repositories, repositoryPrefixes } = options;
    const thresholds = checkedThresholds(source, options, { threshold: ['pushCount', 1], below: true });
    const evaluation = quietEvaluation(source, options.quietFor);
    const { rule } = this.watch.addRule(id, (ruleId, ruleOptions) =>
      this.watch.events('addQuietPushes', { repositories, repositoryPrefixes }).onImagePushed(ruleId, ruleOptions),
    );
    return this.addQuiet(id, {
      metric: matchedEvents(rule, evaluation.period),
      thresholds,
      evaluation,
      text: 'Fewer pushes than usual to repositories that are watched',
    });
  }

  /**
   * Adds an alarm that is raised if there are unusually many pulls from all repositories of the registry together.
   *
   * Such pulls may come from a deployment that fails in a loop. The alarm uses a CloudWatch Metrics Insights query,
   * which reads the metrics of at most 10,000 repositories over at most 3 hours.
   *
   * CloudWatch bills $0.10 a month for each of these metrics: $0.10 for 1 repository, $70 for 700, $1,000 for 10,000
   * (warning `cdk-ecr::registryWideQuery`). The metric `RegistryMetrics.apiCalls(RegistryOperation.BATCH_GET_IMAGE)` is
   * a cheaper choice: it is one metric, with nearly the same number.
   *
   * @param id name of the alarm
   * @param options the number of pulls that raises the alarm; the default severity is WARNING
   * @throws if the alarm would evaluate more than 3 hours
   */
  public addPullSurge(id: string, options: PullSurgeAlarmOptions): cloudwatch.Alarm {
    const source = this.watch.source('addPullSurge');
    checkProperties({ ...source, property: 'options' }, options, 'write its options in braces');
    const thresholds = checkedThresholds(source, options, { threshold: ['pullCount', options.pullCount] });
    const evaluation = checkedEvaluation(source, options, {}, METRICS_INSIGHTS);
    return this.watch.add(id, {
      metric: this.allPulls(evaluation),
      thresholds,
      evaluation,
      missing: MissingData.NOTHING_HAPPENED,
      text: 'More pulls than usual from the registry',
    });
  }

  /**
   * Adds an alarm that is raised if there are unusually few pulls from all repositories of the registry together.
   *
   * The cause may be that clients can no longer pull. The alarm uses the same kind of query as `addPullSurge`, with the
   * same limits and cost. After deployment the alarm stays raised until the first pull.
   *
   * @param id name of the alarm
   * @param options the number of pulls below which the alarm is raised; the default severity is WARNING
   * @throws if the alarm would evaluate more than 3 hours
   */
  public addPullSilence(id: string, options: PullSilenceAlarmOptions = {}): cloudwatch.Alarm {
    const source = this.watch.source('addPullSilence');
    const thresholds = checkedThresholds(source, options, { threshold: ['pullCount', 1], below: true });
    const evaluation = checkedEvaluation(source, options, { period: Duration.hours(1) }, METRICS_INSIGHTS);
    return this.addQuiet(id, {
      metric: this.allPulls(evaluation),
      thresholds,
      evaluation,
      text: 'Fewer pulls than usual from the registry',
    });
  }

  /** An alarm that is on while something does not happen, and no data are part of that. */
  private addQuiet(
    id: string,
    alarm: Pick<AlarmDefinition, 'metric' | 'thresholds' | 'evaluation' | 'text'>,
  ): cloudwatch.Alarm {
    return this.watch.add(id, { ...alarm, below: true, missing: MissingData.QUIET });
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
