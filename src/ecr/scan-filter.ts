import { LIMITS } from './limits';
import { isNameFilter } from './name-filter';
import { matchesWildcard, wildcardMatcher } from '../text/wildcard';

/** Whether the filter fits the schema of AWS::ECR::RegistryScanningConfiguration. */
export function isScanFilter(filter: string): boolean {
  return isNameFilter(filter, LIMITS.SCAN_FILTER_LENGTH);
}

/** Whether a scanning filter matches a repository. Unlike in signing, a filter without `*` matches anywhere in the name. */
export function matchesScanFilter(filter: string, repositoryName: string): boolean {
  return scanFilterMatcher(filter)(repositoryName);
}

/** Prepares a scanning filter for many repositories. */
export function scanFilterMatcher(filter: string): (repositoryName: string) => boolean {
  return filter.includes('*') ? wildcardMatcher(filter) : (repositoryName) => repositoryName.includes(filter);
}

/** Whether a filter matches all names with a start, such as `team/`. The empty start is that of all names. */
export function matchesAllUnder(filter: string, start: string): boolean {
  return filter.includes('*') ? filter.endsWith('*') && matchesWildcard(filter, start) : start.includes(filter);
}

/** Whether a filter matches every name, also an unresolved one. */
export function matchesEveryName(filter: string): boolean {
  return /^\*+$/.test(filter);
}
