import { CfnParameter, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import fc from 'fast-check';
import { alarmOf, ALL, MAIL, monitoringIn, PAGER } from './registry-monitoring-support';
import { propertiesOf, registryIn, stackOf } from './support';
import { RegistryOperation } from '../../src/ecr/registry-operation';
import { FindingMetrics } from '../../src/monitoring/finding-metrics';
import { AlarmSeverity } from '../../src/monitoring/monitoring-actions';
import { checkedThresholds } from '../../src/monitoring/private/alarm-thresholds';
import { RegistryDashboard } from '../../src/monitoring/registry-dashboard';
import type { RegistryMonitoring } from '../../src/monitoring/registry-monitoring';
import type { RegistryMonitoringProps } from '../../src/monitoring/registry-monitoring-props';
import { warningsOf } from '../support/warnings';

const OPERATIONS = [RegistryOperation.PUT_IMAGE];
const TWO = { eventCount: 2, criticalEventCount: 20 };
const USAGE = { usagePercent: 60, criticalUsagePercent: 90 };

/** Monitoring in which every default alarm has two thresholds. */
function twoOfEach(): RegistryMonitoring {
  const stack = stackOf();
  const registry = registryIn(stack, 'ENHANCED');
  return monitoringIn(stack, {
    registry,
    findings: new FindingMetrics(stack, 'Findings', { registry }),
    repositoryKeys: [new kms.Key(stack, 'Key')],
    criticalFindings: TWO,
    replicationFailures: TWO,
    pullThroughCacheFailures: TWO,
    apiUsage: USAGE,
    registryChanges: TWO,
    repositoryKeyChanges: TWO,
    archivedImages: TWO,
  });
}

/** An alarm without its threshold and its actions. */
function without({ Threshold, AlarmActions, ...others }: Record<string, any>) {
  return [others, Threshold, AlarmActions];
}

describe('a default alarm with two thresholds', () => {
  const monitoring = twoOfEach();

  test('has a second alarm, named after the first, for every default alarm', () => {
    expect(Object.keys(monitoring.alarms)).toEqual(ALL.flatMap((name) => [name, `${name}Critical`]));
  });

  test.each(ALL)('warns at the first threshold and is critical at the second: %s', (name) => {
    const [low, high] = name.endsWith('Usage') ? [60, 90] : [2, 20];
    const [first, ...warning] = without(alarmOf(monitoring, name));
    const [second, ...critical] = without(alarmOf(monitoring, `${name}Critical`));
    expect(warning).toEqual([low, [MAIL]]);
    expect(critical).toEqual([high, [PAGER]]);
    expect(second).toEqual(first);
  });

  test('counts events by one rule', () => {
    const counting = ['ReplicationFailures', 'PullThroughCacheFailures', 'RegistryChanges', 'RepositoryKeys'];
    expect(Object.keys(monitoring.rules)).toEqual([...counting, 'ArchivedImages']);
  });

  test('keeps the logical id of the first alarm, and that of the second has the severity at its end', () => {
    const stack = stackOf();
    const idOf = ({ alarms }: RegistryMonitoring, name: string) =>
      Stack.of(alarms[name]).getLogicalId(alarms[name].node.defaultChild as cloudwatch.CfnAlarm);
    const two = monitoringIn(stack, { apiUsage: USAGE });
    expect(idOf(two, 'PutImageUsage')).toBe(idOf(monitoringIn(stackOf()), 'PutImageUsage'));
    expect(idOf(two, 'PutImageUsageCritical')).toMatch(/^MonitoringPutImageUsageCritical[0-9A-F]{8}$/);
  });

  test('warns at its default if only the critical threshold is given', () => {
    const own = monitoringIn(stackOf(), {
      replicationFailures: { criticalEventCount: 5 },
      apiUsage: { criticalUsagePercent: 95, severity: AlarmSeverity.WARNING, operations: OPERATIONS },
    });
    expect(alarmOf(own, 'ReplicationFailures')).toMatchObject({ Threshold: 1, AlarmActions: [MAIL] });
    expect(alarmOf(own, 'ReplicationFailuresCritical')).toMatchObject({ Threshold: 5, AlarmActions: [PAGER] });
    expect(alarmOf(own, 'PutImageUsage')).toMatchObject({ Threshold: 80, AlarmActions: [MAIL] });
    expect(alarmOf(own, 'PutImageUsageCritical')).toMatchObject({ Threshold: 95, AlarmActions: [PAGER] });
  });

  test('has neither alarm if it is switched off', () => {
    const { alarms } = monitoringIn(stackOf(), { apiUsage: { ...USAGE, enabled: false } });
    expect(Object.keys(alarms).filter((name) => name.includes('Usage'))).toEqual([]);
  });

  test('is named among those that trigger no action', () => {
    const stack = stackOf();
    monitoringIn(stack, { actions: { warning: [{ bind: () => ({ alarmActionArn: MAIL }) }] }, registryChanges: TWO });
    expect(warningsOf(stack)).toEqual([
      expect.stringContaining(
        'alarms of severity CRITICAL have no action, so that nobody is told: ReplicationFailures, RegistryChangesCritical;',
      ),
    ]);
  });
});

describe('an alarm with two thresholds that is added by name', () => {
  const repositories = (own: RegistryMonitoring) => [new ecr.Repository(Stack.of(own), 'Api')];
  const added: [string, string, [number, number], (own: RegistryMonitoring) => cloudwatch.Alarm][] = [
    [
      'addQuietPulls',
      'LessThanThreshold',
      [100, 1],
      (own) => own.addQuietPulls('Own', { repositories: repositories(own), pullCount: 100, criticalPullCount: 1 }),
    ],
    [
      'addQuietPushes',
      'LessThanThreshold',
      [10, 2],
      (own) => own.addQuietPushes('Own', { pushCount: 10, criticalPushCount: 2 }),
    ],
    [
      'addPullSurge',
      'GreaterThanOrEqualToThreshold',
      [500, 5_000],
      (own) => own.addPullSurge('Own', { pullCount: 500, criticalPullCount: 5_000 }),
    ],
    [
      'addPullSilence',
      'LessThanThreshold',
      [100, 1],
      (own) => own.addPullSilence('Own', { pullCount: 100, criticalPullCount: 1 }),
    ],
  ];

  test.each(added)('returns the warning, and has the critical one by its name: %s', (_, operator, values, add) => {
    const monitoring = monitoringIn(stackOf());
    expect(add(monitoring)).toBe(monitoring.alarms.Own);
    const [first, ...warning] = without(alarmOf(monitoring, 'Own'));
    const [second, ...critical] = without(alarmOf(monitoring, 'OwnCritical'));
    expect(warning).toEqual([values[0], [MAIL]]);
    expect(critical).toEqual([values[1], [PAGER]]);
    expect(first).toMatchObject({ ComparisonOperator: operator });
    expect(second).toEqual(first);
  });
});

describe('the two thresholds of an alarm', () => {
  const refused = (props: Partial<RegistryMonitoringProps>) => () => monitoringIn(stackOf(), props);

  test('fail with one severity for both', () => {
    expect(refused({ apiUsage: { ...USAGE, severity: AlarmSeverity.CRITICAL } })).toThrow(
      'RegistryMonitoring.apiUsage at Stack/Monitoring: severity is "CRITICAL" but must be WARNING beside ' +
        'criticalUsagePercent, because each threshold needs a severity of its own; leave it out, or leave ' +
        'criticalUsagePercent out',
    );
  });

  test.each([0, -1, 101])('fail when the critical one is %s percent of a quota', (criticalUsagePercent) => {
    expect(refused({ apiUsage: { criticalUsagePercent } })).toThrow(
      `RegistryMonitoring.apiUsage at Stack/Monitoring: criticalUsagePercent is ${criticalUsagePercent} but must be ` +
        'more than 0 and at most 100 percent; write 95 to be told before calls are throttled',
    );
  });

  test.each([0, 1.5])('fail when the critical one is %s events', (criticalEventCount) => {
    expect(refused({ registryChanges: { criticalEventCount } })).toThrow(
      `RegistryMonitoring.registryChanges at Stack/Monitoring: criticalEventCount is ${criticalEventCount} but must be ` +
        'a whole number, at least 1; write 1 for the first',
    );
  });

  test.each([60, 50])('fail when the critical one is reached no later than the warning: %s', (criticalUsagePercent) => {
    expect(refused({ apiUsage: { usagePercent: 60, criticalUsagePercent } })).toThrow(
      `RegistryMonitoring.apiUsage at Stack/Monitoring: criticalUsagePercent is ${criticalUsagePercent} but must be ` +
        'more than usagePercent, which is 60, so that the warning comes first; raise it, or lower usagePercent',
    );
  });

  test.each([1, 2])('fail when silence is critical no later than a warning: %s', (criticalPushCount) => {
    const monitoring = monitoringIn(stackOf());
    expect(() => monitoring.addQuietPushes('Own', { criticalPushCount })).toThrow(
      `RegistryMonitoring.addQuietPushes at Stack/Monitoring: criticalPushCount is ${criticalPushCount} but must be ` +
        'less than pushCount, which is 1, so that the warning comes first; lower it, or raise pushCount',
    );
    expect(Object.keys(monitoring.alarms)).not.toContain('Own');
  });

  test('are not compared if one is known only at deployment', () => {
    const stack = stackOf();
    const { valueAsNumber: criticalUsagePercent } = new CfnParameter(stack, 'Percent', { type: 'Number' });
    const monitoring = monitoringIn(stack, { apiUsage: { criticalUsagePercent } });
    const { registry } = monitoring;
    new RegistryDashboard(stack, 'Dashboard', { registry, monitoring: [monitoring] });
    expect(alarmOf(monitoring, 'PutImageUsageCritical').Threshold).toEqual({ Ref: 'Percent' });
    const [{ DashboardBody: body }] = propertiesOf(stack, 'AWS::CloudWatch::Dashboard');
    expect(JSON.stringify(body)).toContain(
      '\\"value\\":",{"Ref":"Percent"},",\\"label\\":\\"",{"Ref":"Percent"}," %\\"',
    );
  });

  test('are a warning and then critical, for any values', () => {
    const source = { scope: stackOf(), api: 'RegistryMonitoring.any' };
    const count = fc.integer({ min: 1, max: 1_000 });
    fc.assert(
      fc.property(count, count, fc.boolean(), (pullCount, criticalPullCount, below) => {
        const check = () =>
          checkedThresholds(source, { pullCount, criticalPullCount }, { threshold: ['pullCount', 1], below });
        const isLater = below ? criticalPullCount < pullCount : criticalPullCount > pullCount;
        if (!isLater) return expect(check).toThrow('so that the warning comes first');
        expect(check()).toEqual([
          { value: pullCount, severity: AlarmSeverity.WARNING },
          { value: criticalPullCount, severity: AlarmSeverity.CRITICAL },
        ]);
      }),
    );
  });
});

describe('a dashboard of an alarm with two thresholds', () => {
  /** What a dashboard shows of the alarms on API quotas: their number, and lines with their colors. */
  function shownOf(apiUsage: RegistryMonitoringProps['apiUsage']) {
    const stack = stackOf();
    const registry = registryIn(stack, 'BASIC');
    const monitoring = monitoringIn(stack, { registry, apiUsage });
    new RegistryDashboard(stack, 'Dashboard', { registry, monitoring: [monitoring] });
    const [{ DashboardBody: body }] = propertiesOf(stack, 'AWS::CloudWatch::Dashboard');
    const text: string = body['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : '')).join('');
    const { widgets } = JSON.parse(text);
    const lines = widgets.flatMap(({ properties }: any) => properties.annotations?.horizontal ?? []);
    const [{ properties }] = widgets;
    return {
      alarms: properties.alarms.length - Object.keys(monitoring.rules).length,
      lines: lines.map(({ label, value, color }: any) => [label, value, color]),
    };
  }

  test('shows both alarms, and a line for each threshold', () => {
    expect(shownOf({ ...USAGE, operations: OPERATIONS })).toEqual({
      alarms: 2,
      lines: [
        ['60 %', 60, '#ff7f0e'],
        ['90 %', 90, '#d62728'],
      ],
    });
  });

  test('shows the one threshold that there is', () => {
    expect(shownOf({ usagePercent: 70, operations: OPERATIONS })).toEqual({
      alarms: 1,
      lines: [['70 %', 70, '#ff7f0e']],
    });
  });

  test('shows a line at 80 percent without an alarm', () => {
    expect(shownOf({ enabled: false })).toEqual({ alarms: 0, lines: [['80 %', 80, '#ff7f0e']] });
  });
});
