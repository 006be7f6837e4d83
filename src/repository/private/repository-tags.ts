import type { TagManager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { describe, InvalidInputError, isLiteral } from '../../private/errors';

const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 127;
const MAX_VALUE_LENGTH = 255;

/** Sets the tags of a repository; those that `Tags.of(scope)` applies come on top, with the higher priority. */
export function setTags(scope: IConstruct, owner: string, manager: TagManager, tags: { [key: string]: string }): void {
  const entries = Object.entries(tags);
  if (entries.length > MAX_TAGS) throw new InvalidInputError(tooMany(scope, owner, entries.length));
  for (const [key, value] of entries) {
    checkTag(scope, owner, key, value);
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

function checkTag(scope: IConstruct, owner: string, key: string, value: string): void {
  if (isLiteral(key) && (key.length < 1 || key.length > MAX_KEY_LENGTH || key.startsWith('aws:'))) {
    throw new InvalidInputError({
      scope,
      owner,
      property: 'tags',
      found: key,
      must: `have keys of 1 to ${MAX_KEY_LENGTH} characters that do not start with "aws:"`,
      remedy: 'rename the tag',
    });
  }
  if (isLiteral(value) && (value.length < 1 || value.length > MAX_VALUE_LENGTH)) {
    throw new InvalidInputError({
      scope,
      owner,
      property: `tags.${key}`,
      found: value,
      must: `be 1 to ${MAX_VALUE_LENGTH} characters, which is what CloudFormation takes`,
      remedy: 'give the tag a value or leave it out',
    });
  }
}
