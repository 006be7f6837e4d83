import type { AdoptionPlan } from '../adoption-plan';
import type { GeneratedStack } from '../generated-code';

/** The stack with the settings of a registry. There is none if the registry has no settings. */
export function registryStacks(plan: AdoptionPlan): GeneratedStack[] {
  void plan;
  return [];
}
