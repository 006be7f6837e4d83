import type { AdoptionPlan } from '../adoption-plan';
import type { GeneratedStack } from '../generated-code';

/** The stacks with the repositories of a registry. Their files are not formatted yet: see `formatted`. */
export function repositoryStacks(plan: AdoptionPlan): GeneratedStack[] {
  void plan;
  return [];
}
