import { LifecycleCountType } from '../count-types';
import { LifecycleAction, LifecycleStorageClass } from '../lifecycle-enums';
import { LifecycleRule } from '../lifecycle-rule';
import { TagSelection } from '../tag-selection';

/*
 * The rules of the presets. Their texts are a contract: a repository whose owner chose no lifecycle has one of them, and
 * another text would change what a deployed repository deletes. A later default gets a new preset, which users choose.
 */

const DAYS_IN_ARCHIVE = 90;

/** Archives untagged images by their last pull, and expires them in the archive. */
export function untaggedNotPulled(): LifecycleRule[] {
  const tags = TagSelection.untagged();
  return [
    archiveNotPulled(tags, 90, 'Archives untagged images that were not pulled for 90 days'),
    expireArchived(tags, 'Expires untagged images 90 days after they were archived'),
  ];
}

/** Archives cached images by their last pull, and expires them in the archive. */
export function cachedNotPulled(): LifecycleRule[] {
  const tags = TagSelection.any();
  return [
    archiveNotPulled(tags, 180, 'Archives cached images that were not pulled for 180 days'),
    expireArchived(tags, 'Expires cached images 90 days after they were archived'),
  ];
}

/** Expires untagged images by their age. */
export function untaggedBuildsExpire(): LifecycleRule {
  return LifecycleRule._of({
    description: 'Expires untagged builds 14 days after their push',
    tags: TagSelection.untagged(),
    storageClass: LifecycleStorageClass.STANDARD,
    countType: LifecycleCountType.SINCE_IMAGE_PUSHED,
    countNumber: 14,
    action: LifecycleAction.EXPIRE,
  });
}

/** A rule that claims images and never acts, as a repository cannot hold so many. */
export function neverActs(tags: TagSelection, description: string): LifecycleRule {
  return LifecycleRule._of({
    description,
    tags,
    storageClass: LifecycleStorageClass.STANDARD,
    countType: LifecycleCountType.IMAGE_COUNT_MORE_THAN,
    countNumber: LifecycleRule.KEEP_COUNT,
    action: LifecycleAction.EXPIRE,
  });
}

function archiveNotPulled(tags: TagSelection, days: number, description: string): LifecycleRule {
  return LifecycleRule._of({
    description,
    tags,
    storageClass: LifecycleStorageClass.STANDARD,
    countType: LifecycleCountType.SINCE_IMAGE_PULLED,
    countNumber: days,
    action: LifecycleAction.ARCHIVE,
  });
}

function expireArchived(tags: TagSelection, description: string): LifecycleRule {
  return LifecycleRule._of({
    description,
    tags,
    storageClass: LifecycleStorageClass.ARCHIVE,
    countType: LifecycleCountType.SINCE_IMAGE_TRANSITIONED,
    countNumber: DAYS_IN_ARCHIVE,
    action: LifecycleAction.EXPIRE,
  });
}
