import { comparedProperties, declaredResources, propertiesIn } from './declared-resource';
import { ABSENT, existingResources, isUnread } from './existing-resource';
import type { ExistingResource } from './existing-resource';
import { matchRegistries } from './match-registries';
import { added, changed, declaredPlace, existingPlace, removed } from './reported-change';
import type { ChangedResource } from './reported-change';
import { notCompared, unknownValues } from './unknown';
import { compareValues } from './value-comparison';
import type { TemplateApp } from '../../../../src/templates/template-app';
import type { Json } from '../../../../src/text/json';
import { listed } from '../../../../src/text/lists';
import type { RegistryState } from '../../guard/inputs/guard-state';
import { isSame } from '../../in-use/reference';
import { registryName } from '../../snapshot/snapshot-images';
import type { ReportedChange, ReportedChanges } from '../model/reported-changes';

/** What differs, and how much of it a scheduled job fails for. */
export type Drift = Pick<ReportedChanges, 'resources' | 'driftCount' | 'unknown'>;

/** What registries have other than an app declares. What nobody declares is listed, and does not count. */
export function driftFromApp(app: TemplateApp, states: readonly RegistryState[]): Drift {
  const { pairs, missing, doubtful, undeclared } = matchRegistries(declaredResources(app), states);
  const counter = new DriftCounter();
  for (const [resource, existing] of pairs) {
    const { declared, existing: found } = comparedProperties(resource, existing);
    counter.compare(declaredPlace(resource, existing.registry), declared, found);
  }
  for (const [resource, registry] of missing) {
    const place = declaredPlace(resource, registry);
    const declared = propertiesIn(registry, resource);
    const { type, template } = resource;
    // A resource whose condition is not known may rightly be absent.
    if (template.condition !== undefined || isUnread(registry, type)) counter.unknownCount += 1;
    else if (type in ABSENT) counter.compare(place, declared, ABSENT[type]);
    else counter.miss(removed(place, declared));
  }
  return counter.result(undeclared, notCompared(doubtful));
}

/** What registries have other than they had. */
export function driftOfSnapshots(before: readonly RegistryState[], after: readonly RegistryState[]): Drift {
  const counter = new DriftCounter();
  const additions: ExistingResource[] = [];
  const unknown: string[] = [];
  const gone: string[] = [];
  for (const state of before) {
    const now = after.find(({ registry }) => isSame(registry, state.registry));
    if (now === undefined) {
      gone.push(registryName(state.registry));
      continue;
    }
    const left = new Map(existingResources(now).map((each) => [each.identity, each]));
    for (const old of existingResources(state)) {
      const found = left.get(old.identity);
      left.delete(old.identity);
      if (found) counter.compare(existingPlace(old), old.properties, found.properties);
      else if (isUnread(now.registry, old.type)) counter.unknownCount += 1;
      else counter.miss(removed(existingPlace(old), old.properties));
    }
    additions.push(...left.values());
  }
  if (gone.length > 0) unknown.push(`What ${listed(gone)} has now: the snapshot after does not have it`);
  return counter.result(additions, unknown);
}

class DriftCounter {
  public unknownCount = 0;
  private count = 0;
  private readonly resources: ReportedChange[] = [];

  public compare(place: ChangedResource, declared: Json, found: Json): void {
    const { changes, unknownCount } = compareValues(place.type, declared, found);
    const all = changed(place, changes);
    this.unknownCount += unknownCount;
    this.count += all.length;
    this.resources.push(...all);
  }

  public miss(change: ReportedChange): void {
    this.count += 1;
    this.resources.push(change);
  }

  public result(undeclared: readonly ExistingResource[], unknown: readonly string[]): Drift {
    return {
      resources: [...this.resources, ...undeclared.map((each) => added(existingPlace(each), each.properties))],
      driftCount: this.count,
      unknown: [...unknownValues(this.unknownCount), ...unknown],
    };
  }
}
