import type { TagManager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { LIMITS } from '../ecr/limits';
import { TAG_LIMITS, tagMistake } from '../ecr/tags';
import { describe, InvalidInputError } from '../text/errors';

/** Sets the tags of a repository; those that `Tags.of(scope)` applies come on top, with the higher priority. */
export function setTags(scope: IConstruct, owner: string, manager: TagManager, tags: { [key: string]: string }): void {
  const entries = Object.entries(tags);
  if (entries.length > LIMITS.TAGS) throw new InvalidInputError(tooMany(scope, owner, entries.length));
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
  return count > LIMITS.TAGS ? [describe(tooMany(scope, owner, count))] : [];
}

function tooMany(scope: IConstruct, owner: string, count: number) {
  return {
    scope,
    owner,
    property: 'number of tags',
    found: count,
    must: `be at most ${LIMITS.TAGS}`,
    remedy: 'remove tags here or from an enclosing scope',
  };
}
