import { isAcceptable, mistakesAt, mistakesIfNoList } from './mistake';
import type { Mistake } from './mistake';
import { EcrRule } from '../ecr-rule';
import { LIMITS } from '../limits';
import { isReplicationPrefix, REPLICATION_PREFIX_LENGTH } from '../replication-prefix';
import { isScanFilter } from '../scan-filter';
import { isSigningFilter } from '../signing-filter';

/** The form of the filters of a feature. Amazon ECR has three kinds of filters. */
export interface FilterKind {
  readonly id: EcrRule;
  /** The name of a filter in texts. */
  readonly what: 'filter' | 'prefix';
  readonly isValid: (filter: string) => boolean;
  /** The form of a filter, as the end of a sentence that starts with "must". */
  readonly must: string;
  readonly remedy: (filter: unknown) => string;
  /** The remedy for an empty list. */
  readonly whenEmpty: string;
  /** The remedy for too many. */
  readonly whenTooMany: string;
}

const MAX = LIMITS.FILTERS_OF_RULE;
const JOIN = 'join filters with "*"';
const WILDCARDS = 'lower-case letters, digits and "*", with single ".", "_", "-" or "/" between them';

export const SCAN_FILTERS: FilterKind = {
  id: EcrRule.SCANNING_CONFIGURATION,
  what: 'filter',
  isValid: isScanFilter,
  must: `be 1 to ${LIMITS.SCAN_FILTER_LENGTH} ${WILDCARDS}`,
  remedy: (filter) =>
    /[._/-]$/.test(String(filter)) && isScanFilter(`${String(filter)}*`)
      ? `write "${String(filter)}*" for all repositories whose names start with it`
      : 'write "prod/*" for all repositories whose names start with "prod/"',
  whenEmpty: 'write ["*"] for all repositories',
  whenTooMany: JOIN,
};

export const SIGNING_FILTERS: FilterKind = {
  id: EcrRule.SIGNING_CONFIGURATION,
  what: 'filter',
  isValid: isSigningFilter,
  must: `be 1 to ${LIMITS.SIGNING_FILTER_LENGTH} ${WILDCARDS}`,
  remedy: () => 'write "prod/*" for all repositories whose names start with "prod/"',
  whenEmpty: 'leave it out to sign all repositories',
  whenTooMany: JOIN,
};

export const REPLICATION_FILTERS: FilterKind = {
  id: EcrRule.REPLICATION_CONFIGURATION,
  what: 'prefix',
  isValid: isReplicationPrefix,
  must: `be the start of repository names, of ${REPLICATION_PREFIX_LENGTH}, without a wildcard`,
  remedy: () => 'write it like "prod/", or leave the property out for all repositories',
  whenEmpty: 'add the prefix or leave it out for all repositories',
  whenTooMany: 'put the repositories under fewer prefixes',
};

/** Mistakes in the filters of a rule. */
export function* mistakesInFilters(kind: FilterKind, filters: readonly unknown[]): Iterable<Mistake> {
  yield* mistakesIfNoList(kind.id, filters);
  if (!Array.isArray(filters)) return;
  yield* mistakesInEmptyFilters(kind, filters);
  for (const [index, filter] of filters.entries()) yield* mistakesAt(`[${index}]`, mistakesInFilter(kind, filter));
}

/** The mistake in an empty list of filters. */
export function* mistakesInEmptyFilters(kind: FilterKind, filters: readonly unknown[]): Iterable<Mistake> {
  const { id, what, whenEmpty } = kind;
  if (filters.length > 0) return;
  yield { id, at: '', found: filters, must: `have at least one ${what}`, remedy: whenEmpty };
}

/** The mistake in the number of filters of a rule. */
export function* mistakesInFilterCount({ id, what, whenTooMany }: FilterKind, count: number): Iterable<Mistake> {
  if (count <= MAX) return;
  const plural = what === 'filter' ? 'filters' : 'prefixes';
  yield { id, at: '', found: `${count} ${plural}`, must: `be at most ${MAX} ${plural}`, remedy: whenTooMany };
}

export function* mistakesInFilter({ id, isValid, must, remedy }: FilterKind, filter: unknown): Iterable<Mistake> {
  if (!isAcceptable(filter, isValid)) yield { id, at: '', found: filter, must, remedy: remedy(filter) };
}
