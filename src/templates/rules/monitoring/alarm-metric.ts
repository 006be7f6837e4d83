import type { AlarmMetric } from './alarm-metrics';
import { ecrMetricsOf } from './alarm-metrics';
import { EcrRule, EcrRuleSeverity } from '../../../ecr/ecr-rule';
import { CALL_METRIC, callDimensions, PULL_METRIC, USAGE_METRICS } from '../../../ecr/metrics';
import { RegistryOperation } from '../../../ecr/registry-operation';
import { ResourceType } from '../../../ecr/resource-type';
import { fill, isKnownText, readable, referenceOf } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';

const { namespace: REPOSITORIES, metricName: PULLS, dimension: NAME } = PULL_METRIC;
const { namespace: USAGE, metricName: CALLS } = CALL_METRIC;

export const ALARM_METRIC: Rule = {
  id: EcrRule.ALARM_METRIC,
  types: [ResourceType.ALARM],
  check: checkMetrics,
};

/** Statistics that may be meant for counts, in lower case. In queries some have other names. */
const COUNTING = ['sum', 'maximum', 'max', 'samplecount', 'count'];

const SILENT = 'so that the alarm never has data';
const CALL_DIMENSIONS = Object.keys(callDimensions(RegistryOperation.PUT_IMAGE));

function* checkMetrics(alarm: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  for (const metric of ecrMetricsOf(alarm)) {
    const text = textOf(metric, app);
    if (text === undefined) yield* checkStatistic(metric);
    else yield { at: metric.at, text };
  }
}

/** Counts are added up. The largest count of a minute, and the number of counts, may be meant. */
function* checkStatistic({ at, metricName, statistic, expression }: AlarmMetric): Iterable<Problem> {
  const [, inQuery, ofQuery] = /\bSELECT\s+(\w+)\(\s*"?(\w+)/i.exec(String(expression ?? '')) ?? [];
  const [name, found] = [inQuery ? ofQuery : metricName, inQuery ?? statistic];
  if (!([PULLS, CALLS] as string[]).includes(String(name)) || !isKnownText(found)) return;
  if (COUNTING.includes(found.toLowerCase())) return;
  yield {
    at,
    text: `the statistic of ${String(name)} is ${found}, but only the Sum is the number of ${name === PULLS ? 'pulls' : 'calls'}`,
    remedy: 'use the statistic Sum (the default of the CDK is Average)',
    severity: EcrRuleSeverity.WARNING,
  };
}

/** The mistake in a metric, if it has one. */
function textOf(metric: AlarmMetric, app: TemplateApp): string | undefined {
  const { namespace, expression } = metric;
  if (expression !== undefined) return expressionText(String(expression));
  return namespace === USAGE ? usageText(metric) : repositoryText(metric, app);
}

function repositoryText({ namespace, metricName, dimensions }: AlarmMetric, app: TemplateApp): string | undefined {
  if (namespace !== REPOSITORIES) {
    return `there is no namespace ${readable(namespace)}, but ${REPOSITORIES}, ${SILENT}`;
  }
  if (isKnownText(metricName) && metricName !== PULLS) return noMetric(metricName);
  return dimensions && (dimensionsText([...dimensions.keys()]) ?? nameText(dimensions.get(NAME), app));
}

/** The mistake in the value of a dimension that is the ARN or the URI of a repository. */
function nameText(value: unknown, app: TemplateApp): string | undefined {
  const reference = app.resourceOf(value)?.type === ResourceType.REPOSITORY ? String(referenceOf(value)) : '';
  const text = typeof value === 'string' ? fill(value, () => 'x') : '';
  const form = /\.Arn$/.test(reference) || /^arn:/i.test(text) ? 'ARN' : undefined;
  const other = form ?? (/\.RepositoryUri$/.test(reference) || text.includes('.dkr.ecr.') ? 'URI' : undefined);
  if (other === undefined) return undefined;
  return `${NAME} is ${readable(value)}, the ${other} of a repository, but must be its name, ${SILENT}`;
}

function noMetric(name: string): string {
  return `${REPOSITORIES} has no metric ${name}, only ${PULLS}, ${SILENT}`;
}

function dimensionsText(names: readonly string[]): string | undefined {
  if (names.length === 1 && names[0] === NAME) return undefined;
  const found = names.length === 0 ? 'none' : names.join(', ');
  return `${PULLS} has the dimension ${NAME} and no other, but here is ${found}, ${SILENT}`;
}

function usageText({ metricName, dimensions }: AlarmMetric): string | undefined {
  if (isKnownText(metricName) && !USAGE_METRICS.includes(metricName)) {
    return `${USAGE} has no metric ${metricName} of Amazon ECR, only ${CALLS}, ${SILENT}`;
  }
  const service = dimensions?.get('Service');
  if (service !== CALL_METRIC.service) {
    return `the Service of Amazon ECR is ${CALL_METRIC.service} in ${USAGE}, not ${readable(service)}, ${SILENT}`;
  }
  return metricName === CALLS ? callCountText(dimensions!) : undefined;
}

/** The mistake in the dimensions of calls. `Class` may be missing, because sources disagree on whether it is required. */
function callCountText(dimensions: ReadonlyMap<string, unknown>): string | undefined {
  const unknown = [...dimensions.keys()].filter((name) => !CALL_DIMENSIONS.includes(name));
  if (unknown.length > 0) return `${CALLS} has no dimension ${unknown.join(', ')}, ${SILENT}`;
  for (const name of ['Type', 'Resource']) {
    if (!dimensions.has(name)) return `${CALLS} has the dimension ${name}, which is missing, ${SILENT}`;
  }
  const type = dimensions.get('Type');
  if (isKnownText(type) && type !== CALL_METRIC.type) {
    return `the Type of ${CALLS} is ${CALL_METRIC.type}, not ${type}, ${SILENT}`;
  }
  const kind = dimensions.get('Class');
  if (isKnownText(kind) && kind !== CALL_METRIC.class) {
    return `the Class of ${CALLS} is ${CALL_METRIC.class}, not ${kind}, ${SILENT}`;
  }
  const operation = dimensions.get('Resource');
  const counted = RegistryOperation.all.map(({ operationName }) => operationName);
  if (!isKnownText(operation) || counted.includes(operation)) return undefined;
  return `CloudWatch does not count calls of ${operation}, only of ${counted.join(', ')}, ${SILENT}`;
}

/** The mistake in an expression with metrics. It may be a query of Metrics Insights, but no search. */
function expressionText(expression: string): string | undefined {
  if (/\bSEARCH\s*\(/i.test(expression)) return 'an alarm cannot have a SEARCH, so its deployment fails';
  const query = /\bSELECT\s+\w+\(\s*"?(\w+)"?\s*\)\s+FROM\s+(?:SCHEMA\(([^)]*)\)|("?[\w/]+"?))/i.exec(expression);
  if (!query) return undefined;
  const [, name, schema] = query;
  if (name !== PULLS) return noMetric(name);
  return schema === undefined ? undefined : dimensionsText(schema.split(',').slice(1).map(unquoted));
}

function unquoted(name: string): string {
  return name.trim().replace(/^"|"$/g, '');
}
