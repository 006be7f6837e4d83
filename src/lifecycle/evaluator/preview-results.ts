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
  /** The tags of the image. Empty for an untagged image. */
  readonly imageTags: string[];
  /** When the image was pushed. */
  readonly imagePushedAt: Date;
  /** The action of the rule on the image: delete or archive. */
  readonly action: LifecycleAction;
  /** The number (`rulePriority`) of the rule that deletes or archives the image. */
  readonly appliedRulePriority: number;
  /** Where the image is stored before the action. */
  readonly storageClass: LifecycleStorageClass;
}

/**
 * Numbers of images and bytes in a `LifecyclePreview`: those that `aws ecr get-lifecycle-policy-preview` prints, and
 * more.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_LifecyclePolicyPreviewSummary.html
 */
export interface LifecyclePreviewSummary {
  /** Number of images that rules delete. */
  readonly expiringImageTotalCount: number;
  /** Number of images that rules archive. */
  readonly transitioningImageTotalCount: number;
  /**
   * Number of reference artifacts, such as signatures, that are deleted or archived only with the image they belong to.
   * `expiringImageTotalCount` and `transitioningImageTotalCount` do not count them.
   */
  readonly followingImageCount: number;
  /** Number of images that rules would delete or archive, but that stay because an index lists them. */
  readonly heldImageCount: number;
  /** Number of images that a rule selects and leaves where they are, so that no later rule acts on them. */
  readonly protectedImageCount: number;
  /** Number of images that no rule selects. */
  readonly unseenImageCount: number;
  /**
   * Total size of all deleted images in bytes, including the reference artifacts that are deleted with them. An upper
   * bound: ECR keeps layers that other images use.
   */
  readonly freedBytes: number;
  /** Total size of all archived images in bytes, including the reference artifacts that are archived with them. */
  readonly archivedBytes: number;
  /**
   * Number of deleted or archived images whose size is unknown. `freedBytes` and `archivedBytes` leave these images
   * out.
   */
  readonly unsizedImageCount: number;
  /**
   * Number of images whose outcome ECR does not document. Each member of `UndocumentedOutcome` says how the preview
   * counts such an image.
   */
  readonly undocumentedImageCount: number;
}
