import * as fs from 'node:fs';
import * as path from 'node:path';
import { monitoringIn } from './registry-monitoring-support';
import { propertiesOf, registryIn, stackOf } from './support';
import { FindingLog } from '../../src/monitoring/finding-log';
import { NotificationTopic } from '../../src/monitoring/notification-topic';

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
    for (const name of alarms.filter((each) => !usage.includes(each))) expect(PAGE).toContain(`alarm \`${name}\``);
    expect(PAGE).toMatch(new RegExp(`alarms \`PutImageUsage\` and ${usage.length - 1} more +\\| ${usage.length} `));
  });

  test('counts what is billed by use', () => {
    const parts = ['AWS::Logs::LogGroup', 'AWS::SQS::Queue', 'AWS::Events::Rule'].map(count);
    const sum = parts.reduce((left, right) => left + right);
    expect(PAGE).toMatch(new RegExp(`log group, dead-letter queue, rules of events \\| ${sum} `));
  });

  test.each([
    ['NotificationTopic', () => new NotificationTopic(stackOf(), 'Topic')],
    [
      'FindingLog',
      () => {
        const own = stackOf();
        return new FindingLog(own, 'Log', { registry: registryIn(own, 'ENHANCED') });
      },
    ],
  ])('gives a %s one key', (name, create) => {
    const construct = create();
    expect(propertiesOf(construct.node.scope as typeof stack, 'AWS::KMS::Key')).toHaveLength(1);
    expect(PAGE).toMatch(new RegExp(`\\| \`${name}\`[^|]*\\| KMS key of the (log|topic) +\\| 1 +\\| \\$1\\.00`));
  });
});
