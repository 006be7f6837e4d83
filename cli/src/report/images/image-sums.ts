import { isArchived } from '../../../../src/lifecycle/evaluator/image-state';
import type { LifecyclePreview } from '../../../../src/lifecycle/evaluator/lifecycle-preview';
import type { LifecyclePreviewSummary } from '../../../../src/lifecycle/evaluator/preview-results';
import type { RepositoryImage } from '../../../../src/lifecycle/evaluator/repository-image';
import type { UsersByDigest } from '../../in-use/family';
import type { SnapshotRepository } from '../../snapshot/snapshot-images';
import type { ReportedImages } from '../model/reported-repository';

/** Amazon ECR may record a pull up to a day late. */
const DAY = 86_400_000;

/** What is known of the images of a repository. */
export interface ImageSource {
  readonly inSnapshot: SnapshotRepository;
  readonly users: UsersByDigest;
  /** What the lifecycle policy does at the time of the report; `undefined` without a policy that is known. */
  readonly preview?: LifecyclePreview;
}

/** The sums over the images of a repository. */
export function sumsOf(
  images: readonly RepositoryImage[],
  { inSnapshot, users, preview }: ImageSource,
): ReportedImages {
  const { snapshot, line } = inSnapshot;
  // Amazon ECR Public records no pulls.
  const pushedBefore = line.isPublic ? -Infinity : Date.parse(snapshot.registry.time) - DAY;
  const sums = { bytes: 0, unsizedCount: 0, archivedCount: 0, inUseCount: 0, neverPulledCount: 0, neverPulledBytes: 0 };
  let lastPush = -Infinity;
  let lastPull = -Infinity;
  for (const image of images) {
    const { imageSizeInBytes: size, imagePushedAt, lastRecordedPullTime: pulled } = image;
    const isInUse = users.has(image.imageDigest);
    sums.bytes += size ?? 0;
    if (isInUse) sums.inUseCount += 1;
    if ((size ?? undefined) === undefined) sums.unsizedCount += 1;
    if (isArchived(image)) sums.archivedCount += 1;
    lastPush = Math.max(lastPush, imagePushedAt.getTime());
    if (pulled) lastPull = Math.max(lastPull, pulled.getTime());
    if (pulled || imagePushedAt.getTime() >= pushedBefore) continue;
    // Nobody pulls a signature by itself, and who runs an image has pulled it.
    if (image.subjectManifestDigest || isInUse) continue;
    sums.neverPulledCount += 1;
    sums.neverPulledBytes += size ?? 0;
  }
  return {
    count: images.length,
    ...sums,
    dueCount: preview ? dueIn(preview.summary) : 0,
    ...(lastPush > -Infinity && { lastPush }),
    ...(lastPull > -Infinity && { lastPull }),
  };
}

function dueIn(summary: LifecyclePreviewSummary): number {
  const { expiringImageTotalCount, transitioningImageTotalCount, followingImageCount } = summary;
  return expiringImageTotalCount + transitioningImageTotalCount + followingImageCount;
}
