import type { InvalidInput } from '../text/errors';
import { isLiteral } from '../text/unresolved';

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

/** What is wrong with a tag. */
export type TagMistake = Pick<InvalidInput, 'property' | 'found' | 'must' | 'remedy'>;

/** Whether AWS sets the tag: such keys are reserved. */
export function isReservedTag(key: string): boolean {
  return key.startsWith('aws:');
}

/** What is wrong with a tag, if anything; tokens pass. */
export function tagMistake(key: string, value: string, limits: TagLimits): TagMistake | undefined {
  const { maxKeyLength, minValueLength, maxValueLength } = limits;
  if (isLiteral(key) && (key.length < 1 || key.length > maxKeyLength || isReservedTag(key))) {
    return {
      property: 'tags',
      found: key,
      must: `have keys of 1 to ${maxKeyLength} characters that do not start with "aws:"`,
      remedy: 'rename the tag',
    };
  }
  if (isLiteral(value) && (value.length < minValueLength || value.length > maxValueLength)) {
    return {
      property: `tags.${key}`,
      found: value,
      must: `be ${minValueLength} to ${maxValueLength} characters, which is what CloudFormation takes`,
      remedy: value.length < minValueLength ? 'give the tag a value or leave it out' : 'shorten it',
    };
  }
  return undefined;
}
