import { inStandardSince, lastUse } from './evaluator/clocks';
import type { RepositoryImage } from './evaluator/repository-image';
import { LifecycleAction, LifecycleStorageClass } from './lifecycle-enums';

/**
 * The kind of number in a lifecycle rule: a number of images, or of days since an event.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export enum LifecycleCountType {
  /** Number of images: the rule acts on all but the newest N. */
  IMAGE_COUNT_MORE_THAN = 'imageCountMoreThan',
  /** Days since the push, or since the last restore from the archive. */
  SINCE_IMAGE_PUSHED = 'sinceImagePushed',
  /**
   * Days since the last pull. For an image that was not pulled since its push, or since its last restore from the
   * archive, days since that push or restore.
   */
  SINCE_IMAGE_PULLED = 'sinceImagePulled',
  /** Days since the image was archived. */
  SINCE_IMAGE_TRANSITIONED = 'sinceImageTransitioned',
}

/** All that the library knows of a count type. */
interface CountTypeFacts {
  /** The storage class of the images that it goes with. */
  readonly storageClass: LifecycleStorageClass;
  /** The actions that it goes with. */
  readonly actions: readonly LifecycleAction[];
  /** Whether a rule decides by the time of the push. */
  readonly fromPush: boolean;
  /** Milliseconds since 1970 from which a rule counts; `at` is the time of the evaluation. */
  readonly clock: (image: RepositoryImage, at: number) => number;
  /** The images that a rule takes, in the explanation of a policy. */
  readonly taken: (count: number) => string;
  /** The condition that an image meets, in its outcome. */
  readonly condition: (count: number) => string;
}

/** The facts of each count type. The factories of `LifecycleRule` offer these storage classes and actions, no others. */
export const COUNT_TYPES: Readonly<Record<LifecycleCountType, CountTypeFacts>> = {
  [LifecycleCountType.IMAGE_COUNT_MORE_THAN]: {
    storageClass: LifecycleStorageClass.STANDARD,
    actions: [LifecycleAction.EXPIRE, LifecycleAction.ARCHIVE],
    fromPush: true,
    clock: inStandardSince,
    taken: (count) => `all but the ${count === 1 ? 'one' : count} pushed last`,
    condition: (count) => `beyond the newest ${count}`,
  },
  [LifecycleCountType.SINCE_IMAGE_PUSHED]: {
    storageClass: LifecycleStorageClass.STANDARD,
    actions: [LifecycleAction.EXPIRE, LifecycleAction.ARCHIVE],
    fromPush: true,
    clock: inStandardSince,
    taken: (count) => `those pushed more than ${days(count)} ago`,
    condition: (count) => `older than ${days(count)}`,
  },
  [LifecycleCountType.SINCE_IMAGE_PULLED]: {
    storageClass: LifecycleStorageClass.STANDARD,
    actions: [LifecycleAction.ARCHIVE],
    fromPush: false,
    clock: lastUse,
    taken: (count) =>
      `those that nobody pulled for more than ${days(count)}; one that was never pulled counts from its push`,
    condition: (count) => `not pulled for more than ${days(count)}`,
  },
  [LifecycleCountType.SINCE_IMAGE_TRANSITIONED]: {
    storageClass: LifecycleStorageClass.ARCHIVE,
    actions: [LifecycleAction.EXPIRE],
    fromPush: false,
    clock: (image) => image.lastArchivedAt!.getTime(),
    taken: (count) => `those archived more than ${days(count)} ago`,
    condition: (count) => `archived for more than ${days(count)}`,
  },
};

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
