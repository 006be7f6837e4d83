import { CALL_METRIC, PULL_METRIC } from '../../../ecr/metrics';
import { isKnownText } from '../../../text/holes';
import type { TemplateResource } from '../../template-resource';

/** A metric or an expression of an alarm. */
export interface AlarmMetric {
  /** The place in the alarm. */
  readonly at: string;
  readonly namespace?: unknown;
  readonly metricName?: unknown;
  /** Values by name; `undefined` if some are unresolved. */
  readonly dimensions?: ReadonlyMap<string, unknown>;
  readonly expression?: unknown;
  readonly statistic?: unknown;
  /** The period in seconds. */
  readonly period?: unknown;
}

/** The metrics and expressions of an alarm on Amazon ECR. */
export function ecrMetricsOf(alarm: TemplateResource): AlarmMetric[] {
  const queries = alarm.list('Metrics').map((query, index) => queryOf(query, `Properties/Metrics/${index}`));
  return [metricOf(alarm.properties, 'Properties'), ...queries].filter(isOfEcr);
}

function queryOf(query: unknown, at: string): AlarmMetric {
  const { MetricStat: stat, Expression: expression, Period: period } = fieldsOf(query);
  if (expression !== undefined) return { at: `${at}/Expression`, expression, period };
  const { Metric: metric, Period: statPeriod, Stat: statistic } = fieldsOf(stat);
  return { ...metricOf(metric, `${at}/MetricStat/Metric`), period: statPeriod, statistic };
}

function metricOf(metric: unknown, at: string): AlarmMetric {
  const { Namespace: namespace, MetricName: metricName, Dimensions: list, Period: period } = fieldsOf(metric);
  const { Statistic: statistic, ExtendedStatistic: extended } = fieldsOf(metric);
  return { at, namespace, metricName, dimensions: dimensionsOf(list), period, statistic: statistic ?? extended };
}

function dimensionsOf(list: unknown): ReadonlyMap<string, unknown> | undefined {
  const dimensions = list === undefined ? [] : [list].flat().map(fieldsOf);
  if (!dimensions.every(({ Name: name }) => isKnownText(name))) return undefined;
  return new Map(dimensions.map(({ Name: name, Value: value }) => [String(name), value]));
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isOfEcr({ namespace, metricName, dimensions, expression }: AlarmMetric): boolean {
  if (isKnownText(expression)) return expression.includes(PULL_METRIC.namespace);
  if (!isKnownText(namespace)) return false;
  const service = dimensions?.get('Service');
  if (namespace === CALL_METRIC.namespace) return isKnownText(service) && /^(aws\/|amazon ?)?ecr$/i.test(service);
  return namespace.toUpperCase() === PULL_METRIC.namespace || isMisplaced(namespace, metricName);
}

/** Whether the metric of Amazon ECR is expected in a namespace that AWS does not have, such as `ECR`. */
function isMisplaced(namespace: string, metricName: unknown): boolean {
  return metricName === PULL_METRIC.metricName && /ecr|registry/i.test(namespace);
}
