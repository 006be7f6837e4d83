/** The types of filters for repositories, as `FilterType` names them. Each feature takes one of its own. */
export const FilterType = {
  REPLICATION: 'PREFIX_MATCH',
  SCANNING: 'WILDCARD',
  SIGNING: 'WILDCARD_MATCH',
} as const;

/**
 * The pattern of filters with wildcards, for scanning and for signing. It accepts the same texts as both schemas, but it
 * never backtracks as the pattern in the schema of scanning does.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 */
const FILTER = /^[a-z0-9*]+(?:[._/-][a-z0-9*]+)*$/;

/** Whether a text is a filter with wildcards of at most some length. */
export function isNameFilter(filter: string, maxLength: number): boolean {
  return filter.length <= maxLength && FILTER.test(filter);
}

/** Each filter once, in an order that does not depend on the given order. */
export function canonicalFilters(filters: readonly string[]): string[] {
  return [...new Set(filters)].sort();
}
