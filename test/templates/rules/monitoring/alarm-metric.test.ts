import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RepositoryMetrics } from '../../../../src/facades/repository-metrics';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.ALARM_METRIC;
const REQUIRED = { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1, threshold: 1 };
const REPOSITORY = { RepositoryName: 'team/api' };

function dimensions(values: Record<string, string>): cloudwatch.CfnAlarm.DimensionProperty[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function alarmOn(stack: Stack, namespace: string, metricName: string, values: Record<string, string>): void {
  new cloudwatch.CfnAlarm(stack, 'Bad', { ...REQUIRED, namespace, metricName, dimensions: dimensions(values) });
}

function alarmBy(stack: Stack, expression: string): void {
  new cloudwatch.CfnAlarm(stack, 'Bad', { ...REQUIRED, metrics: [{ id: 'a', expression, period: 300 }] });
}

function textsOf(build: (stack: Stack) => void): string[] {
  return findingsOfRule(rule, build).map(({ at, text }) => `${at}: ${text.split('. ')[0]}`);
}

function usage(stack: Stack, values: Record<string, string>, metricName = 'CallCount'): void {
  alarmOn(stack, 'AWS/Usage', metricName, { Service: 'ECR', ...values });
}

testRuleTable({
  rule,
  l1: (stack) => alarmOn(stack, 'AWS/ECR', 'RepositorySizeInBytes', REPOSITORY),
  l2: (stack) => {
    const metric = new cloudwatch.Metric({ namespace: 'AWS/ECR', metricName: 'RepositoryPullCount' });
    new cloudwatch.Alarm(stack, 'Bad', { metric, threshold: 1, evaluationPeriods: 1 });
  },
  override: (stack) => {
    const repository = new PrivateRepository(stack, 'Api');
    const metric = RepositoryMetrics.fromRepository(repository).pullCount();
    const alarm = new cloudwatch.Alarm(stack, 'Bad', { metric, threshold: 1, evaluationPeriods: 1 });
    (alarm.node.defaultChild as cloudwatch.CfnAlarm).addPropertyOverride('MetricName', 'ImagePullCount');
  },
  passes: (stack) => alarmOn(stack, 'AWS/ECR', 'RepositoryPullCount', REPOSITORY),
});

test('reports an alarm without data, and the metric or dimension that exists instead', () => {
  const texts = [
    (stack: Stack) => alarmOn(stack, 'AWS/ECR', 'RepositoryPushCount', REPOSITORY),
    (stack: Stack) => alarmOn(stack, 'AWS/ECR', 'RepositoryPullCount', { Repository: 'team/api' }),
    (stack: Stack) => alarmOn(stack, 'AWS/ECR', 'RepositoryPullCount', {}),
    (stack: Stack) => alarmOn(stack, 'AWS/Ecr', 'RepositoryPullCount', REPOSITORY),
    (stack: Stack) => usage(stack, { Type: 'API', Resource: 'PutImage' }, 'ThrottleCount'),
    (stack: Stack) => usage(stack, { Type: 'API', Resource: 'DescribeImages', Class: 'None' }),
    (stack: Stack) => usage(stack, { Type: 'API', Class: 'None' }),
    (stack: Stack) => usage(stack, { Type: 'Api', Resource: 'PutImage', Class: 'None' }),
    (stack: Stack) => usage(stack, { Type: 'API', Resource: 'PutImage', Class: 'Standard' }),
    (stack: Stack) => usage(stack, { Type: 'API', Resource: 'PutImage', RepositoryName: 'team/api' }),
    (stack: Stack) => usage(stack, { Service: 'ecr', Type: 'API', Resource: 'PutImage' }),
    (stack: Stack) => alarmBy(stack, `SEARCH('{AWS/ECR,RepositoryName} MetricName="RepositoryPullCount"', 'Sum', 300)`),
    (stack: Stack) => alarmBy(stack, 'SELECT SUM(RepositoryPushCount) FROM SCHEMA("AWS/ECR", RepositoryName)'),
    (stack: Stack) => alarmBy(stack, 'SELECT SUM(RepositoryPullCount) FROM SCHEMA("AWS/ECR", "Repository")'),
  ].map((build) => {
    const found = textsOf(build);
    expect(found).toHaveLength(1);
    return found[0];
  });
  expect(texts).toMatchInlineSnapshot(`
    [
      "Properties: AWS/ECR has no metric RepositoryPushCount, only RepositoryPullCount, so that the alarm never has data",
      "Properties: RepositoryPullCount has the dimension RepositoryName and no other, but here is Repository, so that the alarm never has data",
      "Properties: RepositoryPullCount has the dimension RepositoryName and no other, but here is none, so that the alarm never has data",
      "Properties: there is no namespace AWS/Ecr, but AWS/ECR, so that the alarm never has data",
      "Properties: AWS/Usage has no metric ThrottleCount of Amazon ECR, only CallCount, so that the alarm never has data",
      "Properties: CloudWatch does not count calls of DescribeImages, only of GetAuthorizationToken, BatchCheckLayerAvailability, BatchGetImage, GetDownloadUrlForLayer, InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload, PutImage, so that the alarm never has data",
      "Properties: CallCount has the dimension Resource, which is missing, so that the alarm never has data",
      "Properties: the Type of CallCount is API, not Api, so that the alarm never has data",
      "Properties: the Class of CallCount is None, not Standard, so that the alarm never has data",
      "Properties: CallCount has no dimension RepositoryName, so that the alarm never has data",
      "Properties: the Service of Amazon ECR is ECR in AWS/Usage, not ecr, so that the alarm never has data",
      "Properties/Metrics/0/Expression: an alarm cannot have a SEARCH, so its deployment fails",
      "Properties/Metrics/0/Expression: AWS/ECR has no metric RepositoryPushCount, only RepositoryPullCount, so that the alarm never has data",
      "Properties/Metrics/0/Expression: RepositoryPullCount has the dimension RepositoryName and no other, but here is Repository, so that the alarm never has data",
    ]
  `);
});

test('reports the metric of Amazon ECR in a namespace that AWS does not have, not in those of other services', () => {
  const textsIn = (namespace: string) =>
    textsOf((stack) => alarmOn(stack, namespace, 'RepositoryPullCount', REPOSITORY));
  expect(['ECR', 'AWS/ContainerRegistry', 'ECR/Metrics'].flatMap(textsIn)).toEqual(
    ['ECR', 'AWS/ContainerRegistry', 'ECR/Metrics'].map(
      (name) => `Properties: there is no namespace ${name}, but AWS/ECR, so that the alarm never has data`,
    ),
  );
  expect(textsIn('Custom/Team')).toEqual([]);
});

test('reports a wrong metric within an expression', () => {
  const found = textsOf((stack) => {
    const metric = (metricName: string) => ({
      metricStat: {
        metric: { namespace: 'AWS/ECR', metricName, dimensions: dimensions(REPOSITORY) },
        period: 300,
        stat: 'Sum',
      },
    });
    new cloudwatch.CfnAlarm(stack, 'Bad', {
      ...REQUIRED,
      metrics: [
        { id: 'ratio', expression: 'pushes / pulls' },
        { id: 'pushes', returnData: false, ...metric('ImagePushCount') },
        { id: 'pulls', returnData: false, ...metric('RepositoryPullCount') },
      ],
    });
  });
  expect(found).toEqual([
    'Properties/Metrics/1/MetricStat/Metric: AWS/ECR has no metric ImagePushCount, only RepositoryPullCount, so that the ' +
      'alarm never has data',
  ]);
});

test.each<[string, (stack: Stack) => void]>([
  ['other metrics', (stack) => alarmOn(stack, 'AWS/ECS', 'CPUUtilization', {})],
  ['the use of other services', (stack) => alarmOn(stack, 'AWS/Usage', 'CallCount', { Service: 'EC2' })],
  ['metrics of one’s own', (stack) => alarmOn(stack, 'Team/ECR', 'ImagePushCount', {})],
  ['calls without a class', (stack) => usage(stack, { Type: 'API', Resource: 'PutImage' })],
  ['counts of resources', (stack) => usage(stack, { Type: 'Resource', Resource: 'Repositories' }, 'ResourceCount')],
  ['queries', (stack) => alarmBy(stack, 'SELECT SUM(RepositoryPullCount) FROM SCHEMA("AWS/ECR", RepositoryName)')],
  ['queries of a namespace', (stack) => alarmBy(stack, 'SELECT SUM(RepositoryPullCount) FROM "AWS/ECR"')],
  ['expressions', (stack) => alarmBy(stack, 'pulls * 2')],
  [
    'names known only at deployment',
    (stack) => {
      const { valueAsString: text } = new CfnParameter(stack, 'Text');
      alarmOn(stack, 'AWS/ECR', text, { [text]: 'x' });
    },
  ],
  [
    'the metric of an L2',
    (stack) => {
      const metric = new cloudwatch.Metric({
        namespace: 'AWS/ECR',
        metricName: 'RepositoryPullCount',
        dimensionsMap: REPOSITORY,
        statistic: 'Sum',
        period: Duration.hours(1),
      });
      new cloudwatch.Alarm(stack, 'Pulls', { metric, threshold: 1, evaluationPeriods: 1 });
    },
  ],
])('does not report %s', (_, build) => {
  expect(textsOf(build)).toEqual([]);
});

test.each<[string, (repository: PrivateRepository) => string]>([
  ['ARN', ({ repositoryArn }) => repositoryArn],
  ['ARN', () => 'arn:aws:ecr:eu-west-1:111122223333:repository/team/api'],
  ['URI', () => '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api'],
  ['URI', ({ repositoryUri }) => repositoryUri],
])('reports the %s of a repository where its name must stand', (form, valueOf) => {
  const texts = textsOf((stack) => {
    const repository = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
    alarmOn(stack, 'AWS/ECR', 'RepositoryPullCount', { RepositoryName: valueOf(repository) });
  });
  expect(texts).toEqual([
    expect.stringMatching(`the ${form} of a repository, but must be its name, so that the alarm never has data$`),
  ]);
});

test('does not report the reference to a repository, which is its name', () => {
  const texts = textsOf((stack) => {
    const { ref } = new ecr.CfnRepository(stack, 'Api');
    alarmOn(stack, 'AWS/ECR', 'RepositoryPullCount', { RepositoryName: ref });
  });
  expect(texts).toEqual([]);
});

test('warns of statistics that are no number of pulls or calls', () => {
  const pulls = (statistic: object) =>
    textsOf((stack) => {
      new cloudwatch.CfnAlarm(stack, 'Bad', {
        ...REQUIRED,
        namespace: 'AWS/ECR',
        metricName: 'RepositoryPullCount',
        dimensions: dimensions(REPOSITORY),
        ...statistic,
      });
    });
  const metric = { namespace: 'AWS/Usage', metricName: 'CallCount' };
  const calls = dimensions({ Service: 'ECR', Type: 'API', Resource: 'PutImage', Class: 'None' });
  const stat = { metric: { ...metric, dimensions: calls }, period: 300, stat: 'Minimum' };
  const query = (name: string) => `SELECT ${name}(RepositoryPullCount) FROM SCHEMA("AWS/ECR", RepositoryName)`;
  expect([
    ...pulls({ statistic: 'Average' }),
    ...pulls({ extendedStatistic: 'p90' }),
    ...textsOf((stack) => {
      new cloudwatch.CfnAlarm(stack, 'Bad', { ...REQUIRED, metrics: [{ id: 'a', metricStat: stat }] });
    }),
    ...textsOf((stack) => alarmBy(stack, query('AVG'))),
  ]).toMatchInlineSnapshot(`
    [
      "Properties: the statistic of RepositoryPullCount is Average, but only the Sum is the number of pulls",
      "Properties: the statistic of RepositoryPullCount is p90, but only the Sum is the number of pulls",
      "Properties/Metrics/0/MetricStat/Metric: the statistic of CallCount is Minimum, but only the Sum is the number of calls",
      "Properties/Metrics/0/Expression: the statistic of RepositoryPullCount is AVG, but only the Sum is the number of pulls",
    ]
  `);
  for (const statistic of ['Sum', 'Maximum', 'SampleCount', undefined]) expect(pulls({ statistic })).toEqual([]);
  expect(textsOf((stack) => alarmBy(stack, query('SUM')))).toEqual([]);
});
