import type { TagManager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { review } from '../core/review';
import { errorOf } from '../ecr/mistakes/refuse';
import { mistakesInTagCount, mistakesInTags } from '../ecr/mistakes/tags';
import { TAG_LIMITS } from '../ecr/tags';
import { checkTexts } from '../text/kinds';

const COUNT = 'number of tags';

/** Sets the tags of a repository; those that `Tags.of(scope)` applies come on top, with the higher priority. */
export function setTags(scope: IConstruct, owner: string, manager: TagManager, tags: { [key: string]: string }): void {
  checkTexts({ scope, owner, property: 'tags' }, tags, 'write { key: "value" }');
  review(scope, { owner, property: COUNT }, mistakesInTagCount(Object.keys(tags).length));
  review(scope, { owner, property: 'tags' }, mistakesInTags(tags, TAG_LIMITS));
  for (const [key, value] of Object.entries(tags)) manager.setTag(key, value);
}

/** What is wrong with the tags once those of all scopes have arrived. */
export function tagErrors(scope: IConstruct, owner: string, manager: TagManager): string[] {
  if (!manager.hasTags()) return [];
  const mistakes = [...mistakesInTagCount(Object.keys(manager.tagValues()).length)];
  return mistakes.map((mistake) => errorOf({ scope, owner, property: COUNT }, mistake).message);
}
