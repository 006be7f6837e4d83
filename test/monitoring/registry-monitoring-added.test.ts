import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { alarmOf, everythingIn, monitoringIn, PAGER } from './registry-monitoring-support';
import { functionsAndCustomResources, nagFindings, propertiesOf, stackOf } from './support';
import { RegistryOperation } from '../../src/ecr/registry-operation';
import { NotificationTopic } from '../../src/monitoring/notification-topic';
import { warningsOf } from '../support/warnings';

/**
 * Every metric that anything here may use, with its dimensions. Beside those of Amazon ECR:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
const DOCUMENTED: Record<string, string[]> = {
  'AWS/ECR RepositoryPullCount': ['RepositoryName'],
  'AWS/Events MatchedEvents': ['RuleName'],
  'AWS/Usage CallCount': ['Class', 'Resource', 'Service', 'Type'],
  'CdkEcr/Findings CriticalFindings': [],
  'CdkEcr/Findings HighFindings': [],
};

describe('an alarm that is added by name', () => {
  const monitoring = everythingIn(stackOf());

  test('adds up the pulls of some repositories, and counts missing pulls as 0', () => {
    const { Metrics: metrics, ...alarm } = alarmOf(monitoring, 'NoPulls');
    expect(metrics[0]).toMatchObject({ Expression: 'SUM([FILL(pulls1, 0), FILL(pulls2, 0)])', ReturnData: true });
    expect(metrics.slice(1).map((each: any) => [each.MetricStat.Metric.MetricName, each.MetricStat.Period])).toEqual([
      ['RepositoryPullCount', 86_400],
      ['RepositoryPullCount', 86_400],
    ]);
    expect(alarm).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'breaching',
    });
    expect(alarm.AlarmDescription).toContain('Missing data is breaching, because there is none while all is quiet.');
  });

  test('needs no sum for one repository, and has 7 periods for 7 days', () => {
    const stack = stackOf();
    const own = monitoringIn(stack);
    const repository = new ecr.Repository(stack, 'Api');
    own.addQuietPulls('Api', { repositories: [repository], quietFor: Duration.days(7), pullCount: 3 });
    expect(alarmOf(own, 'Api')).toMatchObject({
      EvaluationPeriods: 7,
      DatapointsToAlarm: 7,
      Threshold: 3,
      Metrics: [{ Expression: 'FILL(pulls1, 0)' }, { MetricStat: { Period: 86_400 } }],
    });
  });

  test('counts pushes by a rule', () => {
    expect(alarmOf(monitoring, 'NoPushes')).toMatchObject({
      MetricName: 'MatchedEvents',
      Period: 86_400,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
    const patterns = propertiesOf(Stack.of(monitoring), 'AWS::Events::Rule').map(
      ({ EventPattern }) => EventPattern.detail,
    );
    expect(patterns).toContainEqual({
      'action-type': ['PUSH'],
      result: ['SUCCESS'],
      'repository-name': [{ Ref: expect.stringMatching(/^api/) }, { Ref: expect.stringMatching(/^web/) }],
    });
  });

  test('counts pulls of the registry by a query, with a warning', () => {
    const query = 'SELECT SUM(RepositoryPullCount) FROM SCHEMA("AWS/ECR", RepositoryName)';
    expect(alarmOf(monitoring, 'Surge')).toMatchObject({
      Metrics: [{ Expression: query, Period: 300 }],
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 5_000,
      TreatMissingData: 'notBreaching',
    });
    expect(alarmOf(monitoring, 'Silence')).toMatchObject({
      Metrics: [{ Expression: query, Period: 3600 }],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
    expect(warningsOf(Stack.of(monitoring))).toEqual([
      'an alarm on all pulls reads the metric of each repository: it is billed for every one, and with more than 10,000 ' +
        'reads only some; alarm on RegistryMetrics.apiCalls(RegistryOperation.BATCH_GET_IMAGE) instead, which is one ' +
        'metric [ack: cdk-ecr::registryWideQuery]',
    ]);
  });
});

describe('the actions of an alarm', () => {
  const topicsOf = (stack: Stack) =>
    propertiesOf(stack, 'AWS::SNS::TopicPolicy').map((each) => each.PolicyDocument.Statement);

  test('publish to a topic, and CloudWatch is admitted to it and its key once', () => {
    const stack = stackOf();
    const topic = new sns.Topic(stack, 'Pager', { masterKey: new kms.Key(stack, 'Key'), enforceSSL: true });
    monitoringIn(stack, {
      actions: { critical: [NotificationTopic.actionFor(topic)], warning: [NotificationTopic.actionFor(topic)] },
    });
    const [statements] = topicsOf(stack);
    expect(statements.filter(({ Sid }: any) => Sid === 'PublishAlarms')).toHaveLength(1);
    const admitted = propertiesOf(stack, 'AWS::KMS::Key').flatMap((each) => each.KeyPolicy.Statement);
    expect(admitted.filter(({ Sid }: any) => Sid === 'EncryptAlarms')).toHaveLength(1);
  });

  test('publish to an imported topic, with a warning', () => {
    const stack = stackOf();
    const topic = sns.Topic.fromTopicArn(stack, 'Pager', PAGER);
    const monitoring = monitoringIn(stack, { actions: { critical: [NotificationTopic.actionFor(topic)] } });
    expect(alarmOf(monitoring, 'ReplicationFailures').AlarmActions).toEqual([PAGER]);
    expect(alarmOf(monitoring, 'RegistryChanges').AlarmActions).toBeUndefined();
    expect(warningsOf(stack)).toEqual([
      expect.stringContaining('cdk-ecr::alarmAction'),
      expect.stringContaining('cdk-ecr::foreignPolicy'),
    ]);
  });

  test('may be those of aws-cdk-lib', () => {
    const stack = stackOf();
    const topic = new sns.Topic(stack, 'Pager');
    const monitoring = monitoringIn(stack, { actions: { critical: [new SnsAction(topic)] } });
    expect(alarmOf(monitoring, 'ReplicationFailures').AlarmActions).toEqual([stack.resolve(topic.topicArn)]);
  });
});

describe('a RegistryMonitoring with every alarm', () => {
  const stack = stackOf();
  everythingIn(stack);

  test('has neither functions nor custom resources', () => expect(functionsAndCustomResources(stack)).toEqual([]));

  test('passes all packs of cdk-nag', () => expect(nagFindings(stack)).toEqual([]));

  test('reads metrics that are documented, with their dimensions', () => {
    const metrics = propertiesOf(stack, 'AWS::CloudWatch::Alarm').flatMap((alarm): any[] =>
      alarm.Metrics
        ? alarm.Metrics.flatMap(({ MetricStat: stat }: any) => (stat ? [stat.Metric] : []))
        : [{ ...alarm, Dimensions: alarm.Dimensions }],
    );
    expect(metrics.length).toBeGreaterThan(12);
    for (const { Namespace: namespace, MetricName: name, Dimensions: dimensions = [] } of metrics) {
      expect([`${namespace} ${name}`, dimensions.map((each: any) => each.Name).sort()]).toEqual([
        `${namespace} ${name}`,
        DOCUMENTED[`${namespace} ${name}`],
      ]);
    }
  });

  test('names all metrics and namespaces of AWS that the sources have', () => {
    const folder = path.join(__dirname, '../../src');
    const sources = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'))
      .join('\n');
    const all = (pattern: RegExp) => [...new Set([...sources.matchAll(pattern)].map(([, name]) => name))];
    const known = Object.keys(DOCUMENTED).map((each) => each.split(' '));
    for (const namespace of all(/\b(AWS\/[A-Za-z0-9]+)/g)) expect(known.map(([one]) => one)).toContain(namespace);
    const names = [...all(/\bmetricName: '(\w+)'/g), ...all(/\bMetricName=\\?"(\w+)/g), ...all(/\bSUM\((\w+)\)/g)];
    expect(names).toEqual(expect.arrayContaining(['RepositoryPullCount', 'CallCount', 'MatchedEvents']));
    for (const name of names) expect(known.map(([, one]) => one)).toContain(name);
  });
});

describe('an alarm without an action', () => {
  const silenceIn = (stack: Stack) => warningsOf(stack).filter((text) => text.includes('cdk-ecr::alarmAction'));
  const action = { bind: () => ({ alarmActionArn: PAGER }) };
  const usage = { operations: [RegistryOperation.PUT_IMAGE] };
  const WARNING =
    'alarms of severity WARNING have no action, so that nobody is told: PullThroughCacheFailures, PutImageUsage, ' +
    'RegistryChanges; set actions.warning to a list with an action, such as a NotificationTopic ' +
    '[ack: cdk-ecr::alarmAction]';
  const CRITICAL =
    'alarms of severity CRITICAL have no action, so that nobody is told: ReplicationFailures; set actions.critical to ' +
    'a list with an action, such as a NotificationTopic [ack: cdk-ecr::alarmAction]';

  test.each([
    { named: 'both severities', actions: {}, warnings: [CRITICAL, WARNING] },
    { named: 'an empty list', actions: { critical: [action], warning: [] }, warnings: [WARNING] },
    { named: 'only critical', actions: { critical: [action] }, warnings: [WARNING] },
    { named: 'only warning', actions: { warning: [action] }, warnings: [CRITICAL] },
    { named: 'neither', actions: { critical: [action], warning: [action] }, warnings: [] },
  ])('warns once for each severity without one: $named', ({ actions, warnings }) => {
    const stack = stackOf();
    monitoringIn(stack, { actions, apiUsage: usage });
    expect(silenceIn(stack)).toEqual(warnings);
  });

  test('warns of alarms that are added later', () => {
    const stack = stackOf();
    monitoringIn(stack, { actions: { critical: [action] } }).addQuietPushes('NoPushes', {});
    expect(silenceIn(stack)).toEqual([expect.stringContaining('RegistryChanges, NoPushes; set actions.warning')]);
  });

  test('does not warn of an alarm to which its owner adds an action', () => {
    const stack = stackOf();
    const monitoring = monitoringIn(stack, { actions: { critical: [action] }, apiUsage: usage });
    for (const alarm of Object.values(monitoring.alarms)) alarm.addAlarmAction(action);
    expect(silenceIn(stack)).toEqual([]);
  });

  test('does not warn of a severity that no alarm has', () => {
    const stack = stackOf();
    monitoringIn(stack, { actions: { warning: [action] }, replicationFailures: { enabled: false } });
    expect(silenceIn(stack)).toEqual([]);
  });
});
