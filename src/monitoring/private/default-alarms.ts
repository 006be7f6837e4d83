import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { DefaultAlarm } from './default-alarm';
import { keyPattern } from './key-pattern';
import { checkFindings, checkKeys, checkOperations } from './monitoring-checks';
import { RegistryChange } from '../../ecr/events/configuration-change';
import { EventResult } from '../../ecr/events/event-enums';
import { Severity } from '../../ecr/events/severity';
import { RegistryOperation } from '../../ecr/registry-operation';
import { RegistryMetrics } from '../../facades/registry-metrics';
import { AlarmSeverity } from '../monitoring-actions';

/** All operations but CompleteLayerUpload: each upload that ends has begun under the same quota. */
const USAGE_OPERATIONS = RegistryOperation.all.filter((each) => each !== RegistryOperation.COMPLETE_LAYER_UPLOAD);
const POLICED_CHANGES = [RegistryChange.POLICY, RegistryChange.REPLICATION, RegistryChange.SCANNING];

/** The alarms that a registry has by default, and those that a property asks for. */
export const DEFAULT_ALARMS: readonly DefaultAlarm[] = [
  {
    name: 'CriticalFindings',
    option: 'criticalFindings',
    severity: AlarmSeverity.CRITICAL,
    threshold: ['eventCount', 1],
    text: 'Scans found critical vulnerabilities in images',
    check: checkFindings,
    applies: ({ findings }) => findings !== undefined,
    metric: ({ findings }, period) => findings!.metric(Severity.CRITICAL, { period }),
    where: ({ findings }) => `they are in the log group ${findings!.log.logGroup.logGroupName}`,
  },
  {
    name: 'ReplicationFailures',
    option: 'replicationFailures',
    severity: AlarmSeverity.CRITICAL,
    threshold: ['eventCount', 1],
    text: 'Images could not be replicated to this registry',
    rule: (source, id, options) => source.events.onReplicationFailed(id, options),
    failure: 'Replication to this registry',
  },
  {
    name: 'PullThroughCacheFailures',
    option: 'pullThroughCacheFailures',
    threshold: ['eventCount', 1],
    text: 'Images could not be copied from the upstream of a pull-through cache',
    rule: (source, id, options) =>
      source.events.onPullThroughCacheSynced(id, { ...options, result: EventResult.FAILURE }),
    failure: 'Pull-through caches',
  },
  ...RegistryOperation.all.map(usageAlarm),
  {
    name: 'RegistryChanges',
    option: 'registryChanges',
    threshold: ['eventCount', 1],
    text: 'The configuration of the registry was changed',
    rule: (source, id, options, { registryChanges: { changes = POLICED_CHANGES } = {} }) =>
      source.events.onRegistryChanged(id, { ...options, changes }),
  },
  {
    name: 'RepositoryKeys',
    option: 'repositoryKeyChanges',
    severity: AlarmSeverity.CRITICAL,
    threshold: ['eventCount', 1],
    text: 'A key of repositories was disabled or scheduled for deletion',
    check: checkKeys,
    applies: ({ repositoryKeys }) => repositoryKeys !== undefined,
    rule: ({ scope }, id, { ruleName, target, description }, { registry, repositoryKeys }) =>
      new events.Rule(scope, id, {
        ruleName,
        description,
        eventPattern: keyPattern(registry.env, repositoryKeys!),
        targets: target && [target],
      }),
  },
  {
    name: 'ArchivedImages',
    option: 'archivedImages',
    threshold: ['eventCount', 1],
    text: 'Images were archived and cannot be pulled until they are restored',
    applies: ({ archivedImages }) => archivedImages !== undefined,
    rule: (source, id, options) => source.events.onImageArchived(id, options),
  },
];

function usageAlarm(operation: RegistryOperation): DefaultAlarm {
  const { operationName } = operation;
  return {
    name: `${operationName}Usage`,
    option: 'apiUsage',
    threshold: ['usagePercent', 80],
    evaluation: { period: Duration.minutes(1), evaluationPeriods: 5, datapointsToAlarm: 3 },
    text: `Calls of ${operationName} use up their quota, beyond which they are throttled`,
    check: checkOperations,
    applies: ({ apiUsage: { operations = USAGE_OPERATIONS } = {} }) =>
      operations.some((each) => each.operationName === operationName),
    metric: ({ registry }, period) => RegistryMetrics.fromRegistry(registry).quotaUsage(operation, { period }),
  };
}
