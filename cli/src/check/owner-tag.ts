import type { TemplateResource } from '../../../src/templates/template-resource';
import { readable } from '../../../src/text/holes';

/** The value of a tag of a resource. CloudFormation gives it the tags of its stack as well. */
export function tagOf(resource: TemplateResource, key: string): string | undefined {
  const tags = [...resource.list('Tags'), ...resource.list('ResourceTags')] as (Record<string, unknown> | null)[];
  const found = tags.find((tag) => tag?.Key === key);
  const value = found ? (found.Value ?? '') : resource.stack.tagOf(key);
  return value === undefined ? undefined : readable(value);
}
