import type { IConstruct } from 'constructs';
import { review } from '../../core/review';
import type { FieldPattern } from '../../ecr/events/event-fields';
import { mistakesInTagCondition } from '../../ecr/mistakes/tag-matcher';
import { checkAtLeastOne } from '../../text/errors';

/** A condition on a tag, or on a list of them; `undefined` for images with any tag and without. */
export function tagPattern(api: string, scope: IConstruct, tags: string[] | undefined): FieldPattern | undefined {
  checkAtLeastOne({ scope, api, property: 'tags' }, tags, 'tag', 'leave it out for images with any tag and without');
  return tags?.map((tag, index) => {
    review(scope, { api, property: `tags[${index}]` }, mistakesInTagCondition(tag));
    return tag.includes('*') ? { wildcard: tag } : tag;
  });
}
