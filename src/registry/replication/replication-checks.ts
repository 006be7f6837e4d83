import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import type { ReplicationOptions } from './replication-options';
import { review } from '../../core/review';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInFilterCount, REPLICATION_FILTERS } from '../../ecr/mistakes/filters';
import type { Mistake } from '../../ecr/mistakes/mistake';
import { errorOf, isWarning } from '../../ecr/mistakes/refuse';
import { mistakesInRegion } from '../../ecr/mistakes/regions';
import {
  mistakesInDestinationCount,
  mistakesInReplicationRuleCount,
  mistakesInRoute,
} from '../../ecr/mistakes/replication';
import { isNamespace } from '../../ecr/namespaces';
import type { Replica, ReplicationRule } from '../../ecr/replication-rules';
import { contradicting } from '../../ecr/replication-rules';
import type { IRegistry } from '../../facades/i-registry';
import { checkSettings } from '../../repository/check-settings';
import { InvalidInputError } from '../../text/errors';
import { checkHas, checkProperties } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import { checkReplicationPrefixes } from '../policy/statement-inputs';

const API = 'Registry.replicateTo';

/** Throws unless a destination is a registry. */
export function checkDestination(scope: IConstruct, destination: IRegistry): void {
  const place = { scope, api: 'Registry.replicateTo', property: 'destination' };
  const remedy =
    'give a Registry, or import one with Registry.fromRegistryAttributes(this, "Recovery", { account, region })';
  checkHas(place, destination, 'registryUri', 'be a registry', remedy);
}

/** Throws unless options are of the right kinds. */
export function checkReplicationOptions(scope: IConstruct, api: string, options: ReplicationOptions): void {
  checkProperties({ scope, api, property: 'options' }, options, 'write { repositoryPrefixes: ["team/"] }');
  if (options.settings !== undefined) checkSettings({ scope, api, at: 'settings' }, options.settings);
}

/** Throws unless images can go from the source's environment to the destination's. */
export function checkEnvironments(source: IConstruct, from: ResourceEnvironment, to: ResourceEnvironment): void {
  for (const [side, { account, region }] of Object.entries({ source: from, destination: to })) {
    if (isLiteral(account) && isLiteral(region)) continue;
    throw new InvalidInputError({
      scope: source,
      api: API,
      property: `environment of the ${side}`,
      found: `${account}/${region}`,
      must: 'be known at synthesis, because the other side is configured with it',
      remedy: 'give its stack an `env` with account and region',
    });
  }
  review(source, { api: API, property: 'destination' }, [
    ...mistakesInRoute(from, to),
    ...mistakesInRegion(EcrRule.REPLICATION_CONFIGURATION, to.region),
  ]);
}

/** Throws unless the destination's creation templates cover what is replicated. */
export function checkPrefixes(
  scope: IConstruct,
  api: string,
  { repositoryPrefixes: prefixes, rootTemplate }: ReplicationOptions,
): void {
  if (prefixes !== undefined) checkReplicationPrefixes(api, prefixes);
  if (rootTemplate) return;
  const found = prefixes ? prefixes.find((prefix) => !isNamespace(prefix)) : null;
  if (found === undefined) return;
  throw new InvalidInputError({
    scope,
    api,
    property: 'repositoryPrefixes',
    found: found ?? undefined,
    must: 'end in "/", because creation templates apply to namespaces, and others are covered by the template ROOT only',
    remedy: `${found === null ? 'name prefixes' : `write "${found}/"`}, or say rootTemplate: true`,
  });
}

/** Throws if a new wish and an earlier one take the same repositories to one destination, only one with deletions. */
export function checkDeleteReplication(
  scope: IConstruct,
  before: readonly Replica[],
  wishes: readonly Replica[],
): void {
  for (const wish of wishes) {
    const other = contradicting(before, wish);
    if (!other) continue;
    const [yes, no] = (wish.deleteReplication ? [wish, other] : [other, wish]).map(({ prefix }) => nameOf(prefix));
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'deleteReplication',
      found: Boolean(wish.deleteReplication),
      must:
        `be the same for overlapping prefixes to ${wish.account}/${wish.region}, because Amazon ECR does not document ` +
        `which rule applies: ${yes} has deleteReplication, and ${no} does not`,
      remedy: 'give both calls the same deleteReplication, or prefixes that do not overlap',
    });
  }
}

function nameOf(prefix: string): string {
  return prefix === '' ? 'the replication of all repositories' : `"${prefix}"`;
}

/** Throws if the wishes have more destinations than a registry may have. */
export function checkDestinations(scope: IConstruct, replicas: Replica[]): void {
  const { size } = new Set(replicas.map(({ account, region }) => `${account}/${region}`));
  review(scope, { api: API, property: 'number of destinations' }, mistakesInDestinationCount(size));
}

/** Errors for rules that the service would not take; only all of them together tell. Warns of too many for the schema. */
export function ruleErrors(scope: IConstruct, rules: ReplicationRule[]): string[] {
  const errors = (property: string, mistakes: Iterable<Mistake>) =>
    [...mistakes].map((mistake) => errorOf({ scope, api: API, property }, mistake).message);
  const inCount = [...mistakesInReplicationRuleCount(rules.length)];
  review(scope, { api: API, property: 'number of rules' }, inCount.filter(isWarning));
  return [
    ...errors(
      'number of rules',
      inCount.filter((mistake) => !isWarning(mistake)),
    ),
    ...rules.flatMap(({ prefixes, destinations }) => {
      const to = destinations.map(({ account, region }) => `${account}/${region}`).join(', ');
      return errors(`prefixes to ${to}`, mistakesInFilterCount(REPLICATION_FILTERS, prefixes.length));
    }),
  ];
}
