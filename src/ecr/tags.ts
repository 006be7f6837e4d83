/** The lengths that tags may have. */
export interface TagLimits {
  readonly maxKeyLength: number;
  readonly minValueLength: number;
  readonly maxValueLength: number;
}

/** The limits of CloudFormation for tags of repositories. Amazon ECR allows more. */
export const TAG_LIMITS: TagLimits = { maxKeyLength: 127, minValueLength: 1, maxValueLength: 255 };

/** The limits of creation templates, whose tags go to the API. The API allows more than CloudFormation. */
export const TEMPLATE_TAG_LIMITS: TagLimits = { maxKeyLength: 128, minValueLength: 0, maxValueLength: 256 };

/** Whether a key is reserved for tags that AWS sets. */
export function isReservedTag(key: string): boolean {
  return key.startsWith('aws:');
}
