import { LifecycleCountType } from '../count-types';
import { LifecycleAction, LifecycleStorageClass } from '../lifecycle-enums';
import { LifecycleRule } from '../lifecycle-rule';
import { TagSelection } from '../tag-selection';

/** Untagged images expire after two weeks. */
export function untaggedExpire(): LifecycleRule {
  return LifecycleRule._of({
    description: 'Untagged images expire 14 days after their push',
    tags: TagSelection.untagged(),
    storageClass: LifecycleStorageClass.STANDARD,
    countType: LifecycleCountType.SINCE_IMAGE_PUSHED,
    countNumber: 14,
    action: LifecycleAction.EXPIRE,
  });
}

/** Untagged images are archived, from where they can be restored, and expire only later. */
export function untaggedWithoutLoss(): LifecycleRule[] {
  const tags = TagSelection.untagged();
  return [
    LifecycleRule._of({
      description: 'Untagged images are archived when nobody pulled them for 30 days',
      tags,
      storageClass: LifecycleStorageClass.STANDARD,
      countType: LifecycleCountType.SINCE_IMAGE_PULLED,
      countNumber: 30,
      action: LifecycleAction.ARCHIVE,
    }),
    LifecycleRule._of({
      description: 'Archived untagged images expire after 90 days',
      tags,
      storageClass: LifecycleStorageClass.ARCHIVE,
      countType: LifecycleCountType.SINCE_IMAGE_TRANSITIONED,
      countNumber: 90,
      action: LifecycleAction.EXPIRE,
    }),
  ];
}

/** Cached images expire after a month, in use or not. */
export function cachedImagesExpire(): LifecycleRule {
  return LifecycleRule._of({
    description: 'Cached images expire after 30 days, the next pull caches them again',
    tags: TagSelection.any(),
    storageClass: LifecycleStorageClass.STANDARD,
    countType: LifecycleCountType.SINCE_IMAGE_PUSHED,
    countNumber: 30,
    action: LifecycleAction.EXPIRE,
  });
}
