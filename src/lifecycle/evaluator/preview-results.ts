/** What ECR would do to an image, as `aws ecr get-lifecycle-policy-preview` prints it. */
export interface LifecyclePreviewAction {
  /** `EXPIRE` or `TRANSITION`. */
  readonly type: string;
  /**
   * `ARCHIVE`, the only storage class that images are moved to.
   *
   * @default - the action is `EXPIRE`, which has none
   */
  readonly targetStorageClass?: string;
}

/**
 * An image that a rule takes, in the form of `previewResults` of `aws ecr get-lifecycle-policy-preview`.
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
  /** What is done to the image. */
  readonly action: LifecyclePreviewAction;
  /** The number of the rule that takes the image. */
  readonly appliedRulePriority: number;
  /** Where the image is stored before the action: `STANDARD` or `ARCHIVE`. */
  readonly storageClass: string;
}

/** How many images are moved to a storage class. */
export interface TransitioningImageTotal {
  /** `ARCHIVE`, the only storage class that images are moved to. */
  readonly targetStorageClass: string;
  /** How many images. */
  readonly imageTotalCount: number;
}

/**
 * What a policy does in sum: `summary` of `aws ecr get-lifecycle-policy-preview`, and what it does not tell.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_LifecyclePolicyPreviewSummary.html
 */
export interface LifecyclePreviewSummary {
  /** How many images rules delete. */
  readonly expiringImageTotalCount: number;
  /**
   * How many images rules archive.
   *
   * @default - no image is archived
   */
  readonly transitioningImageTotalCounts?: TransitioningImageTotal[];
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
  /** How many images have an outcome of which the documentation of ECR leaves something open. */
  readonly unknownImageCount: number;
}
