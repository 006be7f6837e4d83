import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as events from 'aws-cdk-lib/aws-events';
import { ALL_PULLS } from '../../ecr/metrics';
import { RepositoryMetrics } from '../../facades/repository-metrics';

/** Events that a rule of the default bus matches. EventBridge sends no data point while there is none. */
export function matchedEvents(rule: events.IRule, period: Duration): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/Events',
    metricName: 'MatchedEvents',
    dimensionsMap: { RuleName: rule.ruleName },
    statistic: cloudwatch.Stats.SUM,
    period,
  });
}

/** Pulls from some repositories together. Amazon ECR sends no data point of a repository while nobody pulls. */
export function pullsOf(repositories: ecr.IRepositoryRef[], period: Duration): cloudwatch.MathExpression {
  const metrics = repositories.map((repository, index): [string, cloudwatch.IMetric] => [
    `pulls${index + 1}`,
    RepositoryMetrics.fromRepository(repository).pullCount({ period }),
  ]);
  const filled = metrics.map(([id]) => `FILL(${id}, 0)`);
  return new cloudwatch.MathExpression({
    // A sum of an array leaves out a repository that was never pulled from; `+` would have no result.
    expression: filled.length === 1 ? filled[0] : `SUM([${filled.join(', ')}])`,
    usingMetrics: Object.fromEntries(metrics),
    label: 'Pulls',
    period,
  });
}

/** Pulls from all repositories together: a query, because an alarm cannot search. */
export function pullsOfAll(period: Duration): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: ALL_PULLS,
    label: 'Pulls',
    period,
  });
}
