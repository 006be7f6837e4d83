import type { TemplateResource } from '../../../src/templates/template-resource';
import { readable } from '../../../src/text/holes';

/** The value of a tag of a resource. */
export function tagOf(resource: TemplateResource, key: string): string | undefined {
  const tags = [...resource.list('Tags'), ...resource.list('ResourceTags')] as (Record<string, unknown> | null)[];
  const found = tags.find((tag) => tag?.Key === key);
  return found ? readable(found.Value ?? '') : undefined;
}
