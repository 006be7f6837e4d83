import { LifecycleAction, LifecycleCountType, LifecycleStorageClass } from './lifecycle-enums';

interface CountTypeUse {
  readonly storageClass: LifecycleStorageClass;
  readonly actions: readonly LifecycleAction[];
}

/** Which storage class and actions go with a count type. The factories of `LifecycleRule` offer these and no others. */
export const COUNT_TYPES: Readonly<Record<LifecycleCountType, CountTypeUse>> = {
  [LifecycleCountType.IMAGE_COUNT_MORE_THAN]: {
    storageClass: LifecycleStorageClass.STANDARD,
    actions: [LifecycleAction.EXPIRE, LifecycleAction.ARCHIVE],
  },
  [LifecycleCountType.SINCE_IMAGE_PUSHED]: {
    storageClass: LifecycleStorageClass.STANDARD,
    actions: [LifecycleAction.EXPIRE, LifecycleAction.ARCHIVE],
  },
  [LifecycleCountType.SINCE_IMAGE_PULLED]: {
    storageClass: LifecycleStorageClass.STANDARD,
    actions: [LifecycleAction.ARCHIVE],
  },
  [LifecycleCountType.SINCE_IMAGE_TRANSITIONED]: {
    storageClass: LifecycleStorageClass.ARCHIVE,
    actions: [LifecycleAction.EXPIRE],
  },
};
