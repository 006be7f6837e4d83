import type { RegistryFile, RepositoryLine } from './format';
import { objectsIn, replicates, replicationRules } from './replication-rules';
import { covers } from '../../../src/ecr/namespaces';
import { coversAction, matchesPattern } from '../../../src/ecr/policy/action-pattern';
import { REPLICATE_ACTION } from '../../../src/ecr/policy/ecr-actions';
import { admitsLambda, readPolicy } from '../../../src/ecr/policy/policy-document';
import { matchesWildcard } from '../../../src/text/wildcard';

/** What a repository is used for, beside pulls by workloads. */
export enum Role {
  SIGNED = 'signed',
  LAMBDA = 'lambda',
  REPLICA = 'replica',
  CACHE = 'cache',
}

export interface RoleOfRepository {
  readonly role: Role;
  /** The setting that says so, in words. */
  readonly reason: string;
}

/** The roles of a repository, by the settings of its registry and of others that may replicate to it. */
export function rolesOf(
  repository: RepositoryLine,
  registry: RegistryFile,
  others: readonly RegistryFile[],
): RoleOfRepository[] {
  const roles: RoleOfRepository[] = [];
  const add = (role: Role, reason: string | undefined) => reason !== undefined && roles.push({ role, reason });
  add(Role.SIGNED, signingOf(repository, registry));
  add(Role.LAMBDA, admitsLambda(repository.policy) ? 'its policy lets AWS Lambda pull' : undefined);
  add(Role.REPLICA, sourceOf(repository, registry, others) ?? acceptanceOf(repository, registry));
  add(Role.CACHE, cacheOf(repository, registry));
  return roles;
}

function signingOf({ repositoryName }: RepositoryLine, { signingConfiguration }: RegistryFile): string | undefined {
  const isSigned = objectsIn(signingConfiguration?.rules).some(({ repositoryFilters }) => {
    const filters = objectsIn(repositoryFilters);
    return filters.length === 0 || filters.some(({ filter }) => matchesWildcard(String(filter), repositoryName));
  });
  return isSigned ? 'a signing rule matches its name' : undefined;
}

function sourceOf(
  { repositoryName }: RepositoryLine,
  { account, region }: RegistryFile,
  others: readonly RegistryFile[],
): string | undefined {
  const source = others.find((other) =>
    replicationRules(other).some(
      (rule) =>
        replicates(rule, repositoryName) &&
        rule.destinations.some((to) => to.account === account && to.region === region),
    ),
  );
  return source && `${source.account}/${source.region} replicates to it`;
}

function acceptanceOf({ repositoryArn }: RepositoryLine, { policy }: RegistryFile): string | undefined {
  const accepts = readPolicy(policy).statements.some(
    ({ allows, json, resources }) =>
      allows &&
      coversAction(json, REPLICATE_ACTION) &&
      resources.some((resource) => matchesPattern(resource, repositoryArn)),
  );
  return accepts ? 'the registry policy lets another account replicate to it' : undefined;
}

function cacheOf({ repositoryName }: RepositoryLine, { pullThroughCacheRules = [] }: RegistryFile): string | undefined {
  const prefixes = pullThroughCacheRules.map(({ ecrRepositoryPrefix }) => String(ecrRepositoryPrefix));
  const prefix = prefixes.find((each) => covers(each, repositoryName));
  return prefix === undefined ? undefined : `the pull-through cache ${prefix} covers it`;
}
