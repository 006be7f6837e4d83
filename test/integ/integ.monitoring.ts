import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Severity } from '../../src/ecr/events/severity';
import { RegistryEvents } from '../../src/facades/registry-events';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { EventLogTarget } from '../../src/monitoring/event-log-target';
import { FindingMetrics } from '../../src/monitoring/finding-metrics';
import { NotificationTopic } from '../../src/monitoring/notification-topic';
import { RegistryDashboard } from '../../src/monitoring/registry-dashboard';
import { RegistryMonitoring } from '../../src/monitoring/registry-monitoring';
import { ScanFindingNotifications } from '../../src/monitoring/scan-finding-notifications';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';

// Snapshots must not contain paths of a local machine.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });

const stack = new Stack(app, 'cdk-ecr-monitoring', { description: 'What is watched of a registry' });
const registry = new Registry(stack, 'Registry', {
  scanning: RegistryScanning.enhanced({ onPush: ['*'] }),
});
const repository = new PrivateRepository(stack, 'Api', {
  repositoryName: 'cdk-ecr-integ/monitored',
  encryption: RepositoryEncryption.customerManaged(registry.repositoryKey()),
  removalPolicy: RemovalPolicy.DESTROY,
});

const notifications = new NotificationTopic(stack, 'Notifications');
const findings = new FindingMetrics(stack, 'Findings', {
  registry,
  minimumSeverity: Severity.HIGH,
  perRepository: true,
  removalPolicy: RemovalPolicy.DESTROY,
});
new ScanFindingNotifications(stack, 'FindingNotifications', {
  registry,
  topic: notifications.topic,
  findingLog: findings.log,
  deadLetterQueue: findings.log.deadLetterQueue,
});

// All defaults, archived images, and one alarm of each kind that can be added.
const monitoring = new RegistryMonitoring(stack, 'Monitoring', {
  registry,
  findings,
  repositoryKeys: [registry.repositoryKey()],
  archivedImages: {},
  actions: { critical: [notifications], warning: [notifications] },
  removalPolicy: RemovalPolicy.DESTROY,
});
monitoring.addQuietPulls('ApiNotPulled', { repositories: [repository], quietFor: Duration.days(2) });
monitoring.addQuietPushes('NothingPushed', { repositoryPrefixes: ['cdk-ecr-integ/'], quietFor: Duration.days(7) });

// Events of a repository and of a prefix, sent to an existing log.
const target = new EventLogTarget(monitoring.logGroup!, { deadLetterQueue: findings.log.deadLetterQueue });
repository.events.onImagePushed('Pushed', { tags: ['v*'], target });
RegistryEvents.fromRegistry(registry, { repositoryPrefixes: ['cdk-ecr-integ/'] }).onImageDeleted('Deleted', { target });

new RegistryDashboard(stack, 'Dashboard', {
  registry,
  otherRegistries: [
    Registry.fromRegistryAttributes(stack, 'Elsewhere', { account: '444455556666', region: 'eu-west-1' }),
  ],
  monitoring: [monitoring],
  findingMetrics: [findings],
});

new IntegTest(app, 'Monitoring', { testCases: [stack] });
