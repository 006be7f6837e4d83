import { AccessClass } from '../../../src/ecr/policy/access-class';
import { andMore } from '../../../src/text/lists';
import type { ReportedRepository } from '../../src/report/model/reported-repository';
import { shortRegistryNames } from '../../src/report/model/short-registry-names';
import type { PageReport } from '../data';
import { searchable } from '../shared/matching';
import { prefixOf } from '../shared/prefix';
import { shortName } from '../shared/principal-names';

const SHORT = 50;

/** A repository as a row of the table, with what the lists of the report say of it. */
export interface RepositoryRow {
  readonly place: number;
  readonly repository: ReportedRepository;
  readonly registry: string;
  /** The registry in the table: its region, if all are of one account. */
  readonly shortRegistry: string;
  readonly owner: string;
  readonly prefix: string;
  /** The first rule of the lifecycle policy, and how many there are more; empty if there is none. */
  readonly lifecycle: string;
  readonly replicas: string;
  /** Who may pull or push by a policy, each once. */
  readonly pulls: readonly string[];
  readonly pushes: readonly string[];
  /** In what the search looks. */
  readonly text: string;
}

/** The rows of all repositories. */
export function repositoryRows(report: PageReport): RepositoryRow[] {
  const { registries, lifecycles, grants } = report;
  const names = report.principals.map(shortName);
  const gives = (places: readonly number[], access: AccessClass) => {
    const some = places.map((place) => grants[place]);
    const given = some.filter(({ isDeny, classes }) => !isDeny && classes.includes(access));
    return [...new Set(given.map(({ principal }) => names[principal]))];
  };
  const shortNames = shortRegistryNames(registries);
  return report.repositories.map((repository, place) => {
    const { name, owner = '', path, cache, lifecycle, replicas, encryption, mutability } = repository;
    const { name: registry } = registries[repository.registry];
    return {
      ...{ place, repository, registry, owner },
      shortRegistry: shortNames[repository.registry],
      prefix: prefixOf(name),
      lifecycle: lifecycle === undefined ? '' : shortPolicy(lifecycles[lifecycle].lines),
      replicas: replicas.map((each) => shortNames[each]).join(', '),
      pulls: gives(repository.grants, AccessClass.PULL),
      pushes: gives(repository.grants, AccessClass.PUSH),
      text: searchable([name, owner, registry, path, cache, encryption, mutability]),
    };
  });
}

/** The start of the first line of a policy, and the number of the others. */
function shortPolicy([first = '', ...others]: readonly string[]): string {
  const short = first.length > SHORT ? `${first.slice(0, SHORT)}…` : first.replace(/\.$/, '');
  return others.length === 0 ? short : `${short}, ${andMore(others.length)}`;
}
