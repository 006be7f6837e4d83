import type { AccessClass } from '../../../src/ecr/policy/access-class';
import type { ReportedGrant, ReportedPrincipal } from '../../src/report/model/registry-report';
import type { PageReport } from '../data';
import { gravestOf } from '../shared/gravest';
import { matching, searchable } from '../shared/matching';
import { prefixOf, prefixText } from '../shared/prefix';
import { RELATIONS, RELATION_TEXTS, shortName } from '../shared/principal-names';

/** A principal as a row. */
export interface AccessRow {
  readonly place: number;
  readonly principal: ReportedPrincipal;
  readonly name: string;
  readonly text: string;
}

/** Repositories as a column: a prefix, or a single one. */
export interface AccessColumn {
  readonly title: string;
  /** The prefix; absent for a single repository. */
  readonly prefix?: string;
  /** The places of the repositories. */
  readonly repositories: readonly number[];
}

/** What a principal may do with the repositories of a column. */
export interface AccessCell {
  /** The gravest class that is allowed. */
  readonly gravest?: AccessClass;
  /** The repositories in which the gravest class is allowed. */
  readonly gravestCount: number;
  /** Whether each statement that allows the gravest class has a condition. */
  readonly isConditional: boolean;
  /** The gravest class that is denied. */
  readonly denied?: AccessClass;
  /** The repositories by the places of the grants. */
  readonly grants: ReadonlyMap<number, readonly number[]>;
}

/** Fewer repositories than these are columns of their own. */
const FEW_REPOSITORIES = 10;

/** The principals that have a grant, those from outside first. */
export function accessRows({ principals, grants }: PageReport): AccessRow[] {
  const named = new Set(grants.map(({ principal }) => principal));
  const rows = principals.flatMap((principal, place) => {
    if (!named.has(place)) return [];
    const name = shortName(principal);
    return [{ place, principal, name, text: searchable([name, principal.name, RELATION_TEXTS[principal.relation]]) }];
  });
  return rows.sort(({ principal: one }, { principal: other }) => {
    return RELATIONS.indexOf(one.relation) - RELATIONS.indexOf(other.relation);
  });
}

/** Which columns there are. */
export interface ColumnChoice {
  readonly search: string;
  readonly prefix?: string;
  /** The places of the principals of which one must be named; absent for all repositories. */
  readonly principals?: ReadonlySet<number>;
}

/**
 * The columns of the repositories that a choice leaves: their prefixes, or, within one prefix or if they are few, the
 * repositories.
 */
export function accessColumns(report: PageReport, { search, prefix, principals }: ColumnChoice): AccessColumn[] {
  const { repositories, grants } = report;
  const all = repositories.map(({ name, owner }, place) => ({ name, place, text: searchable([name, owner]) }));
  const some = matching(all, ({ text }) => text, search).filter(
    ({ name, place }) =>
      (prefix === undefined || prefixOf(name) === prefix) &&
      (principals === undefined || repositories[place].grants.some((grant) => principals.has(grants[grant].principal))),
  );
  if (prefix !== undefined || some.length <= FEW_REPOSITORIES) {
    return some.map(({ name, place }) => ({ title: name, repositories: [place] }));
  }
  const byPrefix = new Map<string, number[]>();
  for (const { name, place } of some) {
    const key = prefixOf(name);
    const places = byPrefix.get(key);
    if (places) places.push(place);
    else byPrefix.set(key, [place]);
  }
  return [...byPrefix].map(([key, places]) => ({ title: prefixText(key), prefix: key, repositories: places }));
}

/** The cells of a column by the places of principals. */
export function cellsOf({ repositories, grants }: PageReport, column: AccessColumn): Map<number, AccessCell> {
  const byPrincipal = new Map<number, Map<number, number[]>>();
  for (const repository of column.repositories) {
    for (const grant of repositories[repository].grants) {
      const own = valueIn(byPrincipal, grants[grant].principal, () => new Map<number, number[]>());
      valueIn(own, grant, () => []).push(repository);
    }
  }
  return new Map([...byPrincipal].map(([principal, places]) => [principal, cellOf(grants, places)]));
}

function cellOf(grants: readonly ReportedGrant[], places: ReadonlyMap<number, readonly number[]>): AccessCell {
  const entries = [...places].map(([grant, repositories]) => ({ ...grants[grant], repositories }));
  const allowed = entries.filter(({ isDeny }) => !isDeny);
  const classesOf = (some: typeof entries) => gravestOf(new Set(some.flatMap(({ classes }) => classes)));
  const gravest = classesOf(allowed);
  const giving = gravest === undefined ? [] : allowed.filter(({ classes }) => classes.includes(gravest));
  return {
    gravest,
    gravestCount: new Set(giving.flatMap(({ repositories }) => repositories)).size,
    isConditional: giving.length > 0 && giving.every(({ condition }) => condition !== undefined),
    denied: classesOf(entries.filter(({ isDeny }) => isDeny)),
    grants: places,
  };
}

function valueIn<K, V>(map: Map<K, V>, key: K, initial: () => V): V {
  const value = map.get(key) ?? initial();
  map.set(key, value);
  return value;
}
