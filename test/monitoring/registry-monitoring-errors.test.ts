import { App, Duration, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EVENT_ALARMS } from './registry-monitoring-support';
import { registryIn, stackOf } from './support';
import { FindingMetrics } from '../../src/monitoring/finding-metrics';
import { NotificationTopic } from '../../src/monitoring/notification-topic';
import { RegistryMonitoring } from '../../src/monitoring/registry-monitoring';
import type { RegistryMonitoringProps } from '../../src/monitoring/registry-monitoring-props';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';

function monitor(props: Partial<RegistryMonitoringProps> = {}, stack = stackOf()): RegistryMonitoring {
  const registry = props.registry ?? registryIn(stack, 'ENHANCED');
  return new RegistryMonitoring(stack, 'Monitoring', { actions: {}, ...props, registry });
}

function elsewhere(stack: Stack): Stack {
  return new Stack(stack.node.root as App, 'Elsewhere', { env: { account: '111122223333', region: 'us-east-1' } });
}

function repositoriesIn(monitoring: RegistryMonitoring, count: number): PrivateRepository[] {
  return Array.from({ length: count }, (_, index) => new PrivateRepository(Stack.of(monitoring), `Repository${index}`));
}

describe('the registry of a RegistryMonitoring', () => {
  test('fails when it is monitored twice, also by another reference', () => {
    const stack = stackOf();
    monitor({}, stack);
    const beside = stackOf('Beside', stack.node.root as App);
    const registry = Registry.fromRegistryAttributes(beside, 'Registry', {});
    expect(() => monitor({ registry }, beside)).toThrow(
      'RegistryMonitoring at Beside/Monitoring: environment is "111122223333/eu-west-1" but must have its registry ' +
        'monitored in one place, and Stack/Monitoring does so already; add to Stack/Monitoring what is missing there',
    );
  });

  test('fails when it is of another region', () => {
    const stack = stackOf();
    const registry = registryIn(elsewhere(stack), 'BASIC');
    expect(() => monitor({ registry }, stack)).toThrow(
      'RegistryMonitoring at Stack/Monitoring: environment is "111122223333/eu-west-1" but must be ' +
        '111122223333/us-east-1, where the events arrive; declare it in a stack of that account and region',
    );
  });

  test('may be in another region than the registry of another RegistryMonitoring', () => {
    const stack = stackOf();
    monitor({}, stack);
    expect(() => monitor({}, elsewhere(stack))).not.toThrow();
  });
});

describe('the evaluation of an alarm', () => {
  test('fails when DatapointsToAlarm exceeds EvaluationPeriods', () => {
    expect(() => monitor({ apiUsage: { evaluationPeriods: 3, datapointsToAlarm: 4 } })).toThrow(
      'RegistryMonitoring.apiUsage at Stack/Monitoring: datapointsToAlarm is 4 but must be at most evaluationPeriods, ' +
        'which is 3; lower it, or evaluate more periods',
    );
  });

  test.each([0, 1.5, -1])('fails when %s periods are evaluated', (evaluationPeriods) => {
    expect(() => monitor({ registryChanges: { evaluationPeriods } })).toThrow(
      `RegistryMonitoring.registryChanges at Stack/Monitoring: evaluationPeriods is ${evaluationPeriods} but must be a ` +
        'whole number, at least 1; write 1 for the first',
    );
  });

  test('fails when the metric does not have the period', () => {
    expect(() => monitor({ replicationFailures: { period: Duration.seconds(30) } })).toThrow(
      'RegistryMonitoring.replicationFailures at Stack/Monitoring: period is "30 seconds" but must be whole minutes, ' +
        'from 1 minute to 1 day, because a data point is that of a minute; write Duration.minutes(5)',
    );
  });

  test('fails when its range is longer than 7 days', () => {
    expect(() => monitor({ registryChanges: { period: Duration.days(1), evaluationPeriods: 8 } })).toThrow(
      'RegistryMonitoring.registryChanges at Stack/Monitoring: evaluationPeriods is 8 but must be at most 7 with a ' +
        'period of 86400 seconds, because CloudWatch evaluates at most 7 days; evaluate fewer periods',
    );
    expect(() => monitor({ registryChanges: { period: Duration.days(1), evaluationPeriods: 7 } })).not.toThrow();
  });

  test('fails when its range of short periods is longer than 1 day', () => {
    expect(() => monitor({ registryChanges: { evaluationPeriods: 289 } })).toThrow(
      'RegistryMonitoring.registryChanges at Stack/Monitoring: evaluationPeriods is 289 but must be at most 288 with a ' +
        'period of 300 seconds, because CloudWatch evaluates periods of less than an hour over at most 1 day; evaluate ' +
        'fewer periods',
    );
  });

  test('fails when a query of Metrics Insights is evaluated over more than 3 hours', () => {
    const monitoring = monitor();
    const longest = { period: Duration.hours(1), evaluationPeriods: 3 };
    expect(() => monitoring.addPullSilence('Longest', longest)).not.toThrow();
    expect(() => monitoring.addPullSilence('Silence', { ...longest, evaluationPeriods: 4 })).toThrow(
      'RegistryMonitoring.addPullSilence at Stack/Monitoring: evaluationPeriods is 4 but must be at most 3 with a ' +
        'period of 3600 seconds, because CloudWatch evaluates a query of Metrics Insights over at most 3 hours; evaluate ' +
        'fewer periods',
    );
    expect(() => monitoring.addPullSurge('Surge', { pullCount: 1, period: Duration.hours(4) })).toThrow(
      'RegistryMonitoring.addPullSurge at Stack/Monitoring: period is "14400 seconds" but must be at most 10800 seconds, ' +
        'because CloudWatch evaluates a query of Metrics Insights over at most 3 hours; shorten it',
    );
  });

  test.each([Duration.days(8), Duration.hours(36), Duration.seconds(90)])(
    'fails when it has to be quiet for %s',
    (quietFor) => {
      const monitoring = monitor();
      const text =
        `quietFor is "${quietFor.toSeconds()} seconds" but must be whole minutes up to 1 day, or whole days up to 7, ` +
        'because CloudWatch evaluates at most 7 days; write Duration.days(7) for the longest';
      const repositories = repositoriesIn(monitoring, 1);
      expect(() => monitoring.addQuietPulls('Pulls', { repositories, quietFor })).toThrow(
        `RegistryMonitoring.addQuietPulls at Stack/Monitoring: ${text}`,
      );
      expect(() => monitoring.addQuietPushes('Pushes', { quietFor })).toThrow(
        `RegistryMonitoring.addQuietPushes at Stack/Monitoring: ${text}`,
      );
    },
  );
});

describe('the threshold of an alarm', () => {
  test.each([0, -5, 100.5])('fails when it is %s percent of a quota', (usagePercent) => {
    expect(() => monitor({ apiUsage: { usagePercent } })).toThrow(
      `RegistryMonitoring.apiUsage at Stack/Monitoring: usagePercent is ${usagePercent} but must be more than 0 and at ` +
        'most 100 percent; write 80 to be told before calls are throttled',
    );
  });

  const counts: [string, (monitoring: RegistryMonitoring) => unknown][] = [
    [
      'addQuietPulls at Stack/Monitoring: pullCount',
      (own) => own.addQuietPulls('X', { repositories: repositoriesIn(own, 1), pullCount: 0 }),
    ],
    ['addQuietPushes at Stack/Monitoring: pushCount', (own) => own.addQuietPushes('X', { pushCount: 0 })],
    ['addPullSurge at Stack/Monitoring: pullCount', (own) => own.addPullSurge('X', { pullCount: 0 })],
    ['addPullSilence at Stack/Monitoring: pullCount', (own) => own.addPullSilence('X', { pullCount: 0 })],
  ];
  test.each(counts)('fails when %s is 0', (what, add) => {
    expect(() => add(monitor())).toThrow(
      `RegistryMonitoring.${what} is 0 but must be a whole number, at least 1; write 1 for the first`,
    );
  });

  test.each([...Object.values(EVENT_ALARMS), 'archivedImages'])('fails when the eventCount of %s is 0', (option) => {
    expect(() => monitor({ [option]: { eventCount: 0 } })).toThrow(
      `RegistryMonitoring.${option} at Stack/Monitoring: eventCount is 0 but must be a whole number, at least 1; write 1 for the first`,
    );
  });

  test('fails when the number of findings or of changes to keys is 0', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'ENHANCED');
    const findings = new FindingMetrics(stack, 'Findings', { registry });
    expect(() => monitor({ registry, findings, criticalFindings: { eventCount: 0 } }, stack)).toThrow(
      'RegistryMonitoring.criticalFindings at Stack/Monitoring: eventCount is 0 but must be a whole number, at least ' +
        '1; write 1 for the first',
    );
    const keys = stackOf();
    const repositoryKeys = [new kms.Key(keys, 'Key')];
    expect(() => monitor({ repositoryKeys, repositoryKeyChanges: { eventCount: 0 } }, keys)).toThrow(
      'RegistryMonitoring.repositoryKeyChanges at Stack/Monitoring: eventCount is 0 but must be a whole number, at ' +
        'least 1; write 1 for the first',
    );
  });
});

describe('the repositories and keys of an alarm', () => {
  test('fails when an expression had more than 10 metrics', () => {
    const monitoring = monitor();
    const repositories = repositoriesIn(monitoring, 11);
    expect(() => monitoring.addQuietPulls('Quiet', { repositories })).toThrow(
      'RegistryMonitoring.addQuietPulls at Stack/Monitoring: repositories is "11 repositories" but must be 1 to 10, ' +
        'because an alarm has at most 10 metrics in one expression; add an alarm for each part of them',
    );
    expect(() => monitoring.addQuietPulls('None', { repositories: [] })).toThrow(
      'RegistryMonitoring.addQuietPulls at Stack/Monitoring: repositories is "0 repositories" but must be 1 to 10, ' +
        'because an alarm has at most 10 metrics in one expression; add an alarm for each part of them',
    );
    expect(() => monitoring.addQuietPulls('Ten', { repositories: repositories.slice(1) })).not.toThrow();
  });

  test('fails when a repository is of another registry', () => {
    const monitoring = monitor();
    const repository = PrivateRepository.fromRepositoryArn(
      monitoring,
      'Foreign',
      'arn:aws:ecr:us-east-1:444455556666:repository/team/api',
    );
    expect(() => monitoring.addQuietPulls('Quiet', { repositories: [repository] })).toThrow(
      'RegistryMonitoring.addQuietPulls at Stack/Monitoring: repositories[0] is "444455556666/us-east-1" but must be of ' +
        'the registry 111122223333/eu-west-1; watch each registry by itself',
    );
  });

  test('fails when there are no operations', () => {
    expect(() => monitor({ apiUsage: { operations: [] } })).toThrow(
      'RegistryMonitoring.apiUsage at Stack/Monitoring: operations is [] but must have at least one entry; write ' +
        'enabled: false for no alarm',
    );
  });

  test('fails when an alarm is asked for without what it needs', () => {
    expect(() => monitor({ criticalFindings: { eventCount: 5 } })).toThrow(
      'RegistryMonitoring.criticalFindings at Stack/Monitoring: findings is undefined but must be given for this alarm; ' +
        'write findings: new FindingMetrics(…), or leave the alarm out',
    );
    expect(() => monitor({ repositoryKeyChanges: {} })).toThrow(
      'RegistryMonitoring.repositoryKeyChanges at Stack/Monitoring: repositoryKeys is undefined but must be given for ' +
        'this alarm; give the keys of the repositories, or leave the alarm out',
    );
    expect(() =>
      monitor({ criticalFindings: { enabled: false }, repositoryKeyChanges: { enabled: false } }),
    ).not.toThrow();
  });

  test('fails when findings or keys are of another region', () => {
    const stack = stackOf();
    const other = elsewhere(stack);
    const findings = new FindingMetrics(other, 'Findings', { registry: registryIn(other, 'ENHANCED') });
    expect(() => monitor({ findings }, stack)).toThrow(
      'RegistryMonitoring.criticalFindings at Stack/Monitoring: findings is "111122223333/us-east-1" but must be of ' +
        '111122223333/eu-west-1, whose scans they are of; monitor each registry by itself',
    );
    const own = stackOf();
    const key = kms.Key.fromKeyArn(
      own,
      'Key',
      'arn:aws:kms:us-east-1:111122223333:key/0e9b0f6e-0000-0000-0000-000000000000',
    );
    expect(() => monitor({ repositoryKeys: [key] }, own)).toThrow(
      'RegistryMonitoring.repositoryKeyChanges at Stack/Monitoring: repositoryKeys[0] is "111122223333/us-east-1" but ' +
        'must be of 111122223333/eu-west-1, where its events arrive; monitor each registry by itself',
    );
  });

  test('fails when the list of keys is empty', () => {
    expect(() => monitor({ repositoryKeys: [] })).toThrow(
      'RegistryMonitoring.repositoryKeyChanges at Stack/Monitoring: repositoryKeys is [] but must have at least one key; ' +
        'leave it out for no alarm',
    );
  });
});

describe('the topic of an alarm', () => {
  test('fails when it is not encrypted', () => {
    const stack = stackOf();
    const action = NotificationTopic.actionFor(new sns.Topic(stack, 'Pager'));
    expect(() => monitor({ actions: { critical: [action] } }, stack)).toThrow(
      'NotificationTopic.actionFor at Stack/Monitoring/ReplicationFailures: topic is "Stack/Pager" but must be encrypted, with a ' +
        'customer-managed key; use a NotificationTopic',
    );
  });

  test.each(['NotificationTopic.actionFor', 'NotificationTopic.bind'])(
    'fails when it is of another region: %s',
    (owner) => {
      const stack = stackOf();
      const pager = new NotificationTopic(elsewhere(stack), 'Pager');
      const action = owner === 'NotificationTopic.actionFor' ? NotificationTopic.actionFor(pager.topic) : pager;
      expect(() => monitor({ actions: { critical: [action] } }, stack)).toThrow(
        `${owner} at Stack/Monitoring/ReplicationFailures: topic is "111122223333/us-east-1" but must be in ` +
          '111122223333/eu-west-1, because an alarm publishes to topics of its own account and region only; give a topic ' +
          'of the registry, which may forward',
      );
    },
  );
});
