import { LIMITS } from './limits';
import { isNameFilter } from './name-filter';
import { matchesWildcard } from '../text/wildcard';

/** Whether the filter fits the schema of AWS::ECR::RegistryScanningConfiguration. */
export function isScanFilter(filter: string): boolean {
  return isNameFilter(filter, LIMITS.SCAN_FILTER_LENGTH);
}

/** Whether a scanning filter matches a repository: other than in signing, one without `*` does anywhere in the name. */
export function matchesScanFilter(filter: string, repositoryName: string): boolean {
  return filter.includes('*') ? matchesWildcard(filter, repositoryName) : repositoryName.includes(filter);
}

/** Whether a filter matches every name, also one that only the deployment knows. */
export function matchesEveryName(filter: string): boolean {
  return /^\*+$/.test(filter);
}
