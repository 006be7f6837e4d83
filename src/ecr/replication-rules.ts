import { FilterType } from './name-filter';
import { byText } from '../text/lists';

/** One wish: repositories whose names start with the prefix (all, if it is empty) go to the destination. */
export interface Replica {
  readonly account: string;
  readonly region: string;
  readonly prefix: string;
  /** Whether deletions at the source reach the destination. */
  readonly deleteReplication?: boolean;
}

/** Where images go. */
interface Destination {
  readonly account: string;
  readonly region: string;
}

/** A rule as the service has it: everything under any of the prefixes goes to all of the destinations. */
export interface ReplicationRule {
  readonly destinations: Destination[];
  /** Sorted; none is the start of another. Empty for all repositories. */
  readonly prefixes: string[];
  /** True if deletions at the source reach the destinations, and undefined otherwise. */
  readonly deleteReplication?: true;
}

/**
 * The fewest rules that say what the wishes say, in an order that does not depend on theirs.
 *
 * Wishes with and without replication of deletions never share a rule. Among either kind, wishes can be gathered by
 * destination or by prefix. Either way, no two rules have equal destinations or equal prefixes, and within a rule no
 * prefix is the start of another.
 */
export function mergeReplicas(replicas: readonly Replica[]): ReplicationRule[] {
  const mirrors = mergeAlike(replicas.filter(({ deleteReplication }) => deleteReplication));
  return [
    ...mergeAlike(replicas.filter(({ deleteReplication }) => !deleteReplication)),
    ...mirrors.map((rule): ReplicationRule => ({ ...rule, deleteReplication: true })),
  ];
}

/**
 * A wish that contradicts another one: both take the same repositories to the same destination, and only one of them
 * replicates deletions. Amazon ECR does not document which of two such rules applies.
 */
export function contradicting(replicas: readonly Replica[], wish: Replica): Replica | undefined {
  return replicas.find(
    (other) =>
      destinationOf(other) === destinationOf(wish) &&
      Boolean(other.deleteReplication) !== Boolean(wish.deleteReplication) &&
      (other.prefix.startsWith(wish.prefix) || wish.prefix.startsWith(other.prefix)),
  );
}

function mergeAlike(replicas: readonly Replica[]): ReplicationRule[] {
  const needed = replicas.filter((replica) => !replicas.some((other) => includes(other, replica)));
  const destinationBy = new Map(
    needed.map(({ account, region }): [string, Destination] => [
      destinationOf({ account, region }),
      { account, region },
    ]),
  );
  const byDestination = gather(needed, destinationOf, ({ prefix }) => prefix);
  const byPrefix = gather(needed, ({ prefix }) => prefix, destinationOf);
  const rules =
    byDestination.length <= byPrefix.length
      ? byDestination.map(({ keys, values }) => ({ destinations: keys, prefixes: values }))
      : byPrefix.map(({ keys, values }) => ({ destinations: values, prefixes: keys }));
  return rules
    .map(({ destinations, prefixes }) => ({
      destinations: destinations.map((key) => destinationBy.get(key)!),
      prefixes: prefixes.filter((prefix) => prefix !== ''),
    }))
    .sort((one, other) => byText(JSON.stringify(one), JSON.stringify(other)));
}

/** A rule as a template has it. */
export function templateRule({ destinations, prefixes, deleteReplication }: ReplicationRule): object {
  return {
    Destinations: destinations.map(({ account, region }) => ({ Region: region, RegistryId: account })),
    ...(prefixes.length > 0 && {
      RepositoryFilters: prefixes.map((prefix) => ({ Filter: prefix, FilterType: FilterType.REPLICATION })),
    }),
    ...(deleteReplication && { DeleteReplication: { Enabled: true } }),
  };
}

/** Whether the other wish is part of the first one and not equal to it. */
function includes(wide: Replica, narrow: Replica): boolean {
  return (
    destinationOf(wide) === destinationOf(narrow) &&
    wide.prefix !== narrow.prefix &&
    narrow.prefix.startsWith(wide.prefix)
  );
}

/** Groups the keys that have the same set of values. */
function gather(
  replicas: readonly Replica[],
  keyOf: (replica: Replica) => string,
  valueOf: (replica: Replica) => string,
): { keys: string[]; values: string[] }[] {
  const valuesByKey = new Map<string, Set<string>>();
  for (const replica of replicas) {
    const values = valuesByKey.get(keyOf(replica)) ?? new Set();
    valuesByKey.set(keyOf(replica), values.add(valueOf(replica)));
  }
  const groups = new Map<string, { keys: string[]; values: string[] }>();
  for (const [key, set] of valuesByKey) {
    const values = [...set].sort(byText);
    const id = JSON.stringify(values);
    groups.set(id, { keys: [...(groups.get(id)?.keys ?? []), key].sort(byText), values });
  }
  return [...groups.values()];
}

function destinationOf({ account, region }: Destination): string {
  return `${account}/${region}`;
}
