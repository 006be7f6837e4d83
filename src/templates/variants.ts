import type { Assumptions } from './assumptions';
import type { Branch } from './conditions';
import { defaultsIn } from './parameters';
import { referenceValuesOf } from './reference-values';
import type { TemplateResource } from './template-resource';

/** A form of a resource that a deployment may make. */
export interface Variant {
  readonly assumptions: Assumptions;
  /** What only the deployment decides: the outcomes of conditions and the values of references, by what they are of. */
  readonly outcomes: ReadonlyMap<string, string>;
}

/**
 * The forms of a resource, one for each branch of its conditions and each value of its references. It is empty if nothing is
 * undecided.
 */
export function variantsOf(resource: TemplateResource): Variant[] {
  const { path, hasChoices } = resource.stack;
  // The resources of most templates depend on nothing that a deployment chooses.
  if (!hasChoices) return [];
  return branchesOf(resource).map(({ choices, outcomes }) => ({ assumptions: { path, choices }, outcomes }));
}

function branchesOf(resource: TemplateResource): Branch[] {
  const { stack, uses, condition } = resource;
  const { Conditions: declared = {} } = stack.description.template;
  const undecided = [...uses.conditions].filter(
    (name) => Object.hasOwn(declared, name) && stack.decide(name) === undefined,
  );
  const references = [...referenceValuesOf(resource)];
  // Where there are too many branches, those of the reference with the most values are left out.
  for (let count = references.length; count >= 0; count--) {
    if (undecided.length + count === 0) return [];
    const branches = stack.branchesOf(undecided, condition, new Map(references.slice(0, count)));
    if (branches.length > 0) return branches;
  }
  return [];
}

/** The parameters whose defaults the form of a resource depends on. */
export function defaultsOf({ stack, parts, condition }: TemplateResource): string[] {
  const { description, parent } = stack;
  // The parameters of most templates have no default that counts, and the stacks around them neither.
  if (!description.template.Parameters || (parent === undefined && !stack.hasDefaults)) return [];
  return [...new Set(defaultsIn(description, parts, condition === undefined ? [] : [condition]))];
}
