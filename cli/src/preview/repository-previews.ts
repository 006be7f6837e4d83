import type { Candidates } from './image-source';
import type { Planned } from './plan';
import type { ImageOutcome } from '../../../src/lifecycle/evaluator/image-outcome';
import type { LifecyclePreview } from '../../../src/lifecycle/evaluator/lifecycle-preview';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import type { RegistryFile } from '../snapshot/format';
import { rolesOf } from '../snapshot/repository-roles';
import type { RoleOfRepository } from '../snapshot/repository-roles';
import { readSnapshotImages } from '../snapshot/snapshot-images';

/** The preview of the policy of a repository on its images. */
export interface RepositoryPreview extends Planned {
  readonly images: readonly RepositoryImage[];
  readonly preview: LifecyclePreview;
  readonly outcomes: readonly ImageOutcome[];
  /** The registry, if the images are those of a snapshot. */
  readonly registry?: RegistryFile;
  readonly roles: readonly RoleOfRepository[];
  /** What Amazon Inspector says of the images that run, by their digests. */
  readonly inspected: ReadonlyMap<string, string>;
}

/** Previews a repository; `undefined` if the snapshot does not have its images. */
export async function previewRepository(
  planned: Planned,
  { snapshots }: Candidates,
  at: Date,
): Promise<RepositoryPreview | undefined> {
  const { described, inSnapshot } = planned.candidate;
  const found = described ?? (await readSnapshotImages(inSnapshot!));
  if (found === undefined) return undefined;
  const preview = planned.policy.preview(found.images, { at });
  const registry = inSnapshot?.snapshot.registry;
  return {
    ...planned,
    images: found.images,
    preview,
    // Each call makes new ones.
    outcomes: preview.outcomes,
    registry,
    roles: registry
      ? rolesOf(
          inSnapshot!.line,
          registry,
          snapshots.map((snapshot) => snapshot.registry),
        )
      : [],
    inspected: 'inspected' in found ? found.inspected : new Map<string, string>(),
  };
}
