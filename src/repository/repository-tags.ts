import type { TagManager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { review } from '../core/review';
import { errorOf } from '../ecr/mistakes/refuse';
import { mistakesInTagCount, mistakesInTags } from '../ecr/mistakes/tags';
import { TAG_LIMITS } from '../ecr/tags';
import { checkTexts } from '../text/kinds';

const COUNT = 'number of tags';

/** Sets the tags of a repository; those that `Tags.of(scope)` applies come on top, with the higher priority. */
export function setTags(scope: IConstruct, api: string, manager: TagManager, tags: { [key: string]: string }): void {
  checkTexts({ scope, api, property: 'tags' }, tags, 'write { key: "value" }');
  review(scope, { api, property: COUNT }, mistakesInTagCount(Object.keys(tags).length));
  review(scope, { api, property: 'tags' }, mistakesInTags(tags, TAG_LIMITS));
  for (const [key, value] of Object.entries(tags)) manager.setTag(key, value);
}

/** Errors about the tags when those of all scopes have been added. */
export function tagErrors(scope: IConstruct, api: string, manager: TagManager): string[] {
  if (!manager.hasTags()) return [];
  const mistakes = [...mistakesInTagCount(Object.keys(manager.tagValues()).length)];
  return mistakes.map((mistake) => errorOf({ scope, api, property: COUNT }, mistake).message);
}
