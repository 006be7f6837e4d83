import { missingReason } from './missing-reason';
import { neededImages } from './needed-images';
import type { Basis } from './needed-images';
import { Problem, RecoveryImages } from './not-ready';
import type { NotReady } from './not-ready';
import type { RegistryPair } from './registry-pair';
import type { ImagesInUse, UsedReference } from '../in-use/images-in-use';

/** What a recovery registry has of the images of a repository that it needs. */
export interface RepositoryReadiness {
  readonly repositoryName: string;
  /** How many images are needed. */
  readonly neededCount: number;
  readonly notReady: readonly NotReady[];
  /** Why images are missing, if some are. */
  readonly reason?: string;
  /** Indexes in use whose children the snapshot does not tell. */
  readonly indexCount: number;
  /** Images that were left out, as nobody can pull them from the primary registry either. */
  readonly archivedCount: number;
}

/** Holds the repositories of a registry against the registry that would stand in for it, one after the other. */
export async function* readinessOf(
  { primary, recovery }: RegistryPair,
  options: { readonly basis: Basis; readonly inUse: ImagesInUse },
): AsyncGenerator<RepositoryReadiness> {
  const { registry } = primary.snapshot;
  const { inUse } = options;
  for (const repositoryName of new Set([...primary.repositories.keys(), ...inUse.repositoryNames])) {
    const found = await primary.imagesOf(repositoryName);
    const { needed, indexCount, archivedCount } = neededImages(repositoryName, registry, found, options);
    const lost = inUse.unknownIn({ repositoryName, registry });
    if (needed.length + lost.length + archivedCount === 0) continue;
    const there = new RecoveryImages((await recovery.imagesOf(repositoryName)).images);
    const notReady = [
      ...needed.flatMap((image) => there.problemsOf(image)),
      ...lost.flatMap((reference) => lostProblems(reference, there)),
    ];
    yield {
      ...{ repositoryName, notReady, indexCount, archivedCount },
      neededCount: needed.length + lost.length,
      reason: notReady.some(({ problem }) => problem === Problem.MISSING)
        ? missingReason(registry, recovery.snapshot.registry, repositoryName)
        : undefined,
    };
  }
}

/** An image that runs, and that the primary registry does not have any more. */
function lostProblems({ tag, digest, users }: UsedReference, there: RecoveryImages): NotReady[] {
  const problem = there.problemOf({ tag, digest });
  if (problem === undefined) return [];
  return [{ problem, imageDigest: digest, tags: tag === undefined ? [] : [tag], users: [...users] }];
}
