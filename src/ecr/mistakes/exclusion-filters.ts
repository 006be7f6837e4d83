import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { LIMITS } from '../limits';

const MAX_FILTERS = LIMITS.EXCLUSION_FILTERS;
const FILTER = /^[0-9a-zA-Z._*-]{1,128}$/;
/** Most wildcards of a filter. According to the Terraform provider, the service refuses a third one. AWS does not document it. */
const MAX_WILDCARDS = 2;
const id = EcrRule.TAG_EXCEPTIONS;

/** Filters of the tags that are exempt from the tag mutability of a repository. */
export function* mistakesInExclusionFilters(filters: readonly unknown[]): Iterable<Mistake> {
  if (!isUnresolved(filters) && (filters.length < 1 || filters.length > MAX_FILTERS)) {
    yield {
      id,
      refused: true,
      at: '',
      found: filters,
      must: `have 1 to ${MAX_FILTERS} filters, not ${filters.length}`,
      remedy: filters.length === 0 ? 'leave it out for no exceptions' : 'join filters with a wildcard, e.g. "dev-*"',
    };
  }
  for (const [index, filter] of filters.entries()) yield* mistakesInFilter(`[${index}]`, filter);
}

function* mistakesInFilter(at: string, filter: unknown): Iterable<Mistake> {
  if (!isAcceptable(filter, (text) => FILTER.test(text))) {
    yield {
      id,
      refused: true,
      at,
      found: filter,
      must: 'be 1 to 128 letters, digits, ".", "_", "-" or "*"',
      remedy: 'write the tag or a part of it with "*" for the rest',
    };
  } else if (!isAcceptable(filter, (text) => text.split('*').length - 1 <= MAX_WILDCARDS)) {
    yield {
      id,
      refused: true,
      at,
      found: filter,
      must: `have at most ${MAX_WILDCARDS} "*"`,
      remedy: 'split it into several filters',
    };
  }
}
