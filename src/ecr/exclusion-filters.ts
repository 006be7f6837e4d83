import { LIMITS } from './limits';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

const MAX_FILTERS = LIMITS.EXCLUSION_FILTERS;
const FILTER = /^[0-9a-zA-Z._*-]{1,128}$/;
/** The Terraform provider found the service to refuse a third one; no AWS text states it, so we take the safe side. */
const MAX_WILDCARDS = 2;

/** Throws unless the service takes these filters of the tags to which the opposite applies; tokens pass. */
export function checkExclusionFilters(owner: string, property: string, filters: readonly string[]): void {
  if (filters.length < 1 || filters.length > MAX_FILTERS) {
    throw new InvalidInputError({
      owner,
      property,
      found: filters,
      must: `have 1 to ${MAX_FILTERS} filters, not ${filters.length}`,
      remedy:
        filters.length === 0
          ? `leave \`${property}\` out for no exceptions`
          : 'join filters with a wildcard, e.g. "dev-*"',
    });
  }
  filters.forEach((filter, index) => checkExclusionFilter(owner, `${property}[${index}]`, filter));
}

/** Throws unless the service takes the filter; a token passes. */
function checkExclusionFilter(owner: string, property: string, filter: string): void {
  if (!isLiteral(filter)) return;
  if (!FILTER.test(filter)) {
    throw new InvalidInputError({
      owner,
      property,
      found: filter,
      must: 'be 1 to 128 letters, digits, ".", "_", "-" or "*"',
      remedy: 'write the tag or a part of it with "*" for the rest',
    });
  }
  if (filter.split('*').length - 1 > MAX_WILDCARDS) {
    throw new InvalidInputError({
      owner,
      property,
      found: filter,
      must: `have at most ${MAX_WILDCARDS} "*"`,
      remedy: 'split it into several filters',
    });
  }
}
