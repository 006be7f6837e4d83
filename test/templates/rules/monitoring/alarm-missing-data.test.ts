import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RepositoryMetrics } from '../../../../src/facades/repository-metrics';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.ALARM_MISSING_DATA;
const BELOW = { comparisonOperator: 'LessThanThreshold', evaluationPeriods: 1, threshold: 1 };
const PULLS = {
  namespace: 'AWS/ECR',
  metricName: 'RepositoryPullCount',
  dimensions: [{ name: 'RepositoryName', value: 'team/api' }],
};
const stat = { metric: PULLS, period: 300, stat: 'Sum' };

function alarm(stack: Stack, props: Partial<cloudwatch.CfnAlarmProps>): cloudwatch.CfnAlarm {
  return new cloudwatch.CfnAlarm(stack, 'Bad', { ...BELOW, ...(props.metrics ? {} : PULLS), ...props });
}

testRuleTable({
  rule,
  l1: (stack) => alarm(stack, { treatMissingData: 'notBreaching' }),
  l2: (stack) => {
    const metric = RepositoryMetrics.fromRepository(new PrivateRepository(stack, 'Api')).pullCount();
    new cloudwatch.Alarm(stack, 'Bad', {
      metric: metric.with({ period: Duration.hours(1) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    });
  },
  override: (stack) => override(alarm(stack, { treatMissingData: 'breaching' }), { TreatMissingData: 'ignore' }),
  passes: (stack) => alarm(stack, { treatMissingData: 'breaching' }),
});

test.each<[string, Partial<cloudwatch.CfnAlarmProps>, string]>([
  ['counts missing data as good', { treatMissingData: 'notBreaching' }, 'counts a period without data as good'],
  ['ignores missing data', { treatMissingData: 'ignore' }, 'keeps its state in a period without data'],
  [
    'compares with zero',
    { comparisonOperator: 'LessThanOrEqualToThreshold', threshold: 0, treatMissingData: 'ignore' },
    'keeps its state in a period without data',
  ],
  [
    'names its metric in a list',
    { metrics: [{ id: 'pulls', metricStat: stat }], treatMissingData: 'ignore' },
    'keeps its state in a period without data',
  ],
])('reports an alarm on the absence of pulls that %s', (_, props, effect) => {
  expect(problemsOf(rule, (stack) => alarm(stack, props))).toEqual([
    `Properties/TreatMissingData: the alarm is for few or no RepositoryPullCount, but ${effect}, and RepositoryPullCount ` +
      'has no data while nothing happens',
  ]);
});

test.each<[string, Partial<cloudwatch.CfnAlarmProps>]>([
  ['on the absence of pulls that counts missing data as bad', { treatMissingData: 'breaching' }],
  ['that reports missing data by a state of its own', {}],
  ['on too many pulls', { comparisonOperator: 'GreaterThanThreshold', treatMissingData: 'notBreaching' }],
  [
    'whose expression fills in missing data',
    {
      metrics: [
        { id: 'filled', expression: 'FILL(pulls, 0)' },
        { id: 'pulls', metricStat: stat, returnData: false },
      ],
      treatMissingData: 'notBreaching',
    },
  ],
  [
    'on another service',
    { namespace: 'AWS/SQS', metricName: 'NumberOfMessagesSent', treatMissingData: 'notBreaching' },
  ],
])('does not report an alarm %s', (_, props) => {
  expect(problemsOf(rule, (stack) => alarm(stack, props))).toEqual([]);
});
