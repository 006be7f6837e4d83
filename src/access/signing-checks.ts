import { checkProfile } from './signing-profile';
import { hasSigning } from '../ecr/regions';
import { checkFilters } from '../ecr/signing-filter';
import type { IRegistry } from '../facades/i-registry';
import type { SigningRule } from '../facades/signing-rule';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

const OWNER = 'SigningRule';

/** Throws unless the registry can have the rule. */
export function checkSigningRule(registry: IRegistry, { profile, repositoryFilters }: SigningRule): void {
  const { region } = registry.env;
  if (isLiteral(region) && !hasSigning(region)) {
    throw new InvalidInputError({
      scope: registry,
      owner: OWNER,
      property: 'region',
      found: region,
      must: 'have managed signing',
      remedy: 'sign in a region that has it, or let the client sign that pushes',
    });
  }
  checkProfile(registry, OWNER, profile);
  if (repositoryFilters) checkFilters(registry, OWNER, repositoryFilters);
}
