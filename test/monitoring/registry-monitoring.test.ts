import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { alarmOf, ALL, DEFAULTS, EVENT_ALARMS, MAIL, monitoringIn, PAGER, USAGE } from './registry-monitoring-support';
import { ENV, propertiesOf, registryIn, stackOf } from './support';
import { RegistryChange } from '../../src/ecr/events/configuration-change';
import { RegistryOperation } from '../../src/ecr/registry-operation';
import { FindingMetrics } from '../../src/monitoring/finding-metrics';
import { AlarmSeverity } from '../../src/monitoring/monitoring-actions';
import type { EventCountAlarmOptions } from '../../src/monitoring/monitoring-alarm-options';
import type { RegistryMonitoringProps } from '../../src/monitoring/registry-monitoring-props';
import { Registry } from '../../src/registry/registry';
import { warningsOf } from '../support/warnings';

const COUNTING = Object.keys(EVENT_ALARMS);

/** The same options for all alarms that count events by default. */
function forEventAlarms(options: EventCountAlarmOptions): Partial<RegistryMonitoringProps> {
  return Object.fromEntries(Object.values(EVENT_ALARMS).map((option) => [option, options]));
}

describe('a RegistryMonitoring with defaults', () => {
  const stack = stackOf();
  const monitoring = monitoringIn(stack);

  test('has the default alarms', () => {
    expect(Object.keys(monitoring.alarms)).toEqual(DEFAULTS);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', DEFAULTS.length);
  });

  test('alarms critically on a failed replication, counted by a rule at the destination, which logs it', () => {
    expect(alarmOf(monitoring, 'ReplicationFailures')).toMatchObject({
      Namespace: 'AWS/Events',
      MetricName: 'MatchedEvents',
      Dimensions: [{ Name: 'RuleName', Value: { Ref: expect.stringMatching(/^MonitoringReplicationFailuresRule/) } }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [PAGER],
    });
    const rules = propertiesOf(stack, 'AWS::Events::Rule');
    expect(rules.map(({ Targets }) => Targets)).toEqual(
      rules.map(() => [
        {
          Id: 'Target0',
          Arn: { 'Fn::Join': ['', expect.arrayContaining([stack.resolve(monitoring.logGroup!.logGroupName)])] },
          DeadLetterConfig: { Arn: stack.resolve(monitoring.deadLetterQueue!.queueArn) },
        },
      ]),
    );
    expect(rules).toHaveLength(COUNTING.length);
    expect(Object.keys(monitoring.rules)).toEqual(COUNTING);
  });

  test.each(['PullThroughCacheFailures', 'RegistryChanges'])('has %s as a warning', (name) => {
    expect(alarmOf(monitoring, name)).toMatchObject({ Threshold: 1, Period: 300, AlarmActions: [MAIL] });
  });

  test.each(USAGE)('has %s as a warning at 80 percent of the quota in 3 of 5 minutes', (name) => {
    const calls = `calls${name.replace(/Usage$/, '')}`;
    expect(alarmOf(monitoring, name)).toMatchObject({
      Threshold: 80,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
      TreatMissingData: 'notBreaching',
      AlarmActions: [MAIL],
      Metrics: [
        { Expression: `100 * (${calls} / PERIOD(${calls})) / SERVICE_QUOTA(${calls})`, ReturnData: true },
        { Id: calls, MetricStat: { Metric: { Namespace: 'AWS/Usage' }, Period: 60, Stat: 'Sum' } },
      ],
    });
  });

  test('describes in each alarm what happened, where to look, and what missing data means', () => {
    expect(JSON.stringify(alarmOf(monitoring, 'ReplicationFailures').AlarmDescription)).toMatch(
      /^\{"Fn::Join":\["",\["Images could not be replicated to this registry; the events are in the log group ",\{"Ref":"MonitoringLog[0-9A-F]+"\},"\. Registry: 111122223333 in eu-west-1\. Missing data is not breaching, because there is none while nothing happens\."\]\]\}$/,
    );
  });

  test('has one statement of the resource policy for all rules, as it is limited to 5,120 characters', () => {
    const [{ PolicyDocument: document }] = propertiesOf(stack, 'AWS::Logs::ResourcePolicy');
    expect(document['Fn::Join'][1].join('').match(/logs:PutLogEvents/g)).toHaveLength(1);
    expect(JSON.stringify(document).match(/RuleDC?[0-9A-F]*|Rule[0-9A-F]{8}/g)).toHaveLength(COUNTING.length);
  });

  test('has no warnings', () => expect(warningsOf(stack)).toEqual([]));
});

describe('names of alarms and rules', () => {
  /** Names of all alarms and rules in the template, where a stack of an account and region shows them. */
  function namesShownIn(env: { account: string; region: string }): unknown[] {
    const stack = stackOf();
    const key = new kms.Key(stack, 'Key');
    const monitoring = monitoringIn(stack, { repositoryKeys: [key] });
    monitoring.addQuietPushes('NoPushes', {});
    const reader = new Stack(stack.node.root as App, 'Reader', { env });
    new CfnOutput(reader, 'Names', {
      value: [
        ...Object.values(monitoring.alarms).map(({ alarmArn }) => alarmArn),
        ...Object.values(monitoring.rules).map(({ ruleName }) => ruleName),
      ].join(),
    });
    Template.fromStack(reader);
    return [
      ...propertiesOf(stack, 'AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName),
      ...propertiesOf(stack, 'AWS::Events::Rule').map(({ Name }) => Name),
    ];
  }

  test('are generated by CloudFormation within the account and region', () => {
    expect(new Set(namesShownIn(ENV))).toEqual(new Set([undefined]));
  });

  test.each([
    { ...ENV, region: 'us-east-1' },
    { ...ENV, account: '444455556666' },
  ])('are known if another account or region shows them: %j', (env) => {
    const names = namesShownIn(env);
    // The key and the pushes have an alarm and a rule each.
    expect(names.map((name) => typeof name)).toEqual(Array(DEFAULTS.length + COUNTING.length + 4).fill('string'));
    expect(new Set(names).size).toBe(names.length);
  });
});

test('a RegistryMonitoring tells its registry', () => {
  const stack = stackOf();
  const registry = registryIn(stack, 'BASIC');
  expect(monitoringIn(stack, { registry }).registry).toBe(registry);
});

describe('a RegistryMonitoring with findings, keys and archived images', () => {
  const stack = stackOf();
  const registry = registryIn(stack, 'ENHANCED');
  const findings = new FindingMetrics(stack, 'Findings', { registry });
  const key = new kms.Key(stack, 'Key');
  const monitoring = monitoringIn(stack, { registry, findings, repositoryKeys: [key], archivedImages: {} });

  test('has all alarms', () => {
    expect(Object.keys(monitoring.alarms)).toEqual(ALL);
  });

  test('alarms with a warning on an archived image, and says that it cannot be pulled', () => {
    expect(alarmOf(monitoring, 'ArchivedImages')).toMatchObject({
      Threshold: 1,
      Period: 300,
      TreatMissingData: 'notBreaching',
      AlarmActions: [MAIL],
    });
    expect(JSON.stringify(alarmOf(monitoring, 'ArchivedImages').AlarmDescription)).toContain(
      'Images were archived and cannot be pulled until they are restored; the events are in the log group ',
    );
  });

  test('alarms critically on a critical finding', () => {
    expect(alarmOf(monitoring, 'CriticalFindings')).toMatchObject({
      Namespace: 'CdkEcr/Findings',
      MetricName: 'CriticalFindings',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [PAGER],
    });
  });

  test('alarms critically on a key that is disabled or to be deleted', () => {
    expect(alarmOf(monitoring, 'RepositoryKeys')).toMatchObject({ MetricName: 'MatchedEvents', AlarmActions: [PAGER] });
    const rules = propertiesOf(stack, 'AWS::Events::Rule').filter(
      ({ EventPattern: { source } }) => source[0] === 'aws.kms',
    );
    expect(rules.map(({ EventPattern }) => EventPattern.detail)).toEqual([
      {
        eventSource: ['kms.amazonaws.com'],
        eventName: ['DisableKey', 'ScheduleKeyDeletion'],
        errorCode: [{ exists: false }],
        resources: { ARN: [stack.resolve(key.keyArn)] },
      },
    ]);
  });
});

describe('every default of a RegistryMonitoring', () => {
  const OFF = { enabled: false };

  test('can be switched off, and then there is no log', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'ENHANCED');
    const monitoring = monitoringIn(stack, {
      registry,
      findings: new FindingMetrics(stack, 'Findings', { registry }),
      repositoryKeys: [new kms.Key(stack, 'Key')],
      criticalFindings: OFF,
      apiUsage: OFF,
      repositoryKeyChanges: OFF,
      ...forEventAlarms(OFF),
    });
    expect(monitoring.alarms).toEqual({});
    expect(monitoring.logGroup).toBeUndefined();
    expect(monitoring.deadLetterQueue).toBeUndefined();
    expect(monitoring.node.children).toEqual([]);
  });

  test('can be overridden', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'ENHANCED');
    const evaluation = {
      period: Duration.hours(1),
      evaluationPeriods: 6,
      datapointsToAlarm: 2,
    };
    const { WARNING, CRITICAL } = AlarmSeverity;
    const monitoring = monitoringIn(stack, {
      registry,
      findings: new FindingMetrics(stack, 'Findings', { registry }),
      repositoryKeys: [new kms.Key(stack, 'Key')],
      criticalFindings: { ...evaluation, eventCount: 7, severity: WARNING },
      ...forEventAlarms({ ...evaluation, eventCount: 7, severity: CRITICAL }),
      // The only one of them that is critical by default.
      replicationFailures: { ...evaluation, eventCount: 7, severity: WARNING },
      apiUsage: { ...evaluation, usagePercent: 7, severity: CRITICAL },
      repositoryKeyChanges: { ...evaluation, eventCount: 7, severity: WARNING },
      archivedImages: { ...evaluation, eventCount: 7, severity: CRITICAL },
    });
    const paging = [...COUNTING.filter((name) => name !== 'ReplicationFailures'), ...USAGE, 'ArchivedImages'];
    for (const name of ALL) {
      const alarm = alarmOf(monitoring, name);
      expect(alarm).toMatchObject({
        Threshold: 7,
        EvaluationPeriods: 6,
        DatapointsToAlarm: 2,
        AlarmActions: [paging.includes(name) ? PAGER : MAIL],
      });
      expect(alarm.Period ?? alarm.Metrics[1].MetricStat.Period).toBe(3600);
    }
  });

  test('evaluates all periods if only their number is given', () => {
    const monitoring = monitoringIn(stackOf(), { apiUsage: { evaluationPeriods: 2 } });
    expect(alarmOf(monitoring, 'PutImageUsage')).toMatchObject({ EvaluationPeriods: 2, DatapointsToAlarm: 2 });
  });

  test('watches the given operations and changes', () => {
    const stack = stackOf();
    const monitoring = monitoringIn(stack, {
      apiUsage: { operations: [RegistryOperation.COMPLETE_LAYER_UPLOAD] },
      registryChanges: { changes: [RegistryChange.SIGNING] },
    });
    expect(Object.keys(monitoring.alarms).filter((name) => name.endsWith('Usage'))).toEqual([
      'CompleteLayerUploadUsage',
    ]);
    expect(JSON.stringify(propertiesOf(stack, 'AWS::Events::Rule'))).toContain('PutSigningConfiguration');
    expect(JSON.stringify(propertiesOf(stack, 'AWS::Events::Rule'))).not.toContain('PutRegistryPolicy');
  });
});

test('with defaults the number of resources is the same for 1 and for 1,000 repositories', () => {
  const resources = [1, 1_000].map((count) => {
    const app = new App();
    const stacks = [0, 1, 2].map((index) => new Stack(app, `Repositories${index}`, { env: ENV }));
    for (let index = 0; index < count; index++) {
      new ecr.CfnRepository(stacks[index % 3], `R${index}`, { repositoryName: `team/${index}` });
    }
    const stack = stackOf('Monitored', app);
    monitoringIn(stack);
    return Object.keys(Template.fromStack(stack).toJSON().Resources).length;
  });
  expect(resources[1]).toBe(resources[0]);
});

test('an imported registry is monitored by a stack of its environment', () => {
  const stack = stackOf();
  const registry = Registry.fromRegistryAttributes(stack, 'Imported', {});
  expect(Object.keys(monitoringIn(stack, { registry }).alarms)).toEqual(DEFAULTS);
});

test('an environment-agnostic stack has the same alarms, none of another account', () => {
  const stack = new Stack();
  monitoringIn(stack, { registry: new Registry(stack, 'Registry') });
  expect(JSON.stringify(propertiesOf(stack, 'AWS::CloudWatch::Alarm'))).not.toContain('"AccountId":');
});

describe('the monitoring of a registry that replicates', () => {
  function replicating(): { stack: Stack; recovery: Stack } {
    const app = new App();
    const stack = stackOf('Stack', app);
    const recovery = new Stack(app, 'Recovery', { env: { ...ENV, region: 'us-east-1' } });
    const registry = registryIn(stack, 'BASIC');
    registry.replicateTo(registryIn(recovery, 'BASIC'), { repositoryPrefixes: ['prod/'] });
    monitoringIn(stack, { registry });
    return { stack, recovery };
  }
  const ofReplicas = (stack: Stack) => warningsOf(stack).filter((text) => text.includes('replicaNotMonitored'));

  test('warns if the destination is not monitored, because failures are reported there', () => {
    expect(ofReplicas(replicating().stack)).toEqual([
      'images are replicated to Recovery/Registry, where failures are reported, and no RegistryMonitoring is there; add ' +
        'one in a stack of its account and region [ack: cdk-ecr::replicaNotMonitored]',
    ]);
  });

  test('does not warn if the destination is monitored', () => {
    const { stack, recovery } = replicating();
    monitoringIn(recovery, { registry: Registry.of(recovery) });
    expect([...ofReplicas(stack), ...ofReplicas(recovery)]).toEqual([]);
  });

  test('does not warn if the alarm is switched off', () => {
    const app = new App();
    const stack = stackOf('Stack', app);
    const registry = registryIn(stack, 'BASIC');
    const recovery = new Stack(app, 'Recovery', { env: { ...ENV, region: 'us-east-1' } });
    registry.replicateTo(registryIn(recovery, 'BASIC'), { repositoryPrefixes: ['prod/'] });
    monitoringIn(stack, { registry, replicationFailures: { enabled: false } });
    expect(ofReplicas(stack)).toEqual([]);
  });
});
