import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { RegistryOperation } from '../../src/ecr/registry-operation';
import { RegistryMetrics } from '../../src/facades/registry-metrics';
import { RepositoryMetrics } from '../../src/facades/repository-metrics';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';

const ENV = { account: '111122223333', region: 'eu-west-1' };

/**
 * Every metric of Amazon ECR that AWS documents, with its dimensions.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-repository-metrics.html
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/monitoring-usage.html
 */
const DOCUMENTED: Record<string, string[]> = {
  'AWS/ECR RepositoryPullCount': ['RepositoryName'],
  'AWS/Usage CallCount': ['Class', 'Resource', 'Service', 'Type'],
};
const OPERATIONS = [
  'BatchCheckLayerAvailability',
  'BatchGetImage',
  'CompleteLayerUpload',
  'GetAuthorizationToken',
  'GetDownloadUrlForLayer',
  'InitiateLayerUpload',
  'PutImage',
  'UploadLayerPart',
];

function stackOf(): Stack {
  return new Stack(new App(), 'Stack', { env: ENV });
}

/** The single metrics of an alarm. */
function alarmed(stack: Stack, metric: cloudwatch.Metric | cloudwatch.MathExpression) {
  metric.createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
  const [{ Properties: alarm }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  return alarm;
}

/** The only metric of an expression. */
function callsOf({ usingMetrics }: cloudwatch.MathExpression): cloudwatch.Metric {
  const [calls] = Object.values(usingMetrics);
  return calls as cloudwatch.Metric;
}

function allMetrics(): cloudwatch.Metric[] {
  const stack = stackOf();
  const registry = RegistryMetrics.fromRegistry(new Registry(stack, 'Registry'));
  return [
    RepositoryMetrics.fromRepository(new PrivateRepository(stack, 'Api')).pullCount(),
    ...RegistryOperation.all.map((operation) => registry.apiCalls(operation)),
    ...RegistryOperation.all.map((operation) => callsOf(registry.quotaUsage(operation))),
  ];
}

test.each(allMetrics().map((metric) => [`${metric}`, metric]))('the metric %s is documented', (_, metric) => {
  const { namespace, metricName, dimensions = {} } = metric as cloudwatch.Metric;
  expect(Object.keys(dimensions).sort()).toEqual(DOCUMENTED[`${namespace} ${metricName}`]);
  if (namespace === 'AWS/Usage') {
    expect(OPERATIONS).toContain(dimensions.Resource);
    expect(dimensions).toMatchObject({ Service: 'ECR', Type: 'API', Class: 'None' });
  }
});

test('the operations are those that AWS documents', () => {
  expect(RegistryOperation.all.map(({ operationName }) => operationName).sort()).toEqual(OPERATIONS);
});

describe('the metric of pulls', () => {
  test.each([
    ['ours', (stack: Stack) => new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' })],
    ['the L2', (stack: Stack) => new ecr.Repository(stack, 'Api', { repositoryName: 'team/api' })],
    ['the L1', (stack: Stack) => new ecr.CfnRepository(stack, 'Api', { repositoryName: 'team/api' })],
  ])('can have an alarm on %s repository', (_, repositoryIn) => {
    const stack = stackOf();
    const repository = repositoryIn(stack);
    const alarm = alarmed(stack, RepositoryMetrics.fromRepository(repository).pullCount());
    expect(alarm).toMatchObject({
      Namespace: 'AWS/ECR',
      MetricName: 'RepositoryPullCount',
      Dimensions: [{ Name: 'RepositoryName', Value: { Ref: expect.stringMatching(/^Api/) } }],
      Statistic: 'Sum',
      Period: 300,
    });
  });

  test('is read from the account and region of an imported repository', () => {
    const repository = PrivateRepository.fromRepositoryArn(
      stackOf(),
      'Api',
      'arn:aws:ecr:us-east-1:444455556666:repository/team/api',
    );
    const { dimensions, account, region } = RepositoryMetrics.fromRepository(repository).pullCount();
    expect({ dimensions, account, region }).toEqual({
      dimensions: { RepositoryName: 'team/api' },
      account: '444455556666',
      region: 'us-east-1',
    });
  });

  test('has the given options', () => {
    const repository = new PrivateRepository(stackOf(), 'Api');
    const metric = RepositoryMetrics.fromRepository(repository).pullCount({ period: Duration.days(1), label: 'Pulls' });
    expect(metric.period.toSeconds()).toBe(86_400);
    expect(metric.label).toBe('Pulls');
  });

  test.each([Duration.seconds(30), Duration.seconds(90), Duration.days(2)])(
    'fails when the period is %s, which the metric does not have',
    (period) => {
      const repository = new PrivateRepository(stackOf(), 'Api');
      expect(() => RepositoryMetrics.fromRepository(repository).pullCount({ period })).toThrow(
        `RepositoryMetrics.pullCount at Stack/Api: period is "${period.toSeconds()} seconds" but must be whole minutes, ` +
          'from 1 minute to 1 day, because a data point is that of a minute; write Duration.minutes(5)',
      );
    },
  );
});

describe('the metrics of the API', () => {
  test('express the use of a quota as calls per second in percent', () => {
    const stack = stackOf();
    const usage = RegistryMetrics.fromRegistry(new Registry(stack, 'Registry')).quotaUsage(
      RegistryOperation.PUT_IMAGE,
      {
        period: Duration.minutes(1),
      },
    );
    expect(alarmed(stack, usage).Metrics).toEqual([
      {
        Id: 'expr_1',
        Expression: '100 * (callsPutImage / PERIOD(callsPutImage)) / SERVICE_QUOTA(callsPutImage)',
        Label: 'PutImage (% of quota)',
        ReturnData: true,
      },
      {
        Id: 'callsPutImage',
        Label: 'PutImage',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/Usage',
            MetricName: 'CallCount',
            Dimensions: [
              { Name: 'Class', Value: 'None' },
              { Name: 'Resource', Value: 'PutImage' },
              { Name: 'Service', Value: 'ECR' },
              { Name: 'Type', Value: 'API' },
            ],
          },
          Period: 60,
          Stat: 'Sum',
        },
        ReturnData: false,
      },
    ]);
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });

  test('fit into one widget for all quotas', () => {
    const stack = stackOf();
    const metrics = RegistryMetrics.fromRegistry(new Registry(stack, 'Registry'));
    const left = RegistryOperation.all.map((operation) => metrics.quotaUsage(operation));
    const [{ properties }] = stack.resolve(new cloudwatch.GraphWidget({ left }).toJson());
    expect(properties.metrics).toHaveLength(2 * OPERATIONS.length);
    const ids = properties.metrics.map((metric: any[]) => metric.at(-1).id).filter(Boolean);
    expect(ids.sort()).toEqual(OPERATIONS.map((name) => `calls${name}`));
  });

  test('fails when the period is shorter than that of the metric', () => {
    const metrics = RegistryMetrics.fromRegistry(new Registry(stackOf(), 'Registry'));
    const options = { period: Duration.seconds(10) };
    expect(() => metrics.apiCalls(RegistryOperation.PUT_IMAGE, options)).toThrow(
      'RegistryMetrics.apiCalls at Stack/Registry: period is "10 seconds" but must be whole minutes, from 1 minute to ' +
        '1 day, because a data point is that of a minute; write Duration.minutes(5)',
    );
    expect(() => metrics.quotaUsage(RegistryOperation.PUT_IMAGE, options)).toThrow(/^RegistryMetrics.quotaUsage at/);
  });
});
