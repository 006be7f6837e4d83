import type { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RepositoryMetrics } from '../../../../src/facades/repository-metrics';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { ACCOUNT, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.ALARM_ACTION;
const PAGER = `arn:aws:sns:${REGION}:${ACCOUNT}:pager`;

function alarm(stack: Stack, props: Partial<cloudwatch.CfnAlarmProps> = {}): cloudwatch.CfnAlarm {
  return new cloudwatch.CfnAlarm(stack, 'Bad', {
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    threshold: 1,
    namespace: 'AWS/ECR',
    metricName: 'RepositoryPullCount',
    dimensions: [{ name: 'RepositoryName', value: 'team/api' }],
    statistic: 'Sum',
    period: 300,
    ...props,
  });
}

testRuleTable({
  rule,
  l1: (stack) => alarm(stack),
  l2: (stack) => {
    const metric = RepositoryMetrics.fromRepository(new PrivateRepository(stack, 'Api')).pullCount();
    new cloudwatch.Alarm(stack, 'Bad', { metric, threshold: 1, evaluationPeriods: 1 });
  },
  override: (stack) => override(alarm(stack, { alarmActions: [PAGER] }), { ActionsEnabled: 'false' }),
  passes: (stack) => alarm(stack, { alarmActions: [PAGER] }),
});

test('reports an alarm without an action, and actions that are turned off', () => {
  expect([
    ...problemsOf(rule, (stack) => alarm(stack)),
    ...problemsOf(rule, (stack) => alarm(stack, { alarmActions: [] })),
    ...problemsOf(rule, (stack) => alarm(stack, { alarmActions: [PAGER], actionsEnabled: false })),
  ]).toMatchInlineSnapshot(`
    [
      "Properties/AlarmActions: the alarm has no action, so that it tells nobody when it goes off",
      "Properties/AlarmActions: the alarm has no action, so that it tells nobody when it goes off",
      "Properties/ActionsEnabled: ActionsEnabled is false, so that the alarm tells nobody when it goes off",
    ]
  `);
});

test.each<[string, (stack: Stack) => unknown]>([
  ['another service', (stack) => alarm(stack, { namespace: 'AWS/Lambda', metricName: 'Errors' })],
  ['an action when it is over', (stack) => alarm(stack, { okActions: [PAGER] })],
  [
    'a composite alarm that reads it',
    (stack) =>
      new cloudwatch.CfnCompositeAlarm(stack, 'All', {
        alarmRule: `ALARM("${alarm(stack).ref}")`,
        alarmActions: [PAGER],
      }),
  ],
  [
    'a composite alarm that reads it by its name',
    (stack) => {
      alarm(stack, { alarmName: 'pulls' });
      new cloudwatch.CfnCompositeAlarm(stack, 'All', { alarmRule: 'ALARM(pulls)', alarmActions: [PAGER] });
    },
  ],
  [
    'a rule that gets the events of alarms',
    (stack) => {
      alarm(stack);
      new CfnRule(stack, 'Alarms', { eventPattern: { source: ['aws.cloudwatch'] } });
    },
  ],
])('does not report an alarm with %s', (_, build) => {
  expect(problemsOf(rule, (stack) => void build(stack))).toEqual([]);
});
