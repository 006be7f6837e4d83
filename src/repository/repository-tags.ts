import type { TagManager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { describe, InvalidInputError } from '../text/errors';
import type { InvalidInput } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/** How many tags a repository can have. */
export const MAX_TAGS = 50;

/** What CloudFormation takes of a repository's tags, which is less than Amazon ECR does. */
export const TAG_LIMITS: TagLimits = { maxKeyLength: 127, minValueLength: 1, maxValueLength: 255 };

/** The lengths that tags may have. */
export interface TagLimits {
  readonly maxKeyLength: number;
  readonly minValueLength: number;
  readonly maxValueLength: number;
}

/** What is wrong with a tag. */
export type TagMistake = Pick<InvalidInput, 'property' | 'found' | 'must' | 'remedy'>;

/** Sets the tags of a repository; those that `Tags.of(scope)` applies come on top, with the higher priority. */
export function setTags(scope: IConstruct, owner: string, manager: TagManager, tags: { [key: string]: string }): void {
  const entries = Object.entries(tags);
  if (entries.length > MAX_TAGS) throw new InvalidInputError(tooMany(scope, owner, entries.length));
  for (const [key, value] of entries) {
    const mistake = tagMistake(key, value, TAG_LIMITS);
    if (mistake) throw new InvalidInputError({ scope, owner, ...mistake });
    manager.setTag(key, value);
  }
}

/** What is wrong with the tags once those of all scopes have arrived. */
export function tagErrors(scope: IConstruct, owner: string, manager: TagManager): string[] {
  if (!manager.hasTags()) return [];
  const count = Object.keys(manager.tagValues()).length;
  return count > MAX_TAGS ? [describe(tooMany(scope, owner, count))] : [];
}

function tooMany(scope: IConstruct, owner: string, count: number) {
  return {
    scope,
    owner,
    property: 'number of tags',
    found: count,
    must: `be at most ${MAX_TAGS}`,
    remedy: 'remove tags here or from an enclosing scope',
  };
}

/** What is wrong with a tag, if anything; tokens pass. */
export function tagMistake(key: string, value: string, limits: TagLimits): TagMistake | undefined {
  const { maxKeyLength, minValueLength, maxValueLength } = limits;
  if (isLiteral(key) && (key.length < 1 || key.length > maxKeyLength || key.startsWith('aws:'))) {
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
