import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ENV, functionsAndCustomResources, nagFindings, propertiesOf, registryIn, stackOf } from './support';
import { Severity } from '../../src/ecr/events/severity';
import { RegistryEvents } from '../../src/facades/registry-events';
import { EventLogTarget } from '../../src/monitoring/event-log-target';
import { FindingLog } from '../../src/monitoring/finding-log';
import { FindingMetrics } from '../../src/monitoring/finding-metrics';
import type { FindingMetricsProps } from '../../src/monitoring/finding-metrics';
import { PrivateRepository } from '../../src/repository/private-repository';
import { resolve } from '../judges/iam/intrinsics';
import { warningsOf } from '../support/warnings';

function metricsIn(stack: Stack, type: 'BASIC' | 'ENHANCED', props: Partial<FindingMetricsProps> = {}): FindingMetrics {
  return new FindingMetrics(stack, 'Metrics', { registry: registryIn(stack, type), ...props });
}

function filtersOf(stack: Stack) {
  return propertiesOf(stack, 'AWS::Logs::MetricFilter').map(
    ({ FilterPattern: pattern, MetricTransformations: of }) => ({
      pattern,
      ...of[0],
    }),
  );
}

/** Statements of the policy of log groups, with logical ids in place of what only the deployment knows. */
function logPolicyOf(stack: Stack): Record<string, any>[] {
  return propertiesOf(stack, 'AWS::Logs::ResourcePolicy').flatMap(({ PolicyDocument: text }) => {
    const references = {
      environment: ENV,
      ref: (logicalId: string) => logicalId,
      attribute: (logicalId: string, name: string) => `${logicalId}.${name}`,
      import: (name: string) => name,
    };
    return JSON.parse(resolve(text, references) as string).Statement;
  });
}

describe('FindingMetrics', () => {
  test('count single findings under enhanced scanning', () => {
    const stack = stackOf();
    metricsIn(stack, 'ENHANCED');
    expect(filtersOf(stack)).toEqual([
      {
        pattern: '{ $.detail.severity = "CRITICAL" }',
        MetricNamespace: 'CdkEcr/Findings',
        MetricName: 'CriticalFindings',
        MetricValue: '1',
        DefaultValue: 0,
      },
      {
        pattern: '{ $.detail.severity = "HIGH" }',
        MetricNamespace: 'CdkEcr/Findings',
        MetricName: 'HighFindings',
        MetricValue: '1',
        DefaultValue: 0,
      },
    ]);
  });

  test('add up the counts of scans under basic scanning', () => {
    const stack = stackOf();
    const metrics = metricsIn(stack, 'BASIC', { minimumSeverity: Severity.UNDEFINED });
    expect(metrics.severities).toEqual(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED']);
    expect(filtersOf(stack)).toHaveLength(6);
    expect(filtersOf(stack)[5]).toEqual({
      pattern: '{ $.detail.finding-severity-counts.UNDEFINED > 0 }',
      MetricNamespace: 'CdkEcr/Findings',
      MetricName: 'UndefinedFindings',
      MetricValue: '$.detail.finding-severity-counts.UNDEFINED',
      DefaultValue: 0,
    });
  });

  test('have a dimension for the repository only when asked for', () => {
    const stack = stackOf();
    const metrics = metricsIn(stack, 'ENHANCED', { minimumSeverity: Severity.CRITICAL, perRepository: true });
    const field = '$.detail.resources[0].details.awsEcrContainerImage.repositoryName';
    expect(filtersOf(stack).find(({ Dimensions }) => Dimensions)).toEqual({
      pattern: `{ ($.detail.severity = "CRITICAL") && (${field} = "*") }`,
      MetricNamespace: 'CdkEcr/Findings',
      MetricName: 'CriticalFindings',
      MetricValue: '1',
      Dimensions: [{ Key: 'RepositoryName', Value: field }],
    });
    const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
    expect(metrics.repositoryMetric(Severity.CRITICAL, repository).dimensions).toEqual({ RepositoryName: 'team/api' });
  });

  test('have a dimension for the repository under basic scanning too', () => {
    const stack = stackOf();
    metricsIn(stack, 'BASIC', { minimumSeverity: Severity.CRITICAL, perRepository: true });
    expect(filtersOf(stack).flatMap(({ Dimensions }) => Dimensions ?? [])).toEqual([
      { Key: 'RepositoryName', Value: '$.detail.repository-name' },
    ]);
  });

  test('can have alarms: they read what the filters write', () => {
    const stack = stackOf();
    const metrics = metricsIn(stack, 'ENHANCED');
    metrics.metric(Severity.CRITICAL, { period: Duration.hours(1) }).createAlarm(stack, 'Alarm', {
      threshold: 1,
      evaluationPeriods: 1,
    });
    const [alarm] = propertiesOf(stack, 'AWS::CloudWatch::Alarm');
    expect(alarm).toMatchObject({ Statistic: 'Sum', Period: 3600 });
    expect(filtersOf(stack)).toContainEqual(
      expect.objectContaining({ MetricNamespace: alarm.Namespace, MetricName: alarm.MetricName }),
    );
  });

  test('have a namespace of their own for a part of the registry', () => {
    const stack = stackOf();
    const metrics = metricsIn(stack, 'BASIC', { repositoryPrefixes: ['prod/'] });
    expect(metrics.namespace).toBe('CdkEcr/Findings/Stack/Metrics');
    expect(metricsIn(stackOf(), 'BASIC', { namespace: 'Acme/Images' }).namespace).toBe('Acme/Images');
  });

  test.each(['AWS/ECR', 'a b', ''.padEnd(256, 'x')])('fails when the namespace is %j', (namespace) => {
    const found = namespace.length > 160 ? `"${'x'.repeat(159)}… (256 characters)` : JSON.stringify(namespace);
    expect(() => metricsIn(stackOf(), 'BASIC', { namespace })).toThrow(
      `FindingMetrics at Stack/Metrics: namespace is ${found} but must be 1 to 255 letters, digits and any of "._-/#", ` +
        'and not start with "AWS/", which is for services; write "CdkEcr/Findings/Team"',
    );
  });

  test('fails when a severity is not counted', () => {
    expect(() => metricsIn(stackOf(), 'BASIC').metric(Severity.LOW)).toThrow(
      'FindingMetrics.metric at Stack/Metrics: severity is "LOW" but must be one of CRITICAL, HIGH, which are counted; ' +
        'lower minimumSeverity',
    );
  });

  test('fails when a repository is asked for and repositories are not counted', () => {
    const stack = stackOf();
    const repository = new PrivateRepository(stack, 'Api');
    expect(() => metricsIn(stack, 'BASIC').repositoryMetric(Severity.HIGH, repository)).toThrow(
      'FindingMetrics.repositoryMetric at Stack/Metrics: perRepository is false but must be true for metrics of single ' +
        'repositories; set it, or use metric(severity)',
    );
  });

  test('fails when the source does not know the minimum', () => {
    expect(() => metricsIn(stackOf(), 'ENHANCED', { minimumSeverity: Severity.UNDEFINED })).toThrow(
      /^FindingLog at Stack\/Metrics\/Log: minimumSeverity is "UNDEFINED" but must be one of/,
    );
  });
});

describe('the log of findings', () => {
  test('is encrypted with a key of its own and kept for three months', () => {
    const stack = stackOf();
    metricsIn(stack, 'ENHANCED');
    expect(propertiesOf(stack, 'AWS::Logs::LogGroup')).toEqual([
      { KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/Key/), 'Arn'] }, RetentionInDays: 90 },
    ]);
    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
  });

  test('satisfies all packs of cdk-nag, without a warning, a Lambda function or a custom resource', () => {
    const stack = stackOf();
    metricsIn(stack, 'ENHANCED', { perRepository: true });
    expect(nagFindings(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([]);
    expect(functionsAndCustomResources(stack)).toEqual([]);
  });

  test('gets whole events: the target has no input of its own', () => {
    const stack = stackOf();
    metricsIn(stack, 'ENHANCED');
    const [{ Targets: targets }] = propertiesOf(stack, 'AWS::Events::Rule');
    expect(Object.keys(targets[0]).sort()).toEqual(['Arn', 'DeadLetterConfig', 'Id']);
  });

  test('has the given name, retention, key and queue', () => {
    const stack = stackOf();
    new FindingLog(stack, 'Log', {
      registry: registryIn(stack, 'BASIC'),
      logGroupName: '/aws/events/findings',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: new kms.Key(stack, 'Key'),
      removalPolicy: RemovalPolicy.DESTROY,
      createResourcePolicy: false,
      deadLetterQueue: new sqs.Queue(stack, 'Queue'),
    });
    const template = Template.fromStack(stack);
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Delete',
      Properties: { LogGroupName: '/aws/events/findings', RetentionInDays: 365 },
    });
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.resourceCountIs('AWS::SQS::Queue', 1);
    template.resourceCountIs('AWS::Logs::ResourcePolicy', 0);
    expect(propertiesOf(stack, 'AWS::KMS::Key')[0].KeyPolicy.Statement[1]).toMatchObject({
      Sid: 'EncryptLogs',
      Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
    });
  });

  test('warns if the policy of a given key cannot be extended', () => {
    const stack = stackOf();
    const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    new FindingLog(stack, 'Log', {
      registry: registryIn(stack, 'BASIC'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', keyArn),
    });
    expect(warningsOf(stack)).toEqual([
      'the policy of Stack/Key is not of this app, and without a statement that allows CloudWatch Logs to use the key ' +
        'messages are lost; make sure that it has one [ack: cdk-ecr::foreignPolicy]',
    ]);
  });
});

describe('the resource policy of log groups', () => {
  test('is one for all logs of a stack, with the rule as condition where EventBridge says it', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'ENHANCED');
    new FindingLog(stack, 'One', { registry, repositoryPrefixes: ['one/'] });
    const target = new EventLogTarget(new logs.LogGroup(stack, 'Pushes'));
    RegistryEvents.fromRegistry(registry).onImagePushed('Pushed', { target, crossStackScope: stack });
    Template.fromStack(stack).resourceCountIs('AWS::Logs::ResourcePolicy', 1);

    const writers = { Service: ['delivery.logs.amazonaws.com', 'events.amazonaws.com'] };
    const [one] = Object.keys(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'));
    const [rule] = Object.keys(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    expect(logPolicyOf(stack)).toHaveLength(4);
    expect(logPolicyOf(stack).filter(({ Resource: resource }) => resource.includes(one))).toEqual([
      {
        Effect: 'Allow',
        Action: 'logs:CreateLogStream',
        Principal: writers,
        Resource: `arn:aws:logs:eu-west-1:111122223333:log-group:${one}:*`,
      },
      {
        Effect: 'Allow',
        Action: 'logs:PutLogEvents',
        Principal: writers,
        Resource: `arn:aws:logs:eu-west-1:111122223333:log-group:${one}:*`,
        Condition: { ArnEquals: { 'aws:SourceArn': `${rule}.Arn` } },
      },
    ]);
  });

  test('names a rule once that logs to a log group through two targets', () => {
    const stack = stackOf();
    const logGroup = new logs.LogGroup(stack, 'Pushes');
    const rule = RegistryEvents.fromRegistry(registryIn(stack, 'BASIC')).onImagePushed('Pushed', {
      target: new EventLogTarget(logGroup),
    });
    rule.addTarget(new EventLogTarget(logGroup));
    const conditions = logPolicyOf(stack).flatMap(({ Condition: condition }) => condition ?? []);
    expect(conditions).toEqual([{ ArnEquals: { 'aws:SourceArn': expect.stringMatching(/^\w*Pushed\w*\.Arn$/) } }]);
  });

  test('is not created with createResourcePolicy: false', () => {
    const stack = stackOf();
    const target = new EventLogTarget(new logs.LogGroup(stack, 'Pushes'), { createResourcePolicy: false });
    RegistryEvents.fromRegistry(registryIn(stack, 'BASIC')).onImagePushed('Pushed', { target });
    Template.fromStack(stack).resourceCountIs('AWS::Logs::ResourcePolicy', 0);
    expect(propertiesOf(stack, 'AWS::Events::Rule')[0].Targets[0]).toEqual({ Arn: expect.anything(), Id: 'Target0' });
  });
});
