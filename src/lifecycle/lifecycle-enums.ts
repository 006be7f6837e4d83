/**
 * Which images a rule looks at, by their tags.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export enum LifecycleTagStatus {
  /** Images that have at least one tag, and match every pattern or prefix of the rule. */
  TAGGED = 'tagged',
  /** Images without a tag. */
  UNTAGGED = 'untagged',
  /** All images. */
  ANY = 'any',
}

/**
 * The storage class of the images that a rule looks at.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive_restore_image.html
 */
export enum LifecycleStorageClass {
  /** Images that can be pulled. */
  STANDARD = 'standard',
  /** Images that are kept but answer 404 to a pull until they are restored. */
  ARCHIVE = 'archive',
}

/**
 * The action of a rule on an image.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export enum LifecycleAction {
  /** Deletes the image. It cannot be restored. */
  EXPIRE = 'expire',
  /** Archives the image. It answers 404 to a pull until it is restored, which takes up to 20 minutes. */
  ARCHIVE = 'transition',
}
