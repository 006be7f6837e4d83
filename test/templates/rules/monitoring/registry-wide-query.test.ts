import type { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ALL_PULLS } from '../../../../src/ecr/metrics';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REGISTRY_WIDE_QUERY;
const OF_ONE = `${ALL_PULLS} WHERE RepositoryName = 'prod/api'`;

function alarm(stack: Stack, id: string, expression: string): cloudwatch.CfnAlarm {
  return new cloudwatch.CfnAlarm(stack, id, {
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    threshold: 1,
    metrics: [{ id: 'pulls', expression, period: 300 }],
  });
}

testRuleTable({
  rule,
  l1: (stack) => alarm(stack, 'Bad', ALL_PULLS),
  l2: (stack) =>
    new cloudwatch.Alarm(stack, 'Bad', {
      metric: new cloudwatch.MathExpression({ expression: ALL_PULLS }),
      threshold: 1,
      evaluationPeriods: 1,
    }),
  override: (stack) => override(alarm(stack, 'Bad', OF_ONE), { 'Metrics.0.Expression': ALL_PULLS }),
  passes: (stack) => alarm(stack, 'Good', OF_ONE),
});

test.each([
  ['in lower case, over several lines', 'select sum(RepositoryPullCount)\nfrom SCHEMA("AWS/ECR", RepositoryName)'],
  ['of the whole namespace', 'SELECT AVG(RepositoryPullCount) FROM "AWS/ECR"'],
  ['by repository', `${ALL_PULLS} GROUP BY RepositoryName ORDER BY SUM() DESC`],
])('reports a query %s', (_, expression) => {
  expect(problemsOf(rule, (stack) => alarm(stack, 'Alarm', expression))).toEqual([
    'Properties/Metrics/0/Expression: an alarm on all pulls reads the metric of each repository: it is billed for every ' +
      'one, and with more than 10,000 reads only some',
  ]);
});

test.each([
  ['of calls of the API', 'SELECT SUM(CallCount) FROM SCHEMA("AWS/Usage", Service)'],
  [
    'of an unknown metric, which another rule reports',
    'SELECT SUM(RepositorySize) FROM SCHEMA("AWS/ECR", RepositoryName)',
  ],
])('does not report a query %s', (_, expression) => {
  expect(problemsOf(rule, (stack) => alarm(stack, 'Alarm', expression))).toEqual([]);
});
