import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { FindingLog } from './finding-log';
import type { FindingLogProps } from './finding-log';
import { detailPath } from '../ecr/events/event-type';
import { IMAGE_SCAN, INSPECTOR_FINDING } from '../ecr/events/scan-events';
import type { Severity } from '../ecr/events/severity';
import { RegistryScanType } from '../ecr/registry-scan-type';
import { checkedPeriod } from '../facades/metric-period';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/** Properties of `FindingMetrics`. */
export interface FindingMetricsProps extends FindingLogProps {
  /**
   * CloudWatch namespace of the metrics: 1 to 255 letters, digits and any of `._-/#`, not starting with `AWS/`.
   *
   * Give each `FindingMetrics` of an account and region a namespace of its own. CloudWatch adds up their findings if
   * they share a namespace.
   *
   * @default - `CdkEcr/Findings`; with `repositories` or `repositoryPrefixes`, `/` and the path of the construct follow
   */
  readonly namespace?: string;

  /**
   * Whether each repository also has metrics of its own, with the dimension `RepositoryName`.
   *
   * CloudWatch bills each metric: up to one for each severity, for every repository that has findings.
   *
   * @default false
   */
  readonly perRepository?: boolean;
}

const API = 'FindingMetrics';
const NAMESPACE = 'CdkEcr/Findings';

/** The field with the name of the repository, by the type of scanning. */
const REPOSITORY_FIELD: Record<RegistryScanType, string> = {
  [RegistryScanType.BASIC]: detailPath(IMAGE_SCAN, 'repository-name'),
  [RegistryScanType.ENHANCED]: detailPath(
    INSPECTOR_FINDING,
    'resources[0].details.awsEcrContainerImage.repositoryName',
  ),
};

/**
 * CloudWatch metrics of the findings of image scans, for alarms and dashboards.
 *
 * There is one metric for each severity. By default there are two, for critical and high findings of all repositories
 * together. Neither Amazon ECR nor Amazon Inspector has such metrics, so the construct logs the findings with a
 * `FindingLog`, and CloudWatch Logs counts the log entries.
 *
 * The metrics count findings when scans report them. They do not tell how many findings exist at a time. Under
 * enhanced scanning, a finding counts when Amazon Inspector first reports it, and again whenever the finding changes.
 * Under basic scanning, all findings of an image count again each time the image is scanned.
 *
 * @example
 * import { FindingMetrics, Registry, RegistryScanning, Severity } from 'cdk-ecr';
 *
 * const registry = new Registry(this, 'Registry', { scanning: RegistryScanning.enhanced({ continuous: ['*'] }) });
 * const findings = new FindingMetrics(this, 'Findings', { registry });
 * findings.metric(Severity.CRITICAL).createAlarm(this, 'Critical', { threshold: 1, evaluationPeriods: 1 });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export class FindingMetrics extends Construct {
  /** The log of the findings. CloudWatch Logs creates the metrics from the entries of this log. */
  public readonly log: FindingLog;

  /** CloudWatch namespace of the metrics. */
  public readonly namespace: string;

  /** The severities that have a metric, most severe first. */
  public readonly severities: Severity[];

  private readonly perRepository: boolean;

  public constructor(scope: Construct, id: string, props: FindingMetricsProps) {
    super(scope, id);
    this.log = new FindingLog(this, 'Log', props);
    this.severities = this.log.severities;
    this.namespace = this.checkedNamespace(props);
    this.perRepository = props.perRepository ?? false;
    for (const severity of this.severities) {
      this.addFilter(severity, {});
      if (this.perRepository) this.addFilter(severity, { RepositoryName: REPOSITORY_FIELD[this.log.scanType] });
    }
  }

  /**
   * The metric of the findings of one severity, in all selected repositories together.
   *
   * @param severity one of the `severities` of this construct
   * @param options options of the metric; the default is the sum over 5 minutes
   * @throws if the severity has no metric, or the period is not whole minutes
   */
  public metric(severity: Severity, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metricOf('metric', severity, {}, options);
  }

  /**
   * The metric of the findings of one severity in one repository. Needs `perRepository`.
   *
   * @param severity one of the `severities` of this construct
   * @param repository the repository
   * @param options options of the metric; the default is the sum over 5 minutes
   * @throws if `perRepository` is not true, the severity has no metric, or the period is not whole minutes
   */
  public repositoryMetric(
    severity: Severity,
    repository: ecr.IRepositoryRef,
    options: cloudwatch.MetricOptions = {},
  ): cloudwatch.Metric {
    const method = 'repositoryMetric';
    if (!this.perRepository) {
      throw new InvalidInputError({
        scope: this,
        api: `${API}.${method}`,
        property: 'perRepository',
        found: false,
        must: 'be true for metrics of single repositories',
        remedy: 'set it, or use metric(severity)',
      });
    }
    return this.metricOf(method, severity, { RepositoryName: repository.repositoryRef.repositoryName }, options);
  }

  private metricOf(
    method: string,
    severity: Severity,
    dimensionsMap: Record<string, string>,
    options: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    if (!this.severities.includes(severity)) {
      throw new InvalidInputError({
        scope: this,
        api: `${API}.${method}`,
        property: 'severity',
        found: severity,
        must: `be one of ${this.severities.join(', ')}, which are counted`,
        remedy: 'lower minimumSeverity',
      });
    }
    const { account, region } = this.log.rule.env;
    return new cloudwatch.Metric({
      namespace: this.namespace,
      metricName: metricName(severity),
      dimensionsMap,
      statistic: cloudwatch.Stats.SUM,
      account,
      region,
      ...options,
      period: checkedPeriod(`${API}.${method}`, this, options.period),
    });
  }

  private addFilter(severity: Severity, dimensions: Record<string, string>): void {
    const { logGroup, scanType } = this.log;
    const perRepository = Object.keys(dimensions).length > 0;
    const count = `${detailPath(IMAGE_SCAN, 'finding-severity-counts')}.${severity}`;
    const enhanced = scanType === RegistryScanType.ENHANCED;
    const matches = enhanced
      ? logs.FilterPattern.stringValue(detailPath(INSPECTOR_FINDING, 'severity'), '=', severity)
      : logs.FilterPattern.numberValue(count, '>', 0);
    // A dimension has to be a field of the pattern, and a metric with dimensions has no default value.
    const present = Object.values(dimensions).map((field) => logs.FilterPattern.exists(field));
    new logs.MetricFilter(this, `${severity}${perRepository ? 'PerRepository' : ''}`, {
      logGroup,
      filterPattern: perRepository ? logs.FilterPattern.all(matches, ...present) : matches,
      metricNamespace: this.namespace,
      metricName: metricName(severity),
      metricValue: enhanced ? '1' : count,
      ...(perRepository ? { dimensions } : { defaultValue: 0 }),
    });
  }

  private checkedNamespace({ namespace, repositories, repositoryPrefixes }: FindingMetricsProps): string {
    if (!namespace) return repositories || repositoryPrefixes ? `${NAMESPACE}/${this.node.path}` : NAMESPACE;
    if (isLiteral(namespace) && !/^(?!AWS\/)[A-Za-z0-9._\-/#]{1,255}$/.test(namespace)) {
      throw new InvalidInputError({
        scope: this,
        api: API,
        property: 'namespace',
        found: namespace,
        must: 'be 1 to 255 letters, digits and any of "._-/#", and not start with "AWS/", which is for services',
        remedy: `write "${NAMESPACE}/Team"`,
      });
    }
    return namespace;
  }
}

function metricName(severity: Severity): string {
  return `${severity[0]}${severity.slice(1).toLowerCase()}Findings`;
}
