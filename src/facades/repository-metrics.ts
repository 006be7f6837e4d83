import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { checkedPeriod } from './metric-period';
import { PULL_METRIC } from '../ecr/metrics';

/**
 * The CloudWatch metric of a repository: its number of pulls. CloudWatch has no metric of pushes, storage or findings.
 *
 * @example
 * import { PrivateRepository, RepositoryMetrics } from 'cdk-ecr';
 *
 * const repository = new PrivateRepository(this, 'Api', { repositoryName: 'team/api' });
 * RepositoryMetrics.fromRepository(repository).pullCount();
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-repository-metrics.html
 */
export class RepositoryMetrics {
  /** The metric of a repository, which may be declared with any construct, or imported. */
  public static fromRepository(repository: ecr.IRepositoryRef): RepositoryMetrics {
    return new RepositoryMetrics(repository);
  }

  private constructor(private readonly repository: ecr.IRepositoryRef) {}

  /**
   * Number of pulls from the repository. CloudWatch has no data point for a period without pulls.
   *
   * @param options options of the metric; by default, it is the sum over 5 minutes in the repository's account and
   * region
   * @throws if the period is not a whole number of minutes, from 1 minute to 1 day
   */
  public pullCount(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    const { repositoryRef, env } = this.repository;
    return new cloudwatch.Metric({
      namespace: PULL_METRIC.namespace,
      metricName: PULL_METRIC.metricName,
      dimensionsMap: { [PULL_METRIC.dimension]: repositoryRef.repositoryName },
      statistic: cloudwatch.Stats.SUM,
      account: env.account,
      region: env.region,
      ...options,
      period: checkedPeriod('RepositoryMetrics.pullCount', this.repository, options.period),
    });
  }
}
