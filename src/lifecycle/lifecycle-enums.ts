/**
 * The images that a lifecycle rule selects: tagged, untagged or all.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export enum LifecycleTagStatus {
  /** Images with tags. Each pattern or prefix of the rule must match at least one tag of the image. */
  TAGGED = 'tagged',
  /** Images without a tag. */
  UNTAGGED = 'untagged',
  /** All images, tagged or not. */
  ANY = 'any',
}

/**
 * The storage class of an image. A lifecycle rule looks only at images of one storage class.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive_restore_image.html
 */
export enum LifecycleStorageClass {
  /** Images that can be pulled. */
  STANDARD = 'standard',
  /** Images that are stored but cannot be pulled. A pull fails with 404 until the image is restored. */
  ARCHIVE = 'archive',
}

/**
 * The action of a lifecycle rule on an image.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export enum LifecycleAction {
  /** Deletes the image. A deleted image cannot be restored. */
  EXPIRE = 'expire',
  /** Archives the image. A pull fails with 404 until the image is restored, which takes up to 20 minutes. */
  ARCHIVE = 'transition',
}
