import type { FilterKind } from '../../../ecr/mistakes/filters';
import { mistakesInEmptyFilters, mistakesInFilter, mistakesInFilterCount } from '../../../ecr/mistakes/filters';
import type { Problem } from '../../rule';
import type { Member, Members } from '../list-items';
import { isOther, judgeable, membersOf, shown } from '../list-items';
import { problemsOf } from '../mistake-problems';

const PROPERTY = 'RepositoryFilters';

/** The filters of a rule. */
export function filtersOf(rule: Member): Members {
  return membersOf(rule.json[PROPERTY], `${rule.at}/${PROPERTY}`);
}

/** The filters of a feature whose rules without filters are for all repositories. */
export function* checkEmptyFilters({ at, json }: Member, kind: FilterKind): Iterable<Problem> {
  const filters = json[PROPERTY];
  if (!Array.isArray(filters)) return;
  yield* problemsOf(kind.id, `${at}/${PROPERTY}`, PROPERTY, mistakesInEmptyFilters(kind, filters));
}

/** The mistakes in the filters of a rule, which must have a certain type. */
export function* checkFilters(rule: Member, kind: FilterKind, type: string): Iterable<Problem> {
  const { all } = filtersOf(rule);
  yield* problemsOf(kind.id, `${rule.at}/${PROPERTY}`, PROPERTY, mistakesInFilterCount(kind, all.length));
  for (const { at, json } of all) {
    yield* problemsOf(kind.id, `${at}/Filter`, 'Filter', mistakesInFilter(kind, judgeable(json.Filter)));
    if (isOther(json.FilterType, [type])) {
      yield {
        at: `${at}/FilterType`,
        text: `FilterType is ${shown(json.FilterType)}, but filters here must be of type ${type}`,
        remedy: `set FilterType to ${type}`,
      };
    }
  }
}
