import type { TemplateResource } from '../../template/template-resource';
import { fill, hole } from '../../template/text';

/** The resources of the app that a text refers to, also as a part of an ARN. */
export function resourcesIn(value: unknown, user: TemplateResource): TemplateResource[] {
  if (typeof value !== 'string') return [];
  const found: TemplateResource[] = [];
  fill(value, (reference) => {
    const resource = user.stack.app.resourceOf(hole(reference));
    if (resource) found.push(resource);
    return '';
  });
  return found;
}

/** What a rule needs of many resources, found once for an app. */
export function oncePerApp<T>(find: (app: TemplateResource['stack']['app']) => T): (resource: TemplateResource) => T {
  const known = new WeakMap<TemplateResource['stack']['app'], { readonly found: T }>();
  return ({ stack: { app } }) => {
    const entry = known.get(app) ?? { found: find(app) };
    known.set(app, entry);
    return entry.found;
  };
}
