/**
 * Where the documentation of ECR does not say what happens, so that the outcome of an image may be another.
 *
 * A preview then says that the image goes wherever it may go, if it can; where one of several images goes, it names one.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export enum UndocumentedOutcome {
  /**
   * Images with the same time are on both sides of a count. ECR does not say which of them it takes. The preview keeps
   * those whose digests come first in alphabetical order; all of them have this mark.
   */
  TIE = 'tie',
  /**
   * The image is exactly as old as the rule says. The preview leaves it, as the guide says "more than", and would take
   * it a moment later.
   */
  AGE_BOUNDARY = 'ageBoundary',
  /**
   * The image belongs to an index that goes now, and a rule would take it. The preview leaves it to a later evaluation;
   * ECR may take it together with its index.
   */
  INDEX_PASS = 'indexPass',
  /**
   * The repository has an index whose children are not known, and ECR leaves the children of an index alone. The preview
   * takes the image as if it were none of them. Give the index its `childDigests` to be certain.
   */
  POSSIBLE_CHILD = 'possibleChild',
  /**
   * ECR does not say whether its rules see signatures, SBOMs and other reference artifacts, which it keeps as untagged
   * images. The preview lets rules take them, and counts them.
   */
  REFERRER = 'referrer',
  /**
   * The image is being restored. The preview takes it for an image of standard storage that was restored now, unless it
   * says when.
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
