import { LIMITS } from './limits';
import { isNameFilter } from './name-filter';
import type { Located } from '../text/errors';
import { checkAtLeastOne, InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';
import { matchesWildcard } from '../text/wildcard';

const { FILTERS_OF_RULE: MAX_FILTERS, SCAN_FILTER_LENGTH: MAX_LENGTH } = LIMITS;

/** Where filters were given, for errors. */
export interface FilterSource {
  readonly scope?: Located;
  readonly owner: string;
  readonly property: string;
}

/** Whether the filter fits the schema of AWS::ECR::RegistryScanningConfiguration. */
export function isScanFilter(filter: string): boolean {
  return isNameFilter(filter, MAX_LENGTH);
}

/** Throws unless a rule may be given the filters; tokens pass. */
export function checkScanFilters(source: FilterSource, filters: string[]): void {
  checkAtLeastOne(source, filters, 'filter', 'write ["*"] for all repositories');
  filters.forEach((filter, index) => {
    if (!isLiteral(filter) || isScanFilter(filter)) return;
    throw new InvalidInputError({
      ...source,
      property: `${source.property}[${index}]`,
      found: filter,
      must: `be 1 to ${MAX_LENGTH} lower-case letters, digits and "*", with single ".", "_", "-" or "/" between them`,
      remedy: remedyFor(filter),
    });
  });
}

/** Throws if a rule would have more filters than the service takes. */
export function checkScanFilterCount(source: FilterSource, filters: string[]): void {
  if (filters.length <= MAX_FILTERS) return;
  throw new InvalidInputError({
    ...source,
    found: `${filters.length} filters`,
    must: `be at most ${MAX_FILTERS} filters`,
    remedy: 'join filters with "*"',
  });
}

/** Whether a scanning filter matches a repository: other than in signing, one without `*` does anywhere in the name. */
export function matchesScanFilter(filter: string, repositoryName: string): boolean {
  return filter.includes('*') ? matchesWildcard(filter, repositoryName) : repositoryName.includes(filter);
}

/** Whether a filter matches every name, also one that only the deployment knows. */
export function matchesEveryName(filter: string): boolean {
  return /^\*+$/.test(filter);
}

function remedyFor(filter: string): string {
  return /[._/-]$/.test(filter) && isScanFilter(`${filter}*`)
    ? `write "${filter}*" for all repositories whose names start with it`
    : 'write "prod/*" for all repositories whose names start with "prod/"';
}
