import { LIMITS } from '../../../ecr/limits';
import { hasHole } from '../../../text/holes';
import type { Problem } from '../../rule';
import type { Member, Members } from '../list-items';
import { isOther, known, membersOf, shown } from '../list-items';

/** What the filters of a feature must be like: there are three kinds in Amazon ECR. */
export interface FilterKind {
  /** The value of `FilterType`. */
  readonly type: string;
  readonly isValid: (filter: string) => boolean;
  /** What a filter must be, after "a filter". */
  readonly form: string;
  readonly remedy: string;
}

const MAX_FILTERS = LIMITS.FILTERS_OF_RULE;

/** The filters of a rule. */
export function filtersOf(rule: Member): Members {
  return membersOf(rule.json.RepositoryFilters, `${rule.at}/RepositoryFilters`);
}

/** For the features in which a rule without filters is for all repositories. */
export function* checkEmptyFilters({ at, json }: Member): Iterable<Problem> {
  const { RepositoryFilters: filters } = json;
  if (!Array.isArray(filters) || filters.length > 0) return;
  yield {
    at: `${at}/RepositoryFilters`,
    text: 'RepositoryFilters is an empty list, which is refused and does not mean all repositories',
    remedy: 'leave RepositoryFilters out for all repositories, or add a filter',
  };
}

/** What the service does not take of a rule's filters. */
export function* checkFilters(rule: Member, kind: FilterKind): Iterable<Problem> {
  const { all } = filtersOf(rule);
  if (all.length > MAX_FILTERS) {
    yield {
      at: `${rule.at}/RepositoryFilters`,
      text: `the rule has ${all.length} filters, and takes at most ${MAX_FILTERS}, so that it is refused`,
      remedy: 'join filters, or move repositories under a common prefix',
    };
  }
  for (const { at, json } of all) {
    const { Filter: filter, FilterType: type } = json;
    if (!hasHole(filter) && !kind.isValid(known(filter) ?? '')) {
      yield {
        at: `${at}/Filter`,
        text: `the filter is ${shown(filter)}, which is refused: ${kind.form}`,
        remedy: kind.remedy,
      };
    }
    if (isOther(type, [kind.type])) {
      yield {
        at: `${at}/FilterType`,
        text: `FilterType is ${shown(type)}, which is refused, as filters here are of type ${kind.type}`,
        remedy: `set FilterType to ${kind.type}`,
      };
    }
  }
}
