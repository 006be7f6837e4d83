/**
 * A case in which the outcome for an image is uncertain, because ECR does not document what happens.
 *
 * Each member says what the preview assumes in its case.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export enum UndocumentedOutcome {
  /**
   * A rule keeps the newest N images, but several images were pushed at the same time, so that more than N could be
   * kept.
   *
   * ECR does not say which of the images with the same time it keeps. The preview keeps those whose digests come first
   * in alphabetical order. It marks all images with that time.
   */
  TIE = 'tie',
  /**
   * The image is exactly as old as the number of days in the rule.
   *
   * The preview leaves the image where it is, because the guide of ECR says "more than". A moment later, the preview
   * would delete or archive the image.
   */
  AGE_BOUNDARY = 'ageBoundary',
  /**
   * The image is due to be deleted or archived at the same time as all indexes that list it.
   *
   * ECR may delete or archive the image together with the indexes, or later. The preview leaves the image where it is,
   * for a later evaluation.
   */
  INDEX_PASS = 'indexPass',
  /**
   * The repository has an index without `childDigests`, which may list the image. ECR does not delete or archive an
   * image while an index lists it.
   *
   * The preview assumes that the index does not list the image. To be certain, give the index its `childDigests`.
   */
  POSSIBLE_CHILD = 'possibleChild',
  /**
   * The outcome depends on whether rules see signatures, SBOMs and other reference artifacts.
   *
   * ECR stores reference artifacts as untagged images, but does not say whether rules see them. The preview assumes
   * that rules select and count reference artifacts like other images.
   */
  REFERRER = 'referrer',
  /**
   * The image is being restored from the archive.
   *
   * The preview treats the image as one in standard storage, restored at its `lastActivatedAt`. If that date is missing
   * or earlier than `lastArchivedAt`, the preview assumes a restore at the time of the preview.
   */
  ACTIVATING = 'activating',
}

/** The marks of all images. */
export type UndocumentedOutcomes = Readonly<Record<UndocumentedOutcome, Uint8Array>>;

export function noneUndocumented(size: number): UndocumentedOutcomes {
  return {
    [UndocumentedOutcome.TIE]: new Uint8Array(size),
    [UndocumentedOutcome.AGE_BOUNDARY]: new Uint8Array(size),
    [UndocumentedOutcome.INDEX_PASS]: new Uint8Array(size),
    [UndocumentedOutcome.POSSIBLE_CHILD]: new Uint8Array(size),
    [UndocumentedOutcome.REFERRER]: new Uint8Array(size),
    [UndocumentedOutcome.ACTIVATING]: new Uint8Array(size),
  };
}
