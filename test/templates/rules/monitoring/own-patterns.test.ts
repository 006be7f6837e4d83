import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { EventResult, FindingScope, FindingStatus } from '../../../../src/ecr/events/event-enums';
import { Severity } from '../../../../src/ecr/events/severity';
import { ScanFrequency } from '../../../../src/ecr/scan-frequency';
import type { EcrEvents } from '../../../../src/facades/ecr-events';
import { RegistryEvents } from '../../../../src/facades/registry-events';
import { RegistryScanning } from '../../../../src/facades/registry-scanning';
import { RepositoryEvents } from '../../../../src/facades/repository-events';
import { FindingMetrics } from '../../../../src/monitoring/finding-metrics';
import { NotificationTopic } from '../../../../src/monitoring/notification-topic';
import { RegistryMonitoring } from '../../../../src/monitoring/registry-monitoring';
import { Registry } from '../../../../src/registry/registry';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { ACCOUNT, findingsOf, REGION } from '../../../checks/support';

const BASIC = RegistryScanning.basic({ onPush: ['*'] });
const ENHANCED = RegistryScanning.enhanced({ onPush: ['*'] });

/** A rule for each event, in a form of its own for each set of options. */
function watchAll(events: EcrEvents, prefix: string, enhanced: boolean): void {
  const tags = ['latest', 'v*'];
  for (const result of [EventResult.SUCCESS, EventResult.FAILURE, EventResult.ANY]) {
    events.onImagePushed(`${prefix}Pushed${result}`, { result, tags });
    events.onImageDeleted(`${prefix}Deleted${result}`, { result });
    events.onReferrerPushed(`${prefix}Referrer${result}`, { result, artifactMediaTypes: ['text/sbom+json'] });
    events.onReferrerDeleted(`${prefix}ReferrerDeleted${result}`, { result });
    events.onPullThroughCacheSynced(`${prefix}Synced${result}`, { result, tags });
  }
  events.onImageArchived(`${prefix}Archived`);
  events.onImageRestored(`${prefix}Restored`, { tags });
  events.onReplicated(`${prefix}Replicated`, { tags });
  events.onReplicationFailed(`${prefix}ReplicationFailed`);
  events.onRepositoryChanged(`${prefix}Changed`);
  events.onLifecycleRun(`${prefix}LifecycleRun`);
  events.onScanCompleted(`${prefix}Scanned`);
  events.onScanCompleted(`${prefix}ScannedHigh`, { minimumSeverity: Severity.HIGH, tags });
  if (!enhanced) events.onScanFailed(`${prefix}ScanFailed`, { tags });
  if (!enhanced) return;
  events.onScanFrequencyChanged(`${prefix}Frequency`, { frequencies: [ScanFrequency.CONTINUOUS] });
  events.onScanCompleted(`${prefix}ScannedOfAll`, { findingScope: FindingScope.ALL_MEMBERS });
  for (const status of Object.values(FindingStatus)) {
    events.onFinding(`${prefix}Finding${status}`, { statuses: [status], tags, fixAvailable: true, inUse: true });
  }
  events.onFinding(`${prefix}FindingOfAll`, { minimumSeverity: Severity.LOW, findingScope: FindingScope.ALL_MEMBERS });
}

test.each([
  ['basic', BASIC, { account: ACCOUNT, region: REGION }],
  ['enhanced', ENHANCED, { account: ACCOUNT, region: REGION }],
  ['enhanced', ENHANCED, undefined],
] as const)('does not report the event rules that this library creates under %s scanning', (name, scanning, env) => {
  const stack = new Stack(new App(), 'Stack', { env });
  const registry = new Registry(stack, 'Registry', { scanning });
  const api = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
  const sources = {
    Repository: RepositoryEvents.fromRepository(api),
    Registry: RegistryEvents.fromRegistry(registry),
    Some: RegistryEvents.fromRegistry(registry, { repositories: [api], repositoryPrefixes: ['team/'] }),
  };
  for (const [prefix, events] of Object.entries(sources)) watchAll(events, prefix, name === 'enhanced');
  sources.Registry.onRegistryChanged('AnythingChanged');
  const found = findingsOf(stack).filter(({ rule }) => rule === EcrRule.EVENT_PATTERN);
  expect(found).toEqual([]);
  Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', name === 'enhanced' ? 88 : 73);
});

test.each([BASIC, ENHANCED])(
  'the monitoring of this library has no findings except the cost of queries over all repositories',
  (scanning) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
    const registry = new Registry(stack, 'Registry', { scanning });
    const api = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
    const pager = new NotificationTopic(stack, 'Pager');
    const findings = new FindingMetrics(stack, 'Findings', { registry });
    const actions = { critical: [pager], warning: [pager] };
    const monitoring = new RegistryMonitoring(stack, 'Monitoring', { registry, findings, actions });
    monitoring.addQuietPulls('QuietPulls', { repositories: [api], quietFor: Duration.days(7) });
    monitoring.addQuietPushes('QuietPushes', { repositories: [api], quietFor: Duration.hours(12) });
    monitoring.addPullSurge('Surge', { pullCount: 1000 });
    monitoring.addPullSilence('Silence');
    expect(Object.keys(monitoring.alarms).length).toBeGreaterThan(8);
    expect(findingsOf(stack).map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'registryWideQuery Stack/Monitoring/Surge/Resource',
      'registryWideQuery Stack/Monitoring/Silence/Resource',
    ]);
  },
);
