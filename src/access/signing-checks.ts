import { checkProfile } from './signing-profile';
import { review } from '../core/review';
import { mistakesInFilterCount, mistakesInFilters, SIGNING_FILTERS } from '../ecr/mistakes/filters';
import { mistakesInSigningRegion } from '../ecr/mistakes/signing';
import type { IRegistry } from '../facades/i-registry';
import type { SigningRule } from '../facades/signing-rule';

const OWNER = 'SigningRule';

/** Throws unless the registry can have the rule. */
export function checkSigningRule(registry: IRegistry, { profile, repositoryFilters }: SigningRule): void {
  review(registry, { owner: OWNER, property: 'region' }, mistakesInSigningRegion(registry.env.region));
  checkProfile(registry, OWNER, profile);
  if (!repositoryFilters) return;
  review(registry, { owner: OWNER, property: 'repositoryFilters' }, [
    ...mistakesInFilters(SIGNING_FILTERS, repositoryFilters),
    ...mistakesInFilterCount(SIGNING_FILTERS, repositoryFilters.length),
  ]);
}
