import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IRegistry } from './i-registry';
import { checkedPeriod } from './metric-period';
import { CALL_METRIC, callDimensions } from '../ecr/metrics';
import type { RegistryOperation } from '../ecr/registry-operation';

/**
 * The metrics that CloudWatch has of the use of a registry's API.
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
   * Calls of an operation. While nobody calls, there is no data point.
   *
   * @param operation the operation that is called
   * @param options by default the sum of 5 minutes, in the registry's account and region
   * @throws if the period is not whole minutes
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
   * How much of its quota an operation uses, in percent: calls per second, on average over a period, of the quota that
   * the account has now. A burst within the period can be throttled although the average is low.
   *
   * The calls have an id of their own for each operation, such as `callsPutImage`, so that a widget can show several.
   *
   * @param operation the operation that is called
   * @param options by default of 5 minutes, in the registry's account and region
   * @throws if the period is not whole minutes
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
