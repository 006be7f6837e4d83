import type { ReferenceValues } from './conditions';
import { allowedOf } from './parameters';
import type { TemplateResource } from './template-resource';
import { hasHole } from '../text/holes';
import { isObject } from '../text/json';

/**
 * The values of the references of a resource that a deployment may choose among: the values that a parameter allows, and the
 * keys of a mapping that a reference looks up. The reference with the fewest values comes first.
 */
export function referenceValuesOf({ stack, uses }: TemplateResource): ReferenceValues {
  const { description } = stack;
  const found = new Map<string, readonly string[]>();
  const isOpen = (name: string) => hasHole(stack.resolve({ Ref: name }));
  for (const name of uses.references) {
    const allowed = allowedOf(description, name);
    if (allowed && isOpen(name)) found.set(name, allowed);
  }
  for (const [map, ...keys] of uses.lookups) {
    const mapping = typeof map === 'string' ? description.template.Mappings?.[map] : undefined;
    if (!isObject(mapping)) continue;
    const levels = [Object.keys(mapping), [...new Set(Object.values(mapping).flatMap((each) => Object.keys(each)))]];
    for (const [index, level] of levels.entries()) {
      const name = referenceIn(keys[index]);
      if (name === undefined || !isOpen(name)) continue;
      // The deployment fails with a value that is no key.
      const values = found.get(name)?.filter((value) => level.includes(value)) ?? level;
      if (values.length > 0) found.set(name, values);
    }
  }
  return new Map([...found].sort(([, one], [, other]) => one.length - other.length));
}

/** The parameter or pseudo parameter that a key is. */
function referenceIn(key: unknown): string | undefined {
  return isObject(key) && Object.keys(key).length === 1 && typeof key.Ref === 'string' ? key.Ref : undefined;
}
