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

/** How a condition may turn out where a resource is there. It is empty if there are too many possibilities. */
function outcomesOf({ stack, condition }: TemplateResource, other: string): (string | undefined)[] {
  return stack.branchesOf([other], condition).map(({ outcomes }) => [...outcomes.values()][0]);
}
