import { keyOf } from './place';
import type { Place } from './place';
import { addTo } from '../../../../src/text/lists';
import { repositoryId } from '../../check/snapshot-input';
import { isIn } from '../../in-use/reference';
import type { RegistryFile } from '../../snapshot/format';
import type { SnapshotDirectory } from '../../snapshot/snapshot-directory';
import type { SnapshotRepository } from '../../snapshot/snapshot-images';

/** The repositories of a snapshot. */
interface Contents {
  readonly registry: RegistryFile;
  /** By the ids that they have among the resources of the registry. */
  readonly byId: ReadonlyMap<string, SnapshotRepository>;
  /** By the stack and the logical id that own them. */
  readonly byOwner: ReadonlyMap<string, SnapshotRepository>;
}

/** The repositories of all snapshots. */
export class SnapshotContents {
  /** Reads them. Of two snapshots of one registry, the first counts. */
  public static async read(snapshots: readonly SnapshotDirectory[]): Promise<SnapshotContents> {
    const byKey = new Map<string, Contents>();
    for (const snapshot of snapshots) {
      const { registry } = snapshot;
      const key = keyOf(registry)!;
      if (byKey.has(key)) continue;
      const [byId, byOwner] = [new Map<string, SnapshotRepository>(), new Map<string, SnapshotRepository>()];
      for await (const line of snapshot.repositories()) {
        const repository = { snapshot, line };
        byId.set(repositoryId(line), repository);
        if (line.stack) byOwner.set(ownerKey(line.stack.stackName, line.stack.logicalId), repository);
      }
      byKey.set(key, { registry, byId, byOwner });
    }
    return new SnapshotContents(byKey);
  }

  private readonly keysById = new Map<string, string[]>();
  private readonly keysByOwner = new Map<string, string[]>();

  private constructor(private readonly byKey: ReadonlyMap<string, Contents>) {
    for (const [key, { byId, byOwner }] of byKey) {
      for (const id of byId.keys()) addTo(this.keysById, id, key);
      for (const owner of byOwner.keys()) addTo(this.keysByOwner, owner, key);
    }
  }

  public get registries(): RegistryFile[] {
    return [...this.byKey.values()].map(({ registry }) => registry);
  }

  /** The repository of a registry, by its id or else by its owner. */
  public find(registry: string, { id, owner }: RepositoryHint): SnapshotRepository | undefined {
    const contents = this.byKey.get(registry);
    if (id !== undefined) return contents?.byId.get(id);
    return owner === undefined ? undefined : contents?.byOwner.get(owner);
  }

  /** The only registry at a place that is known in part that has a repository; `undefined` if none or several have it. */
  public onlyWith({ id, owner }: RepositoryHint, place: Place): RegistryFile | undefined {
    const keys = id === undefined ? this.keysByOwner.get(owner ?? '') : this.keysById.get(id);
    const found = (keys ?? []).map((key) => this.byKey.get(key)!.registry).filter((each) => isIn(place, each));
    return found.length === 1 ? found[0] : undefined;
  }
}

/** What tells which repository a resource is. */
export interface RepositoryHint {
  readonly id?: string;
  /** Of one that CloudFormation names. */
  readonly owner?: string;
}

/** The text for a stack and a logical id. */
export function ownerKey(stackName: string | undefined, logicalId: string | undefined): string {
  return `${stackName}|${logicalId}`;
}
