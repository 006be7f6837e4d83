import type { Assumptions } from './assumptions';
import { defaultsIn } from './parameters';
import type { TemplateResource } from './template-resource';

/** A form of a resource that a deployment may make. */
export interface Variant {
  readonly assumptions: Assumptions;
  /** The conditions of the resource that only the deployment decides. */
  readonly conditions: ReadonlyMap<string, boolean>;
}

/** The forms of a resource, one for each branch of its conditions. It is empty if no condition is undecided. */
export function variantsOf(resource: TemplateResource): Variant[] {
  const { stack, condition } = resource;
  const { Conditions: declared } = stack.description.template;
  if (!declared) return [];
  const undecided = [...resource.uses.conditions].filter(
    (name) => Object.hasOwn(declared, name) && stack.decide(name) === undefined,
  );
  if (undecided.length === 0) return [];
  return stack.branchesOf(undecided, condition).map(({ choices, conditions }) => ({
    assumptions: { path: stack.path, choices },
    conditions,
  }));
}

/** The parameters whose defaults the form of a resource depends on. */
export function defaultsOf({ stack, parts, condition }: TemplateResource): string[] {
  const { description, parent } = stack;
  // The parameters of most templates have no default that counts, and the stacks around them neither.
  if (!description.template.Parameters || (parent === undefined && !stack.hasDefaults)) return [];
  return [...new Set(defaultsIn(description, parts, condition === undefined ? [] : [condition]))];
}
