import type { RegistryReport } from '../../src/report/model/registry-report';

/** A policy with the repositories that have it. */
export interface PolicyUse {
  readonly lines: readonly string[];
  /** The places of the repositories. */
  readonly repositories: readonly number[];
}

/** The policies, those of most repositories first, and the repositories without a policy. */
export interface PolicyUses {
  readonly uses: readonly PolicyUse[];
  readonly without: readonly number[];
}

/** Which repositories have which policy. */
export function policyUses({
  lifecycles,
  repositories,
}: Pick<RegistryReport, 'lifecycles' | 'repositories'>): PolicyUses {
  const places = lifecycles.map((): number[] => []);
  const without: number[] = [];
  repositories.forEach(({ lifecycle, isPublic }, place) => {
    if (lifecycle !== undefined) places[lifecycle].push(place);
    // A public repository cannot have a policy.
    else if (isPublic !== true) without.push(place);
  });
  const uses = lifecycles.map(({ lines }, index) => ({ lines, repositories: places[index] }));
  return { uses: uses.sort((one, other) => other.repositories.length - one.repositories.length), without };
}
