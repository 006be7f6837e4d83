/** The lengths that tags may have. */
export interface TagLimits {
  readonly maxKeyLength: number;
  readonly minValueLength: number;
  readonly maxValueLength: number;
}

/** What CloudFormation takes of a repository's tags, which is less than Amazon ECR does. */
export const TAG_LIMITS: TagLimits = { maxKeyLength: 127, minValueLength: 1, maxValueLength: 255 };

/** A creation template hands its tags to the API, which takes more than CloudFormation does for repositories. */
export const TEMPLATE_TAG_LIMITS: TagLimits = { maxKeyLength: 128, minValueLength: 0, maxValueLength: 256 };

/** Whether AWS sets the tag: such keys are reserved. */
export function isReservedTag(key: string): boolean {
  return key.startsWith('aws:');
}
