import type { RegistryOperation } from './registry-operation';

/**
 * The only metric of a repository. Amazon ECR has no metrics of pushes, sizes or findings.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-repository-metrics.html
 */
export const PULL_METRIC = {
  namespace: 'AWS/ECR',
  metricName: 'RepositoryPullCount',
  dimension: 'RepositoryName',
} as const;

/** A query of Metrics Insights for the pulls of all repositories. Alarms can use a query, but no search. */
export const ALL_PULLS = `SELECT SUM(${PULL_METRIC.metricName}) FROM SCHEMA("${PULL_METRIC.namespace}", ${PULL_METRIC.dimension})`;

/** A search for the pulls of each repository, as the sum of five minutes. */
export const EACH_PULLS = `SEARCH('{${PULL_METRIC.namespace},${PULL_METRIC.dimension}} MetricName="${PULL_METRIC.metricName}"', 'Sum', 300)`;

/**
 * The metric of calls of an operation.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/monitoring-usage.html
 */
export const CALL_METRIC = {
  namespace: 'AWS/Usage',
  metricName: 'CallCount',
  service: 'ECR',
  type: 'API',
  class: 'None',
} as const;

/** All metrics of Amazon ECR in the namespace of usage. */
export const USAGE_METRICS: readonly string[] = [CALL_METRIC.metricName, 'ResourceCount'];

/** The dimensions of the calls of an operation. */
export interface CallDimensions extends Record<string, string> {
  readonly Service: string;
  readonly Type: string;
  readonly Resource: string;
  readonly Class: string;
}

/** The dimensions that select the calls of an operation. */
export function callDimensions({ operationName }: RegistryOperation): CallDimensions {
  return {
    Service: CALL_METRIC.service,
    Type: CALL_METRIC.type,
    Resource: operationName,
    Class: CALL_METRIC.class,
  };
}

/** The cost of an alarm on the pulls of all repositories, as a text. */
export const COST_OF_ALL_PULLS =
  'an alarm on all pulls reads the metric of each repository: it is billed for every one, and with more than 10,000 ' +
  'reads only some';

/** Whether an expression is a query of the pulls of all repositories, as `ALL_PULLS` is. */
export function readsAllPulls(expression: string): boolean {
  const query = /\bSELECT\s+\w+\(\s*"?(\w+)"?\s*\)\s+FROM\s+(?:SCHEMA\(\s*"?AWS\/ECR"?[^)]*\)|"AWS\/ECR")(.*)$/is;
  const [, name, rest] = query.exec(expression) ?? [];
  return name === PULL_METRIC.metricName && !/\bWHERE\b/i.test(rest);
}
