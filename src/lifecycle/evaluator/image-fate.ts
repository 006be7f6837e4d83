/**
 * The effect of a lifecycle policy on an image.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export enum ImageFate {
  /** A rule deletes the image. */
  EXPIRED = 'expired',
  /** A rule archives the image. */
  ARCHIVED = 'archived',
  /**
   * The image is a reference artifact, such as a signature. ECR deletes or archives it within 24 hours after the image
   * it belongs to.
   */
  FOLLOWS = 'follows',
  /**
   * A rule selects the image and leaves it where it is, at least for now. No later rule can delete or archive the
   * image.
   */
  PROTECTED = 'protected',
  /**
   * The image is due to be deleted or archived, but stays because an existing index (a multi-architecture image) lists
   * it.
   */
  HELD = 'held',
  /** No rule selects the image. */
  UNSEEN = 'unseen',
}
