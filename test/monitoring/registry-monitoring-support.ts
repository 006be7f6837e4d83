import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { registryIn } from './support';
import { FindingMetrics } from '../../src/monitoring/finding-metrics';
import { NotificationTopic } from '../../src/monitoring/notification-topic';
import { RegistryMonitoring } from '../../src/monitoring/registry-monitoring';
import type { RegistryMonitoringProps } from '../../src/monitoring/registry-monitoring-props';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryKey } from '../../src/repository/repository-key';

/** The alarms that a registry has with defaults, and three more by what is given. */
export const USAGE = [
  'GetAuthorizationTokenUsage',
  'BatchCheckLayerAvailabilityUsage',
  'BatchGetImageUsage',
  'GetDownloadUrlForLayerUsage',
  'InitiateLayerUploadUsage',
  'UploadLayerPartUsage',
  'PutImageUsage',
];
/** The alarms that count events by default, with their options. */
export const EVENT_ALARMS = {
  ReplicationFailures: 'replicationFailures',
  PullThroughCacheFailures: 'pullThroughCacheFailures',
  RegistryChanges: 'registryChanges',
} as const;
export const DEFAULTS = ['ReplicationFailures', 'PullThroughCacheFailures', ...USAGE, 'RegistryChanges'];
export const ALL = ['CriticalFindings', ...DEFAULTS, 'RepositoryKeys', 'ArchivedImages'];

export const PAGER = 'arn:aws:sns:eu-west-1:111122223333:pager';
export const MAIL = 'arn:aws:sns:eu-west-1:111122223333:mail';

function actionTo(alarmActionArn: string): cloudwatch.IAlarmAction {
  return { bind: () => ({ alarmActionArn }) };
}

export function monitoringIn(stack: Stack, props: Partial<RegistryMonitoringProps> = {}): RegistryMonitoring {
  return new RegistryMonitoring(stack, 'Monitoring', {
    registry: props.registry ?? registryIn(stack, 'ENHANCED'),
    actions: { critical: [actionTo(PAGER)], warning: [actionTo(MAIL)] },
    ...props,
  });
}

/** Monitoring with everything that there is. */
export function everythingIn(stack: Stack): RegistryMonitoring {
  const registry = registryIn(stack, 'ENHANCED');
  const topic = new NotificationTopic(stack, 'Pager');
  const monitoring = monitoringIn(stack, {
    registry,
    actions: { critical: [topic], warning: [topic] },
    findings: new FindingMetrics(stack, 'Findings', { registry }),
    repositoryKeys: [new RepositoryKey(stack, 'Key')],
    archivedImages: {},
  });
  const repositories = ['api', 'web'].map((name) => new PrivateRepository(stack, name, { repositoryName: name }));
  monitoring.addQuietPulls('NoPulls', { repositories });
  monitoring.addQuietPushes('NoPushes', { repositories });
  monitoring.addPullSurge('Surge', { pullCount: 5_000 });
  monitoring.addPullSilence('Silence');
  return monitoring;
}

/** The properties of an alarm in the template. */
export function alarmOf(monitoring: RegistryMonitoring, name: string): Record<string, any> {
  const stack = Stack.of(monitoring);
  const logicalId = stack.getLogicalId(monitoring.alarms[name].node.defaultChild as cloudwatch.CfnAlarm);
  return Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')[logicalId].Properties;
}
