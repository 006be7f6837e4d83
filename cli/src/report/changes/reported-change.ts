import type { ExistingResource } from './existing-resource';
import { isConcretePlace } from '../../../../src/ecr/environments';
import { readable } from '../../../../src/text/holes';
import type { Json } from '../../../../src/text/json';
import { byText } from '../../../../src/text/lists';
import type { PropertyChange } from '../../compare/property-changes';
import { propertyChanges } from '../../compare/property-changes';
import { namePropertyOf } from '../../compare/resource-identity';
import type { GuardedResource } from '../../guard/changes/guarded-resource';
import { SUBJECTS } from '../../guard/changes/subjects';
import { registryName } from '../../snapshot/snapshot-images';
import { ResourceChangeKind } from '../model/reported-changes';
import type { ReportedChange } from '../model/reported-changes';

/** What tells people which resource changes. */
export type ChangedResource = Pick<ReportedChange, 'registry' | 'type' | 'name' | 'path'>;

/** A declared resource, in the registry that has it, if that is known. */
export function declaredPlace(resource: GuardedResource, registry?: ExistingResource['registry']): ChangedResource {
  const { type, stack, path, properties } = resource;
  const { account, region } = stack;
  const isKnown = isConcretePlace({ account, region });
  return {
    registry: registry ? registryName(registry) : isKnown ? `${account}/${region}` : stack.outermost.path,
    type,
    name: nameIn(type, properties) ?? path,
    path,
  };
}

/** A resource of a registry. */
export function existingPlace({ registry, type, properties }: ExistingResource): ChangedResource {
  return { registry: registryName(registry), type, name: nameIn(type, properties) ?? '' };
}

/** A resource that comes. */
export function added(place: ChangedResource, properties: Json): ReportedChange {
  return reported(ResourceChangeKind.ADDED, place, propertyChanges(place.type, {}, properties));
}

/** A resource that goes. */
export function removed(place: ChangedResource, properties: Json): ReportedChange {
  return reported(ResourceChangeKind.REMOVED, place, propertyChanges(place.type, properties, {}));
}

/** A resource whose values differ; none if they do not. */
export function changed(place: ChangedResource, changes: readonly PropertyChange[]): ReportedChange[] {
  return changes.length === 0 ? [] : [reported(ResourceChangeKind.CHANGED, place, changes)];
}

/** Changes in the order of the page: by registry, type and name. */
export function inOrder(changes: readonly ReportedChange[]): ReportedChange[] {
  return [...changes].sort(
    (one, other) =>
      byText(one.registry, other.registry) || byText(one.type, other.type) || byText(one.name, other.name),
  );
}

function reported(
  kind: ResourceChangeKind,
  place: ChangedResource,
  changes: readonly PropertyChange[],
): ReportedChange {
  return {
    kind,
    ...place,
    properties: changes.map(({ path, before, after }) => ({
      path,
      ...(before !== undefined && { before: textOf(before) }),
      ...(after !== undefined && { after: textOf(after) }),
    })),
  };
}

function textOf(value: unknown): string {
  return readable(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2));
}

/** The name of a resource, or what a registry has once in words. */
function nameIn(type: string, properties: Json): string | undefined {
  const property = namePropertyOf(type);
  if (property === undefined) return SUBJECTS[type]?.words.replace(/^The /, '');
  const name = properties[property];
  return typeof name === 'string' && name !== '' ? readable(name) : undefined;
}
