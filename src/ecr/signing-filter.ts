import { LIMITS } from './limits';
import { isNameFilter } from './name-filter';
import type { Located } from '../text/errors';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

const { FILTERS_OF_RULE: MAX_FILTERS, SIGNING_FILTER_LENGTH: MAX_LENGTH } = LIMITS;

/** Whether the filter fits the schema of AWS::ECR::SigningConfiguration. */
export function isSigningFilter(filter: string): boolean {
  return isNameFilter(filter, MAX_LENGTH);
}

/** Throws unless a rule may have the filters; tokens pass. */
export function checkFilters(registry: Located, owner: string, filters: string[]): void {
  if (filters.length < 1 || filters.length > MAX_FILTERS) {
    throw new InvalidInputError({
      scope: registry,
      owner,
      property: 'repositoryFilters',
      found: filters,
      must: `have 1 to ${MAX_FILTERS} filters`,
      remedy: 'leave it out to sign all repositories, or join filters with "*"',
    });
  }
  filters.forEach((filter, index) => {
    if (!isLiteral(filter) || isSigningFilter(filter)) return;
    throw new InvalidInputError({
      scope: registry,
      owner,
      property: `repositoryFilters[${index}]`,
      found: filter,
      must: `be 1 to ${MAX_LENGTH} lower-case letters, digits and "*", with single ".", "_", "-" or "/" between them`,
      remedy: 'write "prod/*" for all repositories whose names start with "prod/"',
    });
  });
}
