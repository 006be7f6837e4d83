import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import type { AlarmSource } from './alarm-evaluation';
import { differentEnvironment } from '../../core/environment';
import { RepositorySelection } from '../../facades/repository-selection';
import { checkAtLeastOne, checkList, InvalidInputError } from '../../text/errors';
import { checkHas, checkProperties } from '../../text/kinds';
import type { FindingMetrics } from '../finding-metrics';
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

export function checkNotEmpty(source: AlarmSource, property: string, list: readonly unknown[]): void {
  checkAtLeastOne({ ...source, property }, list, 'entry', 'write enabled: false for no alarm');
}

/** Throws unless the findings of the alarm are those of the registry. */
export function checkFindings(
  source: AlarmSource,
  env: ResourceEnvironment,
  findings: FindingMetrics | undefined,
  options: DefaultAlarmOptions | undefined,
): void {
  if (!findings) {
    if (options) checkGiven(source, 'findings', 'write findings: new FindingMetrics(…)', options);
    return;
  }
  checkEnvironment(source, 'findings', findings.log.rule.env, env, 'whose scans they are of');
}

/** Throws unless events of the keys of the alarm arrive beside the registry. */
export function checkKeys(
  source: AlarmSource,
  env: ResourceEnvironment,
  keys: kms.IKeyRef[] | undefined,
  options: DefaultAlarmOptions | undefined,
): void {
  if (!keys) {
    if (options) checkGiven(source, 'repositoryKeys', 'give the keys of the repositories', options);
    return;
  }
  checkAtLeastOne({ ...source, property: 'repositoryKeys' }, keys, 'key', 'leave it out for no alarm');
  keys.forEach((key, index) =>
    checkEnvironment(source, `repositoryKeys[${index}]`, key.env, env, 'where its events arrive'),
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
function checkGiven(source: AlarmSource, property: string, remedy: string, { enabled }: DefaultAlarmOptions): void {
  if (enabled === false) return;
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
