import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Duration, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.ALARM_DATAPOINTS;
const PULLS = {
  namespace: 'AWS/ECR',
  metricName: 'RepositoryPullCount',
  dimensions: [{ name: 'RepositoryName', value: 'team/api' }],
  comparisonOperator: 'GreaterThanThreshold',
  threshold: 1,
  period: 300,
};

function alarm(stack: Stack, props: Partial<cloudwatch.CfnAlarmProps>): cloudwatch.CfnAlarm {
  return new cloudwatch.CfnAlarm(stack, 'Bad', { ...PULLS, evaluationPeriods: 3, ...props });
}

function textsOf(props: Partial<cloudwatch.CfnAlarmProps>): string[] {
  return findingsOfRule(rule, (stack) => alarm(stack, props)).map(({ at, text }) => `${at}: ${text.split('. ')[0]}`);
}

testRuleTable({
  rule,
  l1: (stack) => alarm(stack, { datapointsToAlarm: 4 }),
  l2: (stack) => {
    const metric = new cloudwatch.Metric({
      namespace: 'AWS/ECR',
      metricName: 'RepositoryPullCount',
      dimensionsMap: { RepositoryName: 'team/api' },
      period: Duration.minutes(5),
    });
    new cloudwatch.Alarm(stack, 'Bad', { metric, threshold: 1, evaluationPeriods: 3, datapointsToAlarm: 4 });
  },
  override: (stack) => alarm(stack, { datapointsToAlarm: 3 }).addPropertyOverride('EvaluationPeriods', 2),
  passes: (stack) => alarm(stack, { datapointsToAlarm: 3 }),
});

test('reports which number of data points or periods is too high', () => {
  const query = 'SELECT SUM(RepositoryPullCount) FROM SCHEMA("AWS/ECR", RepositoryName)';
  const metrics = [{ id: 'a', expression: query, period: 3600 }];
  const none = { namespace: undefined, metricName: undefined, dimensions: undefined, period: undefined };
  expect([
    ...textsOf({ datapointsToAlarm: 5 }),
    ...textsOf({ period: 300, evaluationPeriods: 289 }),
    ...textsOf({ period: 3600, evaluationPeriods: 169 }),
    ...textsOf({ ...none, metrics, evaluationPeriods: 4 }),
  ]).toMatchInlineSnapshot(`
    [
      "Properties/DatapointsToAlarm: datapointsToAlarm is 5 but must be at most evaluationPeriods, which is 3",
      "Properties/EvaluationPeriods: evaluationPeriods is 289 but must be at most 288 with a period of 300 seconds, because CloudWatch evaluates periods of less than an hour over at most 1 day",
      "Properties/EvaluationPeriods: evaluationPeriods is 169 but must be at most 168 with a period of 3600 seconds, because CloudWatch evaluates at most 7 days",
      "Properties/EvaluationPeriods: evaluationPeriods is 4 but must be at most 3 with a period of 3600 seconds, because CloudWatch evaluates a query of Metrics Insights over at most 3 hours",
    ]
  `);
});

test('reports a period that CloudWatch does not have', () => {
  expect([45, 90].flatMap((period) => textsOf({ period }))).toEqual(
    [45, 90].map(
      (period) => `Properties: period is "${period} seconds" but must be 10, 20, 30 or a multiple of 60 seconds`,
    ),
  );
});

test.each<[string, Partial<cloudwatch.CfnAlarmProps>]>([
  ['periods of half a minute', { period: 30 }],
  ['a day of minutes', { period: 60, evaluationPeriods: 1440 }],
  ['a week of days', { period: 86_400, evaluationPeriods: 7 }],
  ['alarms on other things', { namespace: 'AWS/ECS', datapointsToAlarm: 5 }],
])('does not report %s', (_, props) => {
  expect(textsOf(props)).toEqual([]);
});

test('does not report a number of data points known only at deployment', () => {
  const found = findingsOfRule(rule, (stack) => {
    const parameter = new CfnParameter(stack, 'Datapoints', { type: 'Number' });
    alarm(stack, { datapointsToAlarm: Token.asNumber(parameter.value) });
  });
  expect(found).toEqual([]);
});
