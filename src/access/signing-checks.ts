import { checkProfile } from './signing-profile';
import { review } from '../core/review';
import { mistakesInFilterCount, mistakesInFilters, SIGNING_FILTERS } from '../ecr/mistakes/filters';
import { mistakesInSigningRegion } from '../ecr/mistakes/signing';
import type { IRegistry } from '../facades/i-registry';
import type { SigningRule } from '../facades/signing-rule';

const API = 'SigningRule';

/** Throws unless the registry can have the rule. */
export function checkSigningRule(registry: IRegistry, { profile, repositoryFilters }: SigningRule): void {
  review(registry, { api: API, property: 'region' }, mistakesInSigningRegion(registry.env.region));
  checkProfile(registry, API, profile);
  if (!repositoryFilters) return;
  review(registry, { api: API, property: 'repositoryFilters' }, [
    ...mistakesInFilters(SIGNING_FILTERS, repositoryFilters),
    ...mistakesInFilterCount(SIGNING_FILTERS, repositoryFilters.length),
  ]);
}
