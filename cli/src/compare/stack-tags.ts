import { isReservedTag } from '../../../src/ecr/tags';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';

/** CloudFormation sets the tags of a stack on its resources. They are in no template. */
export function withoutStackTags(properties: Json, keys: readonly string[]): Json {
  const { Tags: tags, ...rest } = properties;
  if (!Array.isArray(tags)) return properties;
  const own = tags.filter((tag) => isObject(tag) && !keys.includes(String(tag.Key)) && !isReservedTag(String(tag.Key)));
  return { ...rest, Tags: own };
}
