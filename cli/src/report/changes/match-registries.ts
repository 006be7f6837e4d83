import { filledIn, placeOf } from './declared-resource';
import { existingResources } from './existing-resource';
import type { ExistingResource } from './existing-resource';
import { addTo } from '../../../../src/text/lists';
import { identityOf, namePropertyOf } from '../../compare/resource-identity';
import type { GuardedResource } from '../../guard/changes/guarded-resource';
import type { RegistryState } from '../../guard/inputs/guard-state';
import { isIn } from '../../in-use/reference';
import type { RegistryFile } from '../../snapshot/format';

/** Why it is not known whether a registry has a declared resource. */
export enum Doubt {
  /** No snapshot has the registry. */
  REGISTRY = 'registry',
  /** The account or the region is not known, and no registry or several have the name. */
  PLACE = 'place',
  /** CloudFormation makes the name, or only the deployment knows it. */
  NAME = 'name',
}

/** Declared resources and what registries have. */
export interface RegistryMatches {
  readonly pairs: readonly (readonly [declared: GuardedResource, existing: ExistingResource])[];
  /** What a registry that is there does not have. */
  readonly missing: readonly (readonly [declared: GuardedResource, registry: RegistryFile])[];
  readonly doubtful: readonly (readonly [declared: GuardedResource, doubt: Doubt])[];
  readonly undeclared: readonly ExistingResource[];
}

/** Finds what is declared in registries: by the stack that owns a repository, or else by its name. */
export function matchRegistries(
  declared: readonly GuardedResource[],
  states: readonly RegistryState[],
): RegistryMatches {
  const registries = states.map((state) => new KnownRegistry(state));
  const pairs: [GuardedResource, ExistingResource][] = [];
  const missing: [GuardedResource, RegistryFile][] = [];
  const doubtful: [GuardedResource, Doubt][] = [];
  const taken = new Set<ExistingResource>();
  for (const each of declared) {
    const place = placeOf(each);
    const candidates = registries.filter(({ registry }) => isIn(place, registry));
    const found = candidates.flatMap((candidate) => candidate.find(each) ?? []);
    const isPlaced = place.account !== undefined && place.region !== undefined;
    if (found.length === 1) {
      pairs.push([each, found[0]]);
      taken.add(found[0]);
    } else if (candidates.length === 0) {
      doubtful.push([each, Doubt.REGISTRY]);
    } else if (!isPlaced) {
      doubtful.push([each, Doubt.PLACE]);
    } else if (candidates[0].identityOf(each) === undefined) {
      doubtful.push([each, Doubt.NAME]);
    } else {
      missing.push([each, candidates[0].registry]);
    }
  }
  const undeclared = registries.flatMap(({ all }) => all).filter((each) => !taken.has(each));
  return { pairs, missing, doubtful, undeclared };
}

/** A registry whose resources are found by what tells them apart. */
class KnownRegistry {
  public readonly registry: RegistryFile;
  public readonly all: readonly ExistingResource[];
  private readonly byIdentity: ReadonlyMap<string, ExistingResource>;
  private readonly byOwner = new Map<string, ExistingResource[]>();

  public constructor(state: RegistryState) {
    this.registry = state.registry;
    this.all = existingResources(state);
    this.byIdentity = new Map(this.all.map((each) => [each.identity, each]));
    for (const each of this.all) {
      const { stackName, logicalId } = each.owner ?? {};
      if (logicalId !== undefined) addTo(this.byOwner, `${stackName} ${logicalId} ${each.type}`, each);
    }
  }

  public identityOf(declared: GuardedResource): string | undefined {
    const { type, properties } = declared;
    const property = namePropertyOf(type);
    // The other properties take time, and do not identify it.
    const name = property === undefined ? {} : { [property]: properties[property] };
    return identityOf(type, filledIn(this.registry, name));
  }

  public find(declared: GuardedResource): ExistingResource | undefined {
    const identity = this.identityOf(declared);
    if (identity !== undefined) return this.byIdentity.get(identity);
    const [owned, ...others] = this.byOwner.get(`${declared.stackName} ${declared.logicalId} ${declared.type}`) ?? [];
    return others.length === 0 ? owned : undefined;
  }
}
