import type { AlarmMetric } from './alarm-metrics';
import { ecrMetricsOf, REPOSITORY_NAMESPACE, USAGE_NAMESPACE } from './alarm-metrics';
import { EcrRule, EcrRuleSeverity } from '../../../ecr/ecr-rule';
import { RegistryOperation } from '../../../ecr/registry-operation';
import { ResourceType } from '../../../ecr/resource-type';
import { isKnownText, readable } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const ALARM_METRIC: Rule = {
  id: EcrRule.ALARM_METRIC,
  severity: EcrRuleSeverity.ERROR,
  types: [ResourceType.ALARM],
  explanation: 'CloudWatch takes an alarm on any name, and one without data is as silent as one with nothing to tell',
  remedy:
    'alarm on RepositoryPullCount of AWS/ECR by RepositoryName, or on CallCount of AWS/Usage (Service ECR, Type API, ' +
    'Resource the operation, Class None); of scan findings, pushes and sizes there are no metrics (RepositoryMetrics, ' +
    'RegistryMetrics and FindingMetrics)',
  check: checkMetrics,
};

const PULLS = 'RepositoryPullCount';
const SILENT = 'so that the alarm never has data';
const USAGE_METRICS = ['CallCount', 'ResourceCount'];
const USAGE_DIMENSIONS = ['Service', 'Type', 'Resource', 'Class'];

function* checkMetrics(alarm: TemplateResource): Iterable<Problem> {
  for (const metric of ecrMetricsOf(alarm)) {
    const text = textOf(metric);
    if (text !== undefined) yield { at: metric.at, text };
  }
}

/** What is wrong with a metric, if anything is. */
function textOf(metric: AlarmMetric): string | undefined {
  const { namespace, expression } = metric;
  if (expression !== undefined) return expressionText(String(expression));
  return namespace === USAGE_NAMESPACE ? usageText(metric) : repositoryText(metric);
}

function repositoryText({ namespace, metricName, dimensions }: AlarmMetric): string | undefined {
  if (namespace !== REPOSITORY_NAMESPACE) {
    return `there is no namespace ${readable(namespace)}, but ${REPOSITORY_NAMESPACE}, ${SILENT}`;
  }
  if (isKnownText(metricName) && metricName !== PULLS) return noMetric(metricName);
  return dimensions && dimensionsText([...dimensions.keys()]);
}

function noMetric(name: string): string {
  return `${REPOSITORY_NAMESPACE} has no metric ${name}, only ${PULLS}, ${SILENT}`;
}

function dimensionsText(names: readonly string[]): string | undefined {
  if (names.length === 1 && names[0] === 'RepositoryName') return undefined;
  const found = names.length === 0 ? 'none' : names.join(', ');
  return `${PULLS} has the dimension RepositoryName and no other, but here is ${found}, ${SILENT}`;
}

function usageText({ metricName, dimensions }: AlarmMetric): string | undefined {
  if (isKnownText(metricName) && !USAGE_METRICS.includes(metricName)) {
    return `${USAGE_NAMESPACE} has no metric ${metricName} of Amazon ECR, only CallCount, ${SILENT}`;
  }
  const service = dimensions?.get('Service');
  if (service !== 'ECR') {
    return `the Service of Amazon ECR is ECR in ${USAGE_NAMESPACE}, not ${readable(service)}, ${SILENT}`;
  }
  return metricName === 'CallCount' ? callCountText(dimensions!) : undefined;
}

/** Whether `Class` has to be there, what is published does not agree on. */
function callCountText(dimensions: ReadonlyMap<string, unknown>): string | undefined {
  const unknown = [...dimensions.keys()].filter((name) => !USAGE_DIMENSIONS.includes(name));
  if (unknown.length > 0) return `CallCount has no dimension ${unknown.join(', ')}, ${SILENT}`;
  for (const name of ['Type', 'Resource']) {
    if (!dimensions.has(name)) return `CallCount has the dimension ${name}, which is missing, ${SILENT}`;
  }
  const type = dimensions.get('Type');
  if (isKnownText(type) && type !== 'API') return `the Type of CallCount is API, not ${type}, ${SILENT}`;
  const kind = dimensions.get('Class');
  if (isKnownText(kind) && kind !== 'None') return `the Class of CallCount is None, not ${kind}, ${SILENT}`;
  const operation = dimensions.get('Resource');
  const counted = RegistryOperation.all.map(({ operationName }) => operationName);
  if (!isKnownText(operation) || counted.includes(operation)) return undefined;
  return `CloudWatch does not count calls of ${operation}, only of ${counted.join(', ')}, ${SILENT}`;
}

/** Of expressions, those that name metrics: searches, which no alarm can have, and queries of Metrics Insights. */
function expressionText(expression: string): string | undefined {
  if (/\bSEARCH\s*\(/i.test(expression)) return 'an alarm cannot have a SEARCH, so that its deployment fails';
  const query = /\bSELECT\s+\w+\(\s*"?(\w+)"?\s*\)\s+FROM\s+(?:SCHEMA\(([^)]*)\)|("?[\w/]+"?))/i.exec(expression);
  if (!query) return undefined;
  const [, name, schema] = query;
  if (name !== PULLS) return noMetric(name);
  return schema === undefined ? undefined : dimensionsText(schema.split(',').slice(1).map(unquoted));
}

function unquoted(name: string): string {
  return name.trim().replace(/^"|"$/g, '');
}
