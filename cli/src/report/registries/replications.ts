import type { GatheredRegistry, GatheredRepository } from './gathered-registry';
import { objectsIn } from './gathered-registry';
import type { Gathering } from './gathering';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { hasHole, isKnownText, readable } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import { replicates } from '../../snapshot/replication-rules';

/** What a registry replicates to another one. */
export interface Replication {
  readonly to: GatheredRegistry;
  /** The starts of names. It is empty for all names. */
  readonly prefixes: readonly string[];
}

/** The replications of registries. They make known the registries that are destinations only. */
export class Replications {
  private readonly from = new Map<GatheredRegistry, Replication[]>();
  private readonly incoming = new Map<GatheredRegistry, Replication[]>();

  public constructor(gathering: Gathering) {
    for (const registry of gathering.registries) this.addFrom(registry, gathering);
  }

  /** What a registry replicates: each destination once. */
  public of(registry: GatheredRegistry): readonly Replication[] {
    return this.from.get(registry) ?? [];
  }

  /** The registries that have the replicas of a repository. */
  public replicasOf(registry: GatheredRegistry, repository: GatheredRepository): GatheredRegistry[] {
    return this.of(registry)
      .filter((replication) => isReplicated(replication, repository))
      .map(({ to }) => to);
  }

  /** Whether another registry of the report replicates to a repository. */
  public isReplica(registry: GatheredRegistry, repository: GatheredRepository): boolean {
    return (this.incoming.get(registry) ?? []).some((replication) => isReplicated(replication, repository));
  }

  private addFrom(registry: GatheredRegistry, gathering: Gathering): void {
    const [configuration] = registry.settingsOf(ResourceType.REPLICATION_CONFIGURATION);
    const { ReplicationConfiguration: replication } = configuration?.properties ?? {};
    const prefixes = new Map<GatheredRegistry, Set<string>>();
    for (const rule of objectsIn(isObject(replication) ? replication.Rules : undefined)) {
      for (const { RegistryId: account, Region: region } of objectsIn(rule.Destinations)) {
        const place = {
          ...(account !== undefined && isKnownText(String(account)) && { account: String(account) }),
          ...(isKnownText(region) && { region }),
        };
        const to = gathering.destinationOf(configuration, place, readable(`${String(account)}/${String(region)}`));
        if (to === registry) continue;
        const all = prefixes.get(to) ?? new Set();
        prefixes.set(to, all);
        for (const prefix of prefixesOf(rule.RepositoryFilters)) all.add(prefix);
      }
    }
    const found = [...prefixes].map(([to, all]) => ({ to, prefixes: all.has('') ? [] : [...all].sort() }));
    this.from.set(registry, found);
    for (const each of found) this.incoming.set(each.to, [...(this.incoming.get(each.to) ?? []), each]);
  }
}

/** The prefixes of a rule. The empty one stands for all names. */
function prefixesOf(filters: unknown): string[] {
  const found = objectsIn(filters);
  if (found.length === 0) return [hasHole(filters) ? readable(filters) : ''];
  return found.map(({ Filter: filter }) => readable(filter));
}

/** Whether a rule replicates a repository. Of a name that is not known, only a rule for all names is sure to. */
function isReplicated({ prefixes }: Replication, { name, isNamed, isPublic }: GatheredRepository): boolean {
  if (isPublic) return false;
  return isNamed ? replicates({ prefixes, destinations: [] }, name) : prefixes.length === 0;
}
