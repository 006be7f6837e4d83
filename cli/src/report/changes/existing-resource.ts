import { ResourceType } from '../../../../src/ecr/resource-type';
import { hasHole } from '../../../../src/text/holes';
import type { Json } from '../../../../src/text/json';
import { actionsReading } from '../../check/deployed-resources';
import { repositoryOf, settingsOf } from '../../compare/registry-resources';
import { identityOf } from '../../compare/resource-identity';
import type { RegistryState } from '../../guard/inputs/guard-state';
import type { OwningStack, RegistryFile } from '../../snapshot/format';
import type { SnapshotDirectory } from '../../snapshot/snapshot-directory';

/** Something that a registry has. */
export interface ExistingResource {
  readonly registry: RegistryFile;
  readonly type: string;
  readonly properties: Json;
  readonly identity: string;
  /** The stack that owns it, by its tags. */
  readonly owner?: OwningStack;
}

/** The registries of snapshots with what they have. */
export async function registryStates(snapshots: readonly SnapshotDirectory[]): Promise<RegistryState[]> {
  const states: RegistryState[] = [];
  for (const snapshot of snapshots) {
    const repositories = [];
    for await (const repository of snapshot.repositories()) repositories.push(repository);
    states.push({ registry: snapshot.registry, repositories });
  }
  return states;
}

/** All that a registry has. Parts that could not be read are holes. */
export function existingResources({ registry, repositories }: RegistryState): ExistingResource[] {
  const all = [
    ...settingsOf(registry).map((resource) => ({ resource, owner: undefined })),
    ...repositories.map((repository) => ({
      resource: repositoryOf(repository, unreadOf(registry, repository.repositoryName)),
      owner: repository.stack,
    })),
  ];
  return all.flatMap(({ resource: { Type: type, Properties: properties }, owner }) => {
    const identity = identityOf(type, properties);
    return identity === undefined || hasHole(identity) ? [] : [{ registry, type, properties, identity, owner }];
  });
}

/** Whether a call was refused that reads what the registry has of a type, so that nothing is known to be missing. */
export function isUnread({ unread }: RegistryFile, type: string): boolean {
  const actions = actionsReading(type);
  return unread.some(({ action, of }) => of === undefined && actions.includes(action));
}

/** What a setting is that the registry does not have: every registry has one of these. */
export const ABSENT: Readonly<Record<string, Json>> = {
  [ResourceType.SCANNING_CONFIGURATION]: { ScanType: 'BASIC' },
  [ResourceType.REPLICATION_CONFIGURATION]: {},
  [ResourceType.SIGNING_CONFIGURATION]: {},
};

function unreadOf({ unread }: RegistryFile, name: string) {
  return unread.filter(({ of }) => of === undefined || of === name);
}
