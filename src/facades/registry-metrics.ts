import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IRegistry } from './i-registry';
import { checkedPeriod } from './metric-period';
import { CALL_METRIC, callDimensions } from '../ecr/metrics';
import type { RegistryOperation } from '../ecr/registry-operation';

/**
 * CloudWatch metrics of the calls to a registry's API.
 *
 * @example
 * import { Registry, RegistryMetrics, RegistryOperation } from 'cdk-ecr';
 *
 * const registry = new Registry(this, 'Registry');
 * RegistryMetrics.fromRegistry(registry).quotaUsage(RegistryOperation.PUT_IMAGE).createAlarm(this, 'ManyPushes', {
 *   threshold: 80,
 *   evaluationPeriods: 1,
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/monitoring-usage.html
 */
export class RegistryMetrics {
  /** The metrics of a registry, declared or imported. */
  public static fromRegistry(registry: IRegistry): RegistryMetrics {
    return new RegistryMetrics(registry);
  }

  private constructor(private readonly registry: IRegistry) {}

  /**
   * Number of calls of an API operation. CloudWatch has no data point for a period without calls.
   *
   * @param operation the operation that is called
   * @param options options of the metric; by default, it is the sum over 5 minutes in the registry's account and region
   * @throws if the period is not a whole number of minutes, from 1 minute to 1 day
   */
  public apiCalls(operation: RegistryOperation, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    const { env } = this.registry;
    return new cloudwatch.Metric({
      namespace: CALL_METRIC.namespace,
      metricName: CALL_METRIC.metricName,
      dimensionsMap: callDimensions(operation),
      statistic: cloudwatch.Stats.SUM,
      account: env.account,
      region: env.region,
      label: operation.operationName,
      ...options,
      period: checkedPeriod('RegistryMetrics.apiCalls', this.registry, options.period),
    });
  }

  /**
   * Percentage of its API quota that an operation uses.
   *
   * It is the average number of calls per second in a period, divided by the quota that the account has now. A short
   * burst can be throttled although this average is low.
   *
   * The metric of the calls has an id that contains the operation, such as `callsPutImage`. One widget can therefore
   * show several operations.
   *
   * @param operation the operation that is called
   * @param options options of the expression; by default, the period is 5 minutes
   * @throws if the period is not a whole number of minutes, from 1 minute to 1 day
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html
   */
  public quotaUsage(
    operation: RegistryOperation,
    options: cloudwatch.MathExpressionOptions = {},
  ): cloudwatch.MathExpression {
    const period = checkedPeriod('RegistryMetrics.quotaUsage', this.registry, options.period);
    const calls = `calls${operation.operationName}`;
    return new cloudwatch.MathExpression({
      label: `${operation.operationName} (% of quota)`,
      ...options,
      expression: `100 * (${calls} / PERIOD(${calls})) / SERVICE_QUOTA(${calls})`,
      usingMetrics: { [calls]: this.apiCalls(operation) },
      period,
    });
  }
}
