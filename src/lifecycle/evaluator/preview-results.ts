import type { LifecycleAction, LifecycleStorageClass } from '../lifecycle-enums';

/**
 * An image that a rule deletes or archives, with the fields of `previewResults` of
 * `aws ecr get-lifecycle-policy-preview`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_LifecyclePolicyPreviewResult.html
 */
export interface LifecyclePreviewResult {
  /** The digest of the image. */
  readonly imageDigest: string;
  /** The tags of the image; empty for an untagged one. */
  readonly imageTags: string[];
  /** When the image was pushed. */
  readonly imagePushedAt: Date;
  /** The action of the rule on the image. */
  readonly action: LifecycleAction;
  /** The priority of the rule. */
  readonly appliedRulePriority: number;
  /** Where the image is stored before the action. */
  readonly storageClass: LifecycleStorageClass;
}

/**
 * Counts and sums of a preview: those of `aws ecr get-lifecycle-policy-preview`, and more.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_LifecyclePolicyPreviewSummary.html
 */
export interface LifecyclePreviewSummary {
  /** How many images rules delete. */
  readonly expiringImageTotalCount: number;
  /** How many images rules archive. */
  readonly transitioningImageTotalCount: number;
  /** How many reference artifacts go with their subjects. The counts above do not contain them. */
  readonly followingImageCount: number;
  /** How many images an index holds that rules would otherwise take. */
  readonly heldImageCount: number;
  /** How many images rules claim and leave where they are. */
  readonly protectedImageCount: number;
  /** How many images no rule selects. */
  readonly unseenImageCount: number;
  /**
   * The sizes of all deleted images, those that go with their subjects included. An upper bound: ECR keeps layers that
   * other images use.
   */
  readonly freedBytes: number;
  /** The sizes of all archived images, those that go with their subjects included. */
  readonly archivedBytes: number;
  /** How many of the images that go have no size, so that the sums of bytes lack them. */
  readonly unsizedImageCount: number;
  /** How many images have an outcome that ECR does not document. They are counted as deleted or archived if they may be. */
  readonly undocumentedImageCount: number;
}
