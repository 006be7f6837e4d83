import { matchesEveryName } from './scan-filter';

/** The cost of continuous scanning, as a text, if one of the filters is for all repositories. */
export function costOfContinuous(filters: readonly string[]): string | undefined {
  if (!filters.some(matchesEveryName)) return undefined;
  return (
    'all images of the registry are scanned continuously: Amazon Inspector scans each again whenever new ' +
    'vulnerabilities become known, for 14 days to a lifetime by the setting of the account, and bills every image and ' +
    'every re-scan'
  );
}
