import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import type { AlarmSource } from './alarm-evaluation';
import { differentEnvironment } from '../../core/environment';
import { RepositorySelection } from '../../facades/repository-selection';
import { checkAtLeastOne, checkList, InvalidInputError } from '../../text/errors';
import { checkHas, checkProperties } from '../../text/kinds';
import type { DefaultAlarmOptions } from '../monitoring-alarm-options';
import type { RegistryMonitoringProps } from '../registry-monitoring-props';

/** The most metrics that an alarm can have in one expression. */
const METRICS_OF_EXPRESSION = 10;

/** Throws unless a registry is monitored, and actions are given in lists. */
export function checkMonitoringKinds(scope: IConstruct, props: RegistryMonitoringProps): void {
  const at = (property: string) => ({ scope, api: 'RegistryMonitoring', property });
  checkProperties(at('props'), props, 'write { registry: …, actions: { critical: […] } }');
  const { registry, actions } = props;
  checkHas(at('registry'), registry, 'registryUri', 'be a registry', 'give the Registry');
  checkProperties(at('actions'), actions, 'write { critical: [NotificationTopic.actionFor(topic)] }');
  for (const severity of ['critical', 'warning'] as const) {
    if (actions[severity] !== undefined) checkList(at(`actions.${severity}`), actions[severity]);
  }
}

/** Throws if no operation is watched, unless the alarms are switched off. */
export function checkOperations(
  source: AlarmSource,
  { apiUsage: { operations, enabled } = {} }: RegistryMonitoringProps,
): void {
  if (enabled === false) return;
  checkAtLeastOne({ ...source, property: 'operations' }, operations, 'entry', 'write enabled: false for no alarm');
}

/** Throws unless the findings of the alarm are those of the registry. */
export function checkFindings(source: AlarmSource, props: RegistryMonitoringProps): void {
  const { registry, findings, criticalFindings } = props;
  if (!findings) return checkGiven(source, 'findings', 'write findings: new FindingMetrics(…)', criticalFindings);
  checkEnvironment(source, 'findings', findings.log.rule.env, registry.env, 'whose scans they are of');
}

/** Throws unless events of the keys of the alarm arrive beside the registry. */
export function checkKeys(source: AlarmSource, props: RegistryMonitoringProps): void {
  const { registry, repositoryKeys: keys, repositoryKeyChanges } = props;
  if (!keys) return checkGiven(source, 'repositoryKeys', 'give the keys of the repositories', repositoryKeyChanges);
  checkAtLeastOne({ ...source, property: 'repositoryKeys' }, keys, 'key', 'leave it out for no alarm');
  keys.forEach((key, index) =>
    checkEnvironment(source, `repositoryKeys[${index}]`, key.env, registry.env, 'where its events arrive'),
  );
}

/** Throws unless an alarm can add up the pulls of repositories. */
export function checkQuietRepositories(
  source: AlarmSource,
  env: ResourceEnvironment,
  repositories: ecr.IRepositoryRef[],
): void {
  if (repositories.length < 1 || repositories.length > METRICS_OF_EXPRESSION) {
    throw new InvalidInputError({
      ...source,
      property: 'repositories',
      found: `${repositories.length} repositories`,
      must: `be 1 to ${METRICS_OF_EXPRESSION}, because an alarm has at most ${METRICS_OF_EXPRESSION} metrics in one expression`,
      remedy: 'add an alarm for each part of them',
    });
  }
  RepositorySelection.check(source.api, source.scope, env, repositories, undefined);
}

/** Throws for options of an alarm that does not exist: they would have no effect. */
function checkGiven(source: AlarmSource, property: string, remedy: string, options?: DefaultAlarmOptions): void {
  if (options === undefined || options.enabled === false) return;
  throw new InvalidInputError({
    ...source,
    property,
    found: undefined,
    must: 'be given for this alarm',
    remedy: `${remedy}, or leave the alarm out`,
  });
}

function checkEnvironment(
  source: AlarmSource,
  property: string,
  found: ResourceEnvironment,
  env: ResourceEnvironment,
  why: string,
): void {
  if (!differentEnvironment(found, env)) return;
  throw new InvalidInputError({
    ...source,
    property,
    found: `${found.account}/${found.region}`,
    must: `be of ${env.account}/${env.region}, ${why}`,
    remedy: 'monitor each registry by itself',
  });
}
