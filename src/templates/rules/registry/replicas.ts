import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { Place } from '../environments';
import { isSamePlace, placeOf, resourcesIn } from '../environments';
import { filtersOf } from './repository-filters';
import { namesOf } from './repository-names';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { known, membersOf } from '../list-items';

export const RULES = 'ReplicationConfiguration.Rules';

/** A destination of a configuration, with the prefixes that are replicated to it. */
export interface ReplicaTarget extends Place {
  /** The first place in the configuration that names it. */
  readonly at: string;
  /** The prefixes of names of repositories. The empty prefix is for all. */
  readonly prefixes: string[];
}

/** The rules of a configuration. */
export function replicationRules(configuration: TemplateResource) {
  return membersOf(configuration.property(RULES), `Properties/${RULES.replace('.', '/')}`);
}

/** The known destinations other than the registry itself, each once. */
export function targetsOf(configuration: TemplateResource): ReplicaTarget[] {
  const own = placeOf(configuration.stack);
  const targets = new Map<string, ReplicaTarget>();
  for (const rule of replicationRules(configuration).all) {
    const prefixes = prefixesOf(
      filtersOf(rule).all.map(({ json }) => json.Filter),
      rule.json.RepositoryFilters,
    );
    for (const { at, json } of membersOf(rule.json.Destinations, `${rule.at}/Destinations`).all) {
      const [account, region] = [known(json.RegistryId), known(json.Region)];
      if (account === undefined || region === undefined) continue;
      if (account === own.account && region === own.region) continue;
      const key = `${account}/${region}`;
      const target = targets.get(key) ?? { at, account, region, prefixes: [] };
      target.prefixes.push(...prefixes.filter((prefix) => !target.prefixes.includes(prefix)));
      targets.set(key, target);
    }
  }
  return [...targets.values()];
}

function prefixesOf(filters: unknown[], list: unknown): string[] {
  // Without filters, everything is replicated. An empty list is refused.
  if (list === undefined || list === null) return [''];
  return filters.flatMap((filter) => known(filter) ?? []);
}

/** Whether the configuration has unresolved destinations or filters. */
export function isUnresolved(configuration: TemplateResource): boolean {
  return hasHole(configuration.property(RULES));
}

/**
 * The names of the repositories of the app under a replicated prefix. Undefined if the app declares none, or if an
 * unresolved name may be under the prefix.
 */
export function replicatedNames(
  app: TemplateApp,
  configuration: TemplateResource,
  prefix: string,
): string[] | undefined {
  const names = app
    .sameEnvironment(configuration, ResourceType.REPOSITORY)
    .map((each) => each.property('RepositoryName'));
  const under = names.flatMap((name) => known(name) ?? []).filter((name) => name.startsWith(prefix));
  const later = names.some((name) => hasHole(name) || (prefix === '' && known(name) === undefined));
  return later || under.length === 0 ? undefined : under;
}

/** The names of the repositories that the app declares in a place. */
export function namesIn(app: TemplateApp, place: Place): string[] {
  return resourcesIn(app, ResourceType.REPOSITORY, place).flatMap(
    (each) => known(each.property('RepositoryName')) ?? [],
  );
}

/**
 * Whether a repository, or each repository of a creation template, is certainly at a destination of replication in the app,
 * under a replicated prefix.
 */
export function isReplica(resource: TemplateResource, app: TemplateApp): boolean {
  const place = placeOf(resource.stack);
  const names = namesOf(resource);
  return app
    .resourcesOf(ResourceType.REPLICATION_CONFIGURATION)
    .flatMap(targetsOf)
    .filter((target) => isSamePlace(target, place))
    .some(({ prefixes }) => prefixes.some((prefix) => names?.startsWith(prefix) ?? prefix === ''));
}
