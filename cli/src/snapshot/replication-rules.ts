import type { RegistryFile } from './format';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';

/** A rule of the replication of a registry. */
export interface ReplicationRule {
  readonly destinations: readonly { readonly account: string; readonly region: string }[];
  /** The starts of the names that it replicates; empty for all names. */
  readonly prefixes: readonly string[];
}

/** The replication rules of a registry. */
export function replicationRules({ replicationConfiguration }: RegistryFile): ReplicationRule[] {
  return objectsIn(replicationConfiguration?.rules).map(({ destinations, repositoryFilters }) => ({
    destinations: objectsIn(destinations).map(({ registryId, region }) => ({
      account: String(registryId),
      region: String(region),
    })),
    prefixes: objectsIn(repositoryFilters).map(({ filter }) => String(filter)),
  }));
}

/** Whether a rule replicates a repository. */
export function replicates({ prefixes }: ReplicationRule, repositoryName: string): boolean {
  return prefixes.length === 0 || prefixes.some((prefix) => repositoryName.startsWith(prefix));
}

/** The objects of a list that a service answered. */
export function objectsIn(list: unknown): Json[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}
