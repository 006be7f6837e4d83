import { fill, hole } from '../../text/holes';
import type { TemplateApp } from '../template-app';
import type { TemplateResource } from '../template-resource';

/** The resources of the app that a text refers to, also as a part of an ARN. */
export function referredIn(value: unknown, app: TemplateApp): TemplateResource[] {
  if (typeof value !== 'string') return [];
  const found: TemplateResource[] = [];
  fill(value, (reference) => {
    const resource = app.resourceOf(hole(reference));
    if (resource) found.push(resource);
    return '';
  });
  return found;
}
