import { addTo, byText } from '../../../src/text/lists';
import type { ReportedRepository } from '../../src/report/model/reported-repository';

/** A repository with its place in the report. */
export type PlacedRepository = Pick<ReportedRepository, 'name'> & { readonly place: number };

/** A prefix with the repositories that it has, or one repository. */
export interface ContentEntry {
  /** The name of the repository, or the prefix with its slash. */
  readonly name: string;
  readonly isPrefix: boolean;
  readonly repositories: readonly PlacedRepository[];
}

/**
 * What stands directly under a prefix, the biggest first. A prefix that has all, and one repository alone in its prefix,
 * need no step of their own.
 */
export function contentsOf(repositories: readonly PlacedRepository[], prefix = ''): ContentEntry[] {
  const groups = new Map<string, PlacedRepository[]>();
  const entries: ContentEntry[] = [];
  for (const repository of repositories) {
    const { name } = repository;
    if (!name.startsWith(prefix)) continue;
    const end = name.indexOf('/', prefix.length);
    if (end >= 0) addTo(groups, name.slice(0, end + 1), repository);
    else entries.push({ name, isPrefix: false, repositories: [repository] });
  }
  if (groups.size === 1 && entries.length === 0) {
    const [[group, all]] = groups;
    if (all.length > 1) return contentsOf(all, group);
  }
  for (const [group, all] of groups) {
    if (all.length === 1) entries.push({ name: all[0].name, isPrefix: false, repositories: all });
    else entries.push({ name: sharedPrefix(all, group), isPrefix: true, repositories: all });
  }
  return entries.sort(
    (one, other) => other.repositories.length - one.repositories.length || byText(one.name, other.name),
  );
}

/** The longest prefix, to a slash, that all have. */
function sharedPrefix(repositories: readonly PlacedRepository[], from: string): string {
  const [{ name }] = repositories;
  let shared = from;
  for (let end = name.indexOf('/', shared.length); end >= 0; end = name.indexOf('/', shared.length)) {
    const longer = name.slice(0, end + 1);
    if (!repositories.every((each) => each.name.startsWith(longer))) break;
    shared = longer;
  }
  return shared;
}
