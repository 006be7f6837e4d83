import { App, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { DEFAULTS, EVENT_ALARMS } from './registry-monitoring-support';
import { ENV, functionsAndCustomResources, nagFindings, propertiesOf, registryIn, stackOf } from './support';
import { Severity } from '../../src/ecr/events/severity';
import { RegistryOperation } from '../../src/ecr/registry-operation';
import type { IRegistry } from '../../src/facades/i-registry';
import { DashboardSection } from '../../src/monitoring/dashboard-section';
import { FindingMetrics } from '../../src/monitoring/finding-metrics';
import { RegistryDashboard } from '../../src/monitoring/registry-dashboard';
import type { RegistryDashboardProps } from '../../src/monitoring/registry-dashboard-props';
import { RegistryMonitoring } from '../../src/monitoring/registry-monitoring';
import type { RegistryMonitoringProps } from '../../src/monitoring/registry-monitoring-props';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';

const OTHER_ENV = { account: '444455556666', region: 'us-east-1' };

/**
 * Every metric that the widgets may name, with its dimensions.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-repository-metrics.html
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/monitoring-usage.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
const DOCUMENTED: Record<string, string[]> = {
  'AWS/Usage CallCount': ['Class', 'Resource', 'Service', 'Type'],
  'AWS/Events MatchedEvents': ['RuleName'],
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const LIMITS = { widgets: 500, metricsPerWidget: 500, metrics: 2_500, alarmsPerWidget: 100 };

interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: { title?: string; region?: string; accountId?: string; metrics?: any[][]; alarms?: unknown[] } & Record<
    string,
    any
  >;
}

/** The widgets of the only dashboard, with the values that CloudFormation fills in. */
function widgetsOf(stack: Stack): Widget[] {
  return JSON.parse(bodyOf(stack)).widgets;
}

function bodyOf(stack: Stack): string {
  const [{ DashboardBody: body }] = propertiesOf(stack, 'AWS::CloudWatch::Dashboard');
  if (typeof body === 'string') return body;
  const parts: unknown[] = body['Fn::Join'][1];
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part).replace(/["{}]/g, ''))).join('');
}

function titles(stack: Stack): (string | undefined)[] {
  return widgetsOf(stack).map(({ properties }) => properties.title ?? properties.markdown);
}

function widget(stack: Stack, title: string): Widget {
  return widgetsOf(stack).find(({ properties }) => properties.title === title)!;
}

function alarmsIn(stack: Stack, count: number): cloudwatch.IAlarm[] {
  return Array.from({ length: count }, (_, index) =>
    cloudwatch.Alarm.fromAlarmArn(stack, `Alarm${index}`, `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a${index}`),
  );
}

function monitoringOf(registry: IRegistry, props: Partial<RegistryMonitoringProps> = {}): RegistryMonitoring {
  const pager = { bind: () => ({ alarmActionArn: 'arn:aws:sns:eu-west-1:111122223333:pager' }) };
  const actions = { critical: [pager], warning: [pager] };
  return new RegistryMonitoring(Stack.of(registry), 'Monitoring', { registry, actions, ...props });
}

/** ARNs of the alarms on the dashboard, without the widgets that they are in. */
function alarmsShown(stack: Stack): unknown[] {
  return widgetsOf(stack).flatMap(({ properties }) => properties.alarms ?? []);
}

/** Everything that a dashboard can show. */
function complete(stack: Stack, props: Partial<RegistryDashboardProps> = {}): RegistryDashboard {
  const registry = registryIn(stack, 'ENHANCED');
  return new RegistryDashboard(stack, 'Dashboard', {
    registry,
    monitoring: [monitoringOf(registry)],
    alarms: props.alarms ?? alarmsIn(stack, 1),
    findingMetrics: [new FindingMetrics(stack, 'Findings', { registry })],
    otherRegistries: props.otherRegistries,
  });
}

function importedRegistry(stack: Stack, id = 'Other', env = OTHER_ENV): IRegistry {
  return Registry.fromRegistryAttributes(stack, id, env);
}

const TITLE = '## 111122223333.dkr.ecr.eu-west-1.Ref:AWS::URLSuffix';
const PULLS = ['Pulls', 'Pulls: the 20 most pulled repositories', 'Pulls by repository'];
const API_USAGE = 'API calls, in percent of the quota';

describe('a RegistryDashboard', () => {
  test('shows every section by default', () => {
    const stack = stackOf();
    expect(complete(stack).sections).toEqual(Object.values(DashboardSection));
    expect(titles(stack)).toEqual(['Alarms', TITLE, ...PULLS, 'Findings', 'Failures', API_USAGE]);
  });

  test('shows no alarms, findings and failures if nothing is given that knows them', () => {
    const stack = stackOf();
    const { sections } = new RegistryDashboard(stack, 'Dashboard', { registry: new Registry(stack, 'Registry') });
    expect(sections).toEqual([DashboardSection.PULLS, DashboardSection.API_USAGE]);
    expect(titles(stack)).toEqual([TITLE, ...PULLS, API_USAGE]);
    expect(propertiesOf(stack, 'AWS::Events::Rule')).toEqual([]);
  });

  test('shows the chosen sections only', () => {
    const stack = stackOf();
    const registry = new Registry(stack, 'Registry');
    new RegistryDashboard(stack, 'Dashboard', { registry, sections: [DashboardSection.API_USAGE] });
    expect(titles(stack)).toEqual([TITLE, API_USAGE]);
  });

  test('shows alarms alone without a title of the registry', () => {
    const stack = stackOf();
    const registry = new Registry(stack, 'Registry');
    new RegistryDashboard(stack, 'Dashboard', {
      registry,
      alarms: alarmsIn(stack, 2),
      sections: [DashboardSection.ALARMS],
    });
    expect(titles(stack)).toEqual(['Alarms']);
  });

  test('shows pulls of all repositories, ranked and limited, by queries that name no repository', () => {
    const stack = stackOf();
    complete(stack);
    const pulls = 'SELECT SUM(RepositoryPullCount) FROM SCHEMA("AWS/ECR", RepositoryName)';
    const search = `SEARCH('{AWS/ECR,RepositoryName} MetricName="RepositoryPullCount"', 'Sum', 300)`;
    expect(
      PULLS.map((title) => widget(stack, title).properties.metrics!.map(([{ expression }]) => expression)),
    ).toEqual([
      [pulls],
      [`${pulls} GROUP BY RepositoryName ORDER BY SUM() DESC LIMIT 20`],
      [`SLICE(SORT(${search}, SUM, DESC), 0, 20)`],
    ]);
  });

  test('shows findings of each severity that is counted', () => {
    const stack = stackOf();
    complete(stack);
    expect(widget(stack, 'Findings').properties.metrics).toEqual([
      ['CdkEcr/Findings', 'CriticalFindings', expect.objectContaining({ label: Severity.CRITICAL, stat: 'Sum' })],
      ['CdkEcr/Findings', 'HighFindings', expect.objectContaining({ label: Severity.HIGH, stat: 'Sum' })],
    ]);
  });

  test('shows failures, counted by the rules of their alarms', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'BASIC');
    const monitoring = monitoringOf(registry);
    new RegistryDashboard(stack, 'Dashboard', { registry, monitoring: [monitoring] });
    const { ReplicationFailures: replication, PullThroughCacheFailures: caches } = monitoring.rules;
    expect(widget(stack, 'Failures').properties.metrics).toEqual(
      [[replication, 'Replication to this registry'] as const, [caches, 'Pull-through caches'] as const].map(
        ([rule, label]) => [
          'AWS/Events',
          'MatchedEvents',
          'RuleName',
          `Ref:${stack.resolve(rule.ruleName).Ref}`,
          expect.objectContaining({ label, stat: 'Sum', region: ENV.region }),
        ],
      ),
    );
    // The dashboard has none of its own.
    expect(propertiesOf(stack, 'AWS::Events::Rule')).toHaveLength(Object.keys(monitoring.rules).length);
  });

  test.each([
    ['replicationFailures', ['Pull-through caches']],
    ['pullThroughCacheFailures', ['Replication to this registry']],
  ])('shows no failures of an alarm that is switched off: %s', (off, labels) => {
    const stack = stackOf();
    const registry = registryIn(stack, 'BASIC');
    new RegistryDashboard(stack, 'Dashboard', {
      registry,
      monitoring: [monitoringOf(registry, { [off]: { enabled: false } })],
    });
    expect(widget(stack, 'Failures').properties.metrics!.map((metric) => metric.at(-1).label)).toEqual(labels);
  });

  test('shows no failures if the monitoring counts none', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'BASIC');
    const off = { enabled: false };
    const { sections } = new RegistryDashboard(stack, 'Dashboard', {
      registry,
      monitoring: [monitoringOf(registry, { replicationFailures: off, pullThroughCacheFailures: off })],
    });
    expect(sections).toEqual([DashboardSection.ALARMS, DashboardSection.PULLS, DashboardSection.API_USAGE]);
    expect(titles(stack)).toEqual(['Alarms', TITLE, ...PULLS, API_USAGE]);
  });

  test('shows calls of each operation in percent of its quota', () => {
    const stack = stackOf();
    complete(stack);
    const { metrics, yAxis, annotations } = widget(stack, API_USAGE).properties;
    expect(metrics!.filter(([{ expression }]) => expression)).toEqual(
      RegistryOperation.all.map(({ operationName: name }) => [
        {
          label: name,
          expression: `100 * (calls${name} / PERIOD(calls${name})) / SERVICE_QUOTA(calls${name})`,
        },
      ]),
    );
    expect(metrics!.filter(([namespace]) => namespace === 'AWS/Usage').map((metric) => metric.at(-1))).toEqual(
      RegistryOperation.all.map(({ operationName: name }) =>
        expect.objectContaining({ id: `calls${name}`, visible: false, stat: 'Sum' }),
      ),
    );
    expect(yAxis.left).toMatchObject({ min: 0, max: 100 });
    expect(annotations.horizontal).toEqual([expect.objectContaining({ value: 80 })]);
  });

  test('shows alarms by their ARNs, 100 in a widget, those in alarm first', () => {
    const stack = stackOf();
    complete(stack, { alarms: alarmsIn(stack, 101) });
    const alarms = widgetsOf(stack).filter(({ type }) => type === 'alarm');
    // Those of the monitoring are the first.
    expect(alarms.map(({ properties }) => properties.alarms!.length)).toEqual([100, DEFAULTS.length + 1]);
    expect(alarms[0].properties).toMatchObject({
      sortBy: 'stateUpdatedTimestamp',
      alarms: expect.arrayContaining(['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a0']),
    });
  });

  test('shows each alarm of the monitoring once, also those that are added later', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'BASIC');
    const monitoring = monitoringOf(registry);
    new RegistryDashboard(stack, 'Dashboard', {
      registry,
      monitoring: [monitoring],
      alarms: [monitoring.alarms.ReplicationFailures, ...alarmsIn(stack, 1)],
    });
    monitoring.addQuietPushes('NoPushes', {});
    expect(alarmsShown(stack)).toEqual([
      ...Object.values(monitoring.alarms).map(
        ({ alarmArn }) => `Fn::GetAtt:[${stack.resolve(alarmArn)['Fn::GetAtt']}]`,
      ),
      'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a0',
    ]);
    expect(Object.keys(monitoring.alarms)).toContain('NoPushes');
  });

  test('has no widget if the monitoring has no alarm', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'BASIC');
    const off = { enabled: false };
    new RegistryDashboard(stack, 'Dashboard', {
      registry,
      monitoring: [
        monitoringOf(registry, {
          apiUsage: off,
          ...Object.fromEntries(Object.values(EVENT_ALARMS).map((option) => [option, off])),
        }),
      ],
    });
    expect(titles(stack)).toEqual([TITLE, ...PULLS, API_USAGE]);
    expect(widgetsOf(stack)[0].y).toBe(0);
  });

  test('has widgets that do not overlap', () => {
    const stack = stackOf();
    complete(stack, { otherRegistries: [importedRegistry(stack)], alarms: alarmsIn(stack, 101) });
    const cells = widgetsOf(stack).flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)}/${y + Math.floor(cell / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('a dashboard of registries of other regions and accounts', () => {
  test('reads the metrics there', () => {
    const stack = stackOf();
    complete(stack, { otherRegistries: [importedRegistry(stack)] });
    const places = widgetsOf(stack)
      .filter(({ type }) => type === 'metric')
      .map(({ properties: { title, region, accountId } }) => [title, region, accountId]);
    expect(places).toEqual([
      ...[...PULLS, 'Findings', 'Failures', API_USAGE].map((title) => [title, ENV.region, undefined]),
      ...[...PULLS, API_USAGE].map((title) => [title, OTHER_ENV.region, OTHER_ENV.account]),
    ]);
    const search = widgetsOf(stack).filter(({ properties }) => properties.title === 'Pulls by repository')[1];
    expect(search.properties.metrics![0][0]).toMatchObject({ region: OTHER_ENV.region, accountId: OTHER_ENV.account });
  });

  test('shows alarms and failures of a monitored registry by names that are known here', () => {
    const app = new App();
    const stack = stackOf('Stack', app);
    const there = new Stack(app, 'There', { env: OTHER_ENV });
    const registry = new Registry(stack, 'Registry');
    const other = new Registry(there, 'Registry');
    new RegistryDashboard(stack, 'Dashboard', {
      registry,
      otherRegistries: [other],
      monitoring: [monitoringOf(other), monitoringOf(registry)],
    });
    const [own, failures] = widgetsOf(stack).filter(({ properties }) => properties.title === 'Failures');
    expect(own.properties).toMatchObject({ region: ENV.region });
    expect(JSON.stringify(own.properties.metrics)).toContain('"RuleName","Ref:');
    const rules = propertiesOf(there, 'AWS::Events::Rule').filter(({ Name }) => Name);
    expect(rules.map(({ EventPattern }) => EventPattern['detail-type'])).toEqual([
      ['ECR Replication Action'],
      ['ECR Pull Through Cache Action'],
    ]);
    expect(failures.properties.metrics).toEqual(
      rules.map(({ Name }) => [
        'AWS/Events',
        'MatchedEvents',
        'RuleName',
        Name,
        expect.objectContaining({ region: OTHER_ENV.region, accountId: OTHER_ENV.account }),
      ]),
    );
    const alarms = propertiesOf(there, 'AWS::CloudWatch::Alarm');
    const shown = alarmsShown(stack);
    expect(shown).toHaveLength(2 * alarms.length);
    expect(shown.slice(0, alarms.length)).toEqual(
      alarms.map(({ AlarmName }) =>
        expect.stringMatching(`:cloudwatch:${OTHER_ENV.region}:${OTHER_ENV.account}:alarm:${AlarmName}$`),
      ),
    );
  });

  test('shows no failures of a registry that is not monitored', () => {
    const stack = stackOf();
    const registry = new Registry(stack, 'Registry');
    new RegistryDashboard(stack, 'Dashboard', {
      registry: importedRegistry(stack),
      otherRegistries: [registry],
      monitoring: [monitoringOf(registry)],
    });
    const failures = widgetsOf(stack).filter(({ properties }) => properties.title === 'Failures');
    expect(failures.map(({ properties }) => properties.region)).toEqual([ENV.region]);
  });

  test('shows the findings of each registry', () => {
    const app = new App();
    const stack = stackOf('Stack', app);
    const there = new Stack(app, 'There', { env: OTHER_ENV });
    const registry = registryIn(stack, 'ENHANCED');
    const other = registryIn(there, 'BASIC');
    new RegistryDashboard(stack, 'Dashboard', {
      registry,
      otherRegistries: [other],
      findingMetrics: [
        new FindingMetrics(there, 'Findings', { registry: other }),
        new FindingMetrics(stack, 'Findings', { registry }),
      ],
    });
    const findings = widgetsOf(stack).filter(({ properties }) => properties.title === 'Findings');
    expect(findings.map(({ properties }) => properties.region)).toEqual([ENV.region, OTHER_ENV.region]);
  });

  test('shows an alarm of another region if it has a name', () => {
    const app = new App();
    const stack = stackOf('Stack', app);
    const there = new Stack(app, 'There', { env: { ...ENV, region: 'us-east-1' } });
    const metric = new cloudwatch.Metric({ namespace: 'Test', metricName: 'Test' });
    const alarm = metric.createAlarm(there, 'Alarm', { threshold: 1, evaluationPeriods: 1, alarmName: 'pulls' });
    complete(stack, { alarms: [alarm] });
    expect(JSON.stringify(widget(stack, 'Alarms').properties.alarms)).toMatch(
      /arn:.*:cloudwatch:us-east-1:111122223333:alarm:pulls/,
    );
  });

  test('works in an environment-agnostic stack', () => {
    const stack = new Stack(new App(), 'Stack');
    complete(stack);
    expect(widget(stack, 'Pulls').properties).toMatchObject({ region: 'Ref:AWS::Region' });
    expect(widget(stack, 'Pulls').properties.accountId).toBeUndefined();
  });
});

describe('the limits of a dashboard', () => {
  function stackWith(repositories: number): Stack {
    const app = new App();
    const stack = stackOf('Stack', app);
    // Amazon ECR takes many more than a stack does.
    for (let index = 0; index < repositories; index++) {
      const shard = `Repositories${Math.floor(index / 400)}`;
      const parent = (app.node.tryFindChild(shard) as Stack | undefined) ?? new Stack(app, shard, { env: ENV });
      new PrivateRepository(parent, `R${index}`, { repositoryName: `team/r${index}` });
    }
    complete(stack, { alarms: alarmsIn(stack, 12) });
    return stack;
  }

  test('hold for 1,000 repositories as for one', () => {
    const one = stackWith(1);
    const many = stackWith(1_000);
    expect(bodyOf(many)).toBe(bodyOf(one));
    expect(Object.keys(Template.fromStack(many).toJSON().Resources)).toEqual(
      Object.keys(Template.fromStack(one).toJSON().Resources),
    );
    // No limit is documented for the size; a property of a template has to be much smaller than 1 MB.
    expect(bodyOf(many).length).toBeLessThan(20_000);
    checkLimits(many);
  });

  test('hold for the most registries that one dashboard can show', () => {
    const stack = stackOf();
    const others = Array.from({ length: 98 }, (_, index) =>
      importedRegistry(stack, `Other${index}`, { ...OTHER_ENV, account: `${100_000_000_000 + index}` }),
    );
    complete(stack, { otherRegistries: others });
    checkLimits(stack);
  });

  function checkLimits(stack: Stack): void {
    const widgets = widgetsOf(stack);
    expect(widgets.length).toBeLessThanOrEqual(LIMITS.widgets);
    const metrics = widgets.map(({ properties }) => properties.metrics?.length ?? 0);
    expect(Math.max(...metrics)).toBeLessThanOrEqual(LIMITS.metricsPerWidget);
    expect(metrics.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(LIMITS.metrics);
    for (const { type, x, y, width, height, properties } of widgets) {
      expect(['alarm', 'metric', 'text']).toContain(type);
      expect([x >= 0, y >= 0, width >= 1, x + width <= 24, height >= 1, height <= 1_000]).not.toContain(false);
      expect(properties.alarms?.length ?? 0).toBeLessThanOrEqual(LIMITS.alarmsPerWidget);
    }
  }
});

test('every metric of a dashboard is documented', () => {
  const stack = stackOf();
  complete(stack);
  const named = widgetsOf(stack)
    .flatMap(({ properties }) => properties.metrics ?? [])
    .filter(([namespace]) => typeof namespace === 'string' && namespace !== 'CdkEcr/Findings');
  expect(named).toHaveLength(10);
  for (const [namespace, metricName, ...dimensions] of named) {
    const names = dimensions.filter((value, index) => index % 2 === 0 && typeof value === 'string');
    expect([`${namespace} ${metricName}`, names.sort()]).toEqual([
      `${namespace} ${metricName}`,
      DOCUMENTED[`${namespace} ${metricName}`],
    ]);
  }
  // The only metric of AWS/ECR stands in queries.
  expect(bodyOf(stack).match(/AWS\/ECR[^]*?RepositoryPullCount|RepositoryPullCount[^]*?AWS\/ECR/g)).toHaveLength(3);
});

test('a dashboard has no function, no custom resource, and no finding of cdk-nag', () => {
  const stack = stackOf();
  complete(stack);
  expect(functionsAndCustomResources(stack)).toEqual([]);
  expect(nagFindings(stack)).toEqual([]);
});

describe('a RegistryDashboard with bad input', () => {
  const refused = (props: (stack: Stack, registry: Registry) => Partial<RegistryDashboardProps>) => () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'ENHANCED');
    new RegistryDashboard(stack, 'Dashboard', { registry, ...props(stack, registry) });
  };

  test('fails when no section is left', () => {
    expect(refused(() => ({ sections: [] }))).toThrow(
      'RegistryDashboard at Stack/Dashboard: sections is [] but must have at least one section; leave the property out ' +
        'for all of them',
    );
  });

  test('fails when a section has nothing to show', () => {
    expect(refused(() => ({ sections: [DashboardSection.ALARMS] }))).toThrow(
      'RegistryDashboard at Stack/Dashboard: sections is "ALARMS" but must be left out without monitoring and alarms; set ' +
        'monitoring',
    );
    expect(refused(() => ({ sections: [DashboardSection.FINDINGS] }))).toThrow(
      'RegistryDashboard at Stack/Dashboard: sections is "FINDINGS" but must be left out without findingMetrics; set ' +
        'findingMetrics',
    );
    const noFailures =
      'RegistryDashboard at Stack/Dashboard: sections is "FAILURES" but must be left out without monitoring that counts ' +
      'failures; set monitoring, with replicationFailures or pullThroughCacheFailures enabled';
    expect(refused(() => ({ sections: [DashboardSection.FAILURES] }))).toThrow(noFailures);
    const off = { enabled: false };
    const switchedOff = (_: Stack, registry: Registry) => ({
      monitoring: [monitoringOf(registry, { replicationFailures: off, pullThroughCacheFailures: off })],
      sections: [DashboardSection.FAILURES],
    });
    expect(refused(switchedOff)).toThrow(noFailures);
  });

  test('fails when what is given is not shown', () => {
    expect(refused((stack) => ({ alarms: alarmsIn(stack, 2), sections: [DashboardSection.PULLS] }))).toThrow(
      'RegistryDashboard at Stack/Dashboard: alarms is "2 of them" but must be left out without the section ALARMS; add ' +
        'ALARMS to sections',
    );
    const monitored =
      (...sections: DashboardSection[]) =>
      (_: Stack, registry: Registry) => ({ monitoring: [monitoringOf(registry)], sections });
    expect(refused(monitored(DashboardSection.PULLS))).toThrow(
      'RegistryDashboard at Stack/Dashboard: monitoring is "1 of them" but must be left out without the section ALARMS or ' +
        'FAILURES; add ALARMS to sections',
    );
    expect(refused(monitored(DashboardSection.ALARMS))).not.toThrow();
    expect(refused(monitored(DashboardSection.FAILURES))).not.toThrow();
  });

  test('fails when monitoring is of a registry that is not shown', () => {
    const monitoringOfOther = (stack: Stack, registry: Registry) => ({
      registry: importedRegistry(stack),
      monitoring: [monitoringOf(registry)],
    });
    expect(refused(monitoringOfOther)).toThrow(
      'RegistryDashboard at Stack/Dashboard: monitoring is "Stack/Monitoring" but must be of 444455556666/us-east-1; add ' +
        'its registry to otherRegistries',
    );
  });

  test('fails when monitoring is named twice', () => {
    const twice = (_: Stack, registry: Registry) => {
      const monitoring = monitoringOf(registry);
      return { monitoring: [monitoring, monitoring] };
    };
    expect(refused(twice)).toThrow(
      'RegistryDashboard at Stack/Dashboard: monitoring is "Stack/Monitoring" but must be named once; leave the second out',
    );
  });

  test('fails when findings are of a registry that is not shown', () => {
    const findingsOfOther = (stack: Stack, registry: Registry) => ({
      registry: importedRegistry(stack),
      findingMetrics: [new FindingMetrics(stack, 'Findings', { registry })],
    });
    expect(refused(findingsOfOther)).toThrow(
      'RegistryDashboard at Stack/Dashboard: findingMetrics is "Stack/Findings" but must be of 444455556666/us-east-1; ' +
        'add its registry to otherRegistries',
    );
  });

  test('fails when a registry is named twice', () => {
    const twice = (stack: Stack) => ({ otherRegistries: [importedRegistry(stack, 'Same', ENV)] });
    expect(refused(twice)).toThrow(
      'RegistryDashboard at Stack/Dashboard: otherRegistries is "111122223333/eu-west-1" but must name each registry ' +
        'once; leave it out',
    );
  });

  test('fails when there are more widgets than a dashboard has', () => {
    const many = (stack: Stack) => ({
      otherRegistries: Array.from({ length: 100 }, (_, index) =>
        importedRegistry(stack, `Other${index}`, { ...OTHER_ENV, account: `${100_000_000_000 + index}` }),
      ),
    });
    expect(refused(many)).toThrow(
      'RegistryDashboard at Stack/Dashboard: otherRegistries is "100 registries" but must make at most 500 widgets together ' +
        'with registry, and not 505; declare several dashboards, or choose fewer sections',
    );
  });

  test('fails when the name has other characters', () => {
    expect(refused(() => ({ dashboardName: 'my registry' }))).toThrow(
      'RegistryDashboard at Stack/Dashboard: dashboardName is "my registry" but must have 1 to 255 letters, digits, "-" ' +
        'and "_"; replace other characters',
    );
    expect(refused(() => ({ dashboardName: Token.asString({ Ref: 'Name' }) }))).not.toThrow();
  });
});
