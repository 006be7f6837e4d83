import type { TemplateResource } from '../template-resource';

/** Whether deployments have two resources together. */
export enum Coexistence {
  /** One of them is never there without the other. */
  CERTAIN,
  /** Their conditions exclude each other. */
  EXCLUDED,
  /** It depends on values that only the deployment knows. */
  UNRESOLVED,
}

/** Whether two resources are there together, by their conditions. Those of different stacks are not compared. */
export function coexistenceOf(one: TemplateResource, other: TemplateResource): Coexistence {
  const { condition: first } = one;
  const { condition: second } = other;
  if (first === undefined && second === undefined) return Coexistence.CERTAIN;
  if (one.stack !== other.stack) return Coexistence.UNRESOLVED;
  if (first === undefined || second === undefined || first === second) return Coexistence.CERTAIN;
  const outcomes = [outcomesOf(one, second), outcomesOf(other, first)];
  if (outcomes.some((each) => each.length > 0 && each.every((outcome) => outcome === 'true'))) {
    return Coexistence.CERTAIN;
  }
  const isExcluded = outcomes.every((each) => each.length > 0 && each.every((outcome) => outcome === 'false'));
  return isExcluded ? Coexistence.EXCLUDED : Coexistence.UNRESOLVED;
}

/** A resource that may be there together with another one. */
export interface Companion {
  readonly resource: TemplateResource;
  /** Whether one of the two is never there without the other. */
  readonly isCertain: boolean;
}

/** The first of some resources that may be there together with another one, if possible one that certainly is. */
export function companionOf(resource: TemplateResource, others: readonly TemplateResource[]): Companion | undefined {
  for (const wanted of [Coexistence.CERTAIN, Coexistence.UNRESOLVED]) {
    const found = others.find((other) => coexistenceOf(other, resource) === wanted);
    if (found) return { resource: found, isCertain: wanted === Coexistence.CERTAIN };
  }
  return undefined;
}

/** How a condition may turn out where a resource is there. It is empty if there are too many possibilities. */
function outcomesOf({ stack, condition }: TemplateResource, other: string): (string | undefined)[] {
  return stack.branchesOf([other], condition).map(({ outcomes }) => [...outcomes.values()][0]);
}
