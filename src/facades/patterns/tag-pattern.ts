import type { IConstruct } from 'constructs';
import type { FieldPattern } from '../../ecr/events/event-fields';
import { checkAtLeastOne, InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

const TAG = /^(?!.*\*\*)[a-zA-Z0-9_*][a-zA-Z0-9._*-]{0,127}$/;

/** A condition on a tag, or on a list of them; `undefined` for images with any tag and without. */
export function tagPattern(owner: string, scope: IConstruct, tags: string[] | undefined): FieldPattern | undefined {
  checkAtLeastOne({ scope, owner, property: 'tags' }, tags, 'tag', 'leave it out for images with any tag and without');
  return tags?.map((tag, index) => {
    if (isLiteral(tag) && !TAG.test(tag)) {
      throw new InvalidInputError({
        scope,
        owner,
        property: `tags[${index}]`,
        found: tag,
        must: 'be 1 to 128 letters, digits and any of "._-", with "*" for any characters but no two in a row',
        remedy: 'write "v*" for all tags that start with "v"',
      });
    }
    return tag.includes('*') ? { wildcard: tag } : tag;
  });
}
