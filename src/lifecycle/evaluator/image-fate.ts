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
  /** The image is a reference artifact and goes the way of its subject, within 24 hours. No rule takes it. */
  FOLLOWS = 'follows',
  /** A rule claims the image and leaves it where it is, so that no later rule can take it. */
  PROTECTED = 'protected',
  /** The image would go, but an index that is still there lists it. */
  HELD = 'held',
  /** No rule selects the image. */
  UNSEEN = 'unseen',
}
