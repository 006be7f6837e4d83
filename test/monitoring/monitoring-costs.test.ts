import * as fs from 'node:fs';
import * as path from 'node:path';
import { monitoringIn } from './registry-monitoring-support';
import { propertiesOf, registryIn, stackOf } from './support';
import { FindingLog } from '../../src/monitoring/finding-log';
import { NotificationTopic } from '../../src/monitoring/notification-topic';
import { DEFAULT_ALARMS } from '../../src/monitoring/private/default-alarms';
import { RegistryMonitoring } from '../../src/monitoring/registry-monitoring';
import { ScanFindingNotifications } from '../../src/monitoring/scan-finding-notifications';

const PAGE = fs.readFileSync(path.join(__dirname, '../../docs/monitoring.md'), 'utf8');

describe('docs/monitoring.md', () => {
  const stack = stackOf();
  const count = (type: string) => propertiesOf(stack, type).length;
  const alarms = Object.keys(monitoringIn(stack).alarms);
  const metrics = propertiesOf(stack, 'AWS::CloudWatch::Alarm').flatMap((alarm) =>
    alarm.Metrics ? alarm.Metrics.filter((each: object) => 'MetricStat' in each) : [alarm.MetricName],
  );
  const dollars = (value: number) => `$${value.toFixed(2)}`;

  test('says what the alarms and the key of a RegistryMonitoring with defaults cost', () => {
    const forAlarms = metrics.length * 0.1;
    const forKeys = count('AWS::KMS::Key');
    expect(PAGE).toContain(`costs **${dollars(forAlarms + forKeys)}** a month: ${dollars(forAlarms)} for the alarms`);
    expect(PAGE).toContain(`and ${dollars(forKeys)} for the key`);
  });

  test('names each default alarm, those of API quotas by one of them', () => {
    const usage = alarms.filter((name) => name.endsWith('Usage'));
    for (const { name } of DEFAULT_ALARMS.filter(({ option }) => option !== 'apiUsage')) {
      expect(PAGE).toMatch(new RegExp(`alarm \`${name}\` +\\| 1 +\\| \\$0\\.10`));
    }
    expect(PAGE).toMatch(new RegExp(`alarms \`PutImageUsage\` and ${usage.length - 1} more +\\| ${usage.length} `));
  });

  test('takes alarms that have one metric each for its prices', () => {
    expect(metrics).toHaveLength(alarms.length);
  });

  test('says what the second threshold of its sample costs', () => {
    const own = stackOf();
    const { usage, alarms: each } = /`apiUsage: (?<usage>\{[^`]+\})`.*\n.*: (?<alarms>\d+ alarms, \$[\d.]+)\./.exec(
      PAGE,
    )!.groups!;
    expect(usage).toBe('{ usagePercent: 60, criticalUsagePercent: 90 }');
    const two = monitoringIn(own, { apiUsage: { usagePercent: 60, criticalUsagePercent: 90 } });
    const names = Object.keys(two.alarms).filter((name) => name.includes('Usage'));
    expect(each).toBe(`${names.length} alarms, ${dollars(names.length * 0.1)}`);
  });

  test('counts what is billed by use', () => {
    const parts = ['AWS::Logs::LogGroup', 'AWS::Events::Rule'].map(count);
    const sum = parts.reduce((left, right) => left + right);
    expect(PAGE).toMatch(new RegExp(`log group, rules of events +\\| ${sum} `));
  });

  test('says that the monitoring of a stack shares one key and one queue', () => {
    const own = stackOf();
    const registry = registryIn(own, 'ENHANCED');
    new FindingLog(own, 'Log', { registry });
    new ScanFindingNotifications(own, 'Notifications', { registry });
    new NotificationTopic(own, 'Topic');
    new RegistryMonitoring(own, 'Monitoring', { registry, actions: {} });
    expect(propertiesOf(own, 'AWS::KMS::Key')).toHaveLength(1);
    expect(propertiesOf(own, 'AWS::SQS::Queue')).toHaveLength(1);
    expect(PAGE).toMatch(/the first of them in a stack +\| KMS key of all logs and topics +\| 1 +\| \$1\.00/);
  });
});
