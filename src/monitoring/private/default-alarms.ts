import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { checkCount, checkedEvaluation, checkPercent } from './alarm-evaluation';
import { keyPattern } from './key-pattern';
import { MissingData } from './monitoring-alarm';
import { checkFindings, checkKeys, checkNotEmpty } from './monitoring-checks';
import type { RegistryAlarms } from './registry-alarms';
import { RegistryChange } from '../../ecr/events/configuration-change';
import { EventResult } from '../../ecr/events/event-enums';
import { Severity } from '../../ecr/events/severity';
import { RegistryOperation } from '../../ecr/registry-operation';
import { RegistryMetrics } from '../../facades/registry-metrics';
import { AlarmSeverity } from '../monitoring-actions';
import type { RegistryMonitoringProps } from '../registry-monitoring-props';

/** All operations but CompleteLayerUpload: each upload that ends has begun under the same quota. */
const USAGE_OPERATIONS = RegistryOperation.all.filter((each) => each !== RegistryOperation.COMPLETE_LAYER_UPLOAD);
/** Alarms on images that did not arrive, by their names. */
export enum FailureAlarm {
  REPLICATION = 'ReplicationFailures',
  PULL_THROUGH_CACHE = 'PullThroughCacheFailures',
}

const POLICED_CHANGES = [RegistryChange.POLICY, RegistryChange.REPLICATION, RegistryChange.SCANNING];

/** Adds the alarms that a registry has by default, and those that a property asks for. */
export function addDefaultAlarms(watch: RegistryAlarms, scope: Construct, props: RegistryMonitoringProps): void {
  addCriticalFindings(watch, props);
  addFailures(watch, props);
  addApiUsage(watch, props);
  addRegistryChanges(watch, props);
  addRepositoryKeys(watch, scope, props);
  addArchivedImages(watch, props);
}

function addCriticalFindings(watch: RegistryAlarms, { registry, findings, criticalFindings }: RegistryMonitoringProps) {
  const source = watch.source('criticalFindings');
  checkFindings(source, registry.env, findings, criticalFindings);
  const { eventCount = 1, severity = AlarmSeverity.CRITICAL, enabled = true } = criticalFindings ?? {};
  if (!findings || !enabled) return;
  checkCount(source, 'eventCount', eventCount);
  const evaluation = checkedEvaluation(source, criticalFindings ?? {});
  const { logGroupName } = findings.log.logGroup;
  watch.add('CriticalFindings', {
    metric: findings.metric(Severity.CRITICAL, { period: evaluation.period }),
    threshold: eventCount,
    evaluation,
    missing: MissingData.NOTHING_HAPPENED,
    severity,
    text: `Scans found critical vulnerabilities in images; they are in the log group ${logGroupName}`,
  });
}

function addFailures(watch: RegistryAlarms, props: RegistryMonitoringProps) {
  const { replicationFailures = {}, pullThroughCacheFailures = {} } = props;
  watch.addEventAlarm(FailureAlarm.REPLICATION, {
    what: 'replicationFailures',
    options: replicationFailures,
    severity: AlarmSeverity.CRITICAL,
    text: 'Images could not be replicated to this registry',
    rule: (id, options) => watch.events('replicationFailures').onReplicationFailed(id, options),
  });
  watch.addEventAlarm(FailureAlarm.PULL_THROUGH_CACHE, {
    what: 'pullThroughCacheFailures',
    options: pullThroughCacheFailures,
    severity: AlarmSeverity.WARNING,
    text: 'Images could not be copied from the upstream of a pull-through cache',
    rule: (id, options) =>
      watch
        .events('pullThroughCacheFailures')
        .onPullThroughCacheSynced(id, { ...options, result: EventResult.FAILURE }),
  });
}

function addApiUsage(watch: RegistryAlarms, { registry, apiUsage = {} }: RegistryMonitoringProps) {
  const source = watch.source('apiUsage');
  const { usagePercent = 80, operations = USAGE_OPERATIONS, severity = AlarmSeverity.WARNING } = apiUsage;
  if (apiUsage.enabled === false) return;
  checkNotEmpty(source, 'operations', operations);
  checkPercent(source, 'usagePercent', usagePercent);
  const defaults = { period: Duration.minutes(1), evaluationPeriods: 5, datapointsToAlarm: 3 };
  const evaluation = checkedEvaluation(source, apiUsage, defaults);
  const metrics = RegistryMetrics.fromRegistry(registry);
  for (const operation of new Set(operations)) {
    watch.add(`${operation.operationName}Usage`, {
      metric: metrics.quotaUsage(operation, { period: evaluation.period }),
      threshold: usagePercent,
      evaluation,
      missing: MissingData.NOTHING_HAPPENED,
      severity,
      text: `Calls of ${operation.operationName} use up their quota, beyond which they are throttled`,
    });
  }
}

function addRegistryChanges(watch: RegistryAlarms, { registryChanges = {} }: RegistryMonitoringProps) {
  const { changes = POLICED_CHANGES } = registryChanges;
  watch.addEventAlarm('RegistryChanges', {
    what: 'registryChanges',
    options: registryChanges,
    severity: AlarmSeverity.WARNING,
    text: 'Somebody has changed the configuration of the registry',
    rule: (id, options) => watch.events('registryChanges').onRegistryChanged(id, { ...options, changes }),
  });
}

function addRepositoryKeys(watch: RegistryAlarms, scope: Construct, props: RegistryMonitoringProps) {
  const { registry, repositoryKeys, repositoryKeyChanges } = props;
  checkKeys(watch.source('repositoryKeyChanges'), registry.env, repositoryKeys, repositoryKeyChanges);
  if (!repositoryKeys) return;
  watch.addEventAlarm('RepositoryKeys', {
    what: 'repositoryKeyChanges',
    options: repositoryKeyChanges ?? {},
    severity: AlarmSeverity.CRITICAL,
    text: 'Somebody has disabled a key of repositories or scheduled it for deletion',
    rule: (id, { ruleName, target, description }) =>
      new events.Rule(scope, id, {
        ruleName,
        description,
        eventPattern: keyPattern(registry.env, repositoryKeys),
        targets: target && [target],
      }),
  });
}

function addArchivedImages(watch: RegistryAlarms, { archivedImages }: RegistryMonitoringProps) {
  if (!archivedImages) return;
  watch.addEventAlarm('ArchivedImages', {
    what: 'archivedImages',
    options: archivedImages,
    severity: AlarmSeverity.WARNING,
    text: 'Images were archived and cannot be pulled until they are restored',
    rule: (id, options) => watch.events('archivedImages').onImageArchived(id, options),
  });
}
