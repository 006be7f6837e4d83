import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { checkedPeriod } from './metric-period';
import { PULL_METRIC } from '../ecr/metrics';

/**
 * The metric that CloudWatch has of a repository. There is one: no pushes, no storage, no findings.
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
  /** The metrics of a repository, of any construct or imported. */
  public static fromRepository(repository: ecr.IRepositoryRef): RepositoryMetrics {
    return new RepositoryMetrics(repository);
  }

  private constructor(private readonly repository: ecr.IRepositoryRef) {}

  /**
   * Pulls from the repository. While nobody pulls, there is no data point.
   *
   * @param options by default the sum of 5 minutes, in the repository's account and region
   * @throws if the period is not whole minutes
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
