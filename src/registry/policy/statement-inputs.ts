import type * as iam from 'aws-cdk-lib/aws-iam';
import { mistakesInUpstreamRepository } from '../../ecr/mistakes/caches';
import { mistakesInFilters, REPLICATION_FILTERS } from '../../ecr/mistakes/filters';
import { mistakesInRepositoryName } from '../../ecr/mistakes/names';
import { mistakesInImportPrefix, mistakesInLatePrefix, mistakesInTemplatePrefix } from '../../ecr/mistakes/prefixes';
import { refuse } from '../../ecr/mistakes/refuse';
import { isNamespace, ROOT, startOfNames } from '../../ecr/namespaces';
import { checkAtLeastOne, checkList, InvalidInputError } from '../../text/errors';
import { checkHas, checkStatement } from '../../text/kinds';

export function checkReplicationPrefixes(api: string, prefixes: string[]): void {
  refuse({ api, property: 'repositoryPrefixes' }, mistakesInFilters(REPLICATION_FILTERS, prefixes));
}

/** The prefix stands in an ARN, so that it may be longer than that of a cache, as one of a namespace in it. */
export function checkImportPrefix(api: string, prefix: string): void {
  const mistakes = [...mistakesInLatePrefix(prefix), ...mistakesInImportPrefix(prefix)];
  refuse({ api, property: 'repositoryPrefix' }, mistakes);
}

export function checkImportedRepositories(api: string, prefix: string, repositories: string[]): void {
  const property = 'upstreamRepositories';
  checkList({ api, property }, repositories);
  const remedy = 'name the repositories, or leave the list out for all of them';
  checkAtLeastOne({ api, property }, repositories, 'repository', remedy);
  repositories.forEach((found, index) => {
    const place = { api, property: `${property}[${index}]` };
    refuse(place, [
      ...mistakesInLatePrefix(found),
      ...mistakesInUpstreamRepository(found, prefix),
      ...mistakesInRepositoryName(`${startOfNames(prefix)}${found}`),
    ]);
  });
}

export function checkCreatePrefixes(api: string, prefixes: string[]): void {
  const property = 'repositoryPrefixes';
  checkList({ api, property }, prefixes);
  checkAtLeastOne({ api, property }, prefixes, 'prefix', `add the prefix or say "${ROOT}" for all repositories`);
  prefixes.forEach((found, index) => {
    const mistakes = [...mistakesInLatePrefix(found), ...mistakesInTemplatePrefix(found)];
    refuse({ api, property: `${property}[${index}]` }, mistakes);
    if (found === ROOT || isNamespace(found)) return;
    throw new InvalidInputError({
      api,
      property: `${property}[${index}]`,
      found,
      must: 'end in "/", because templates apply to namespaces',
      remedy: `write "${found}/"`,
    });
  });
}

export function checkPrincipals(api: string, principals: iam.IPrincipal[]): void {
  checkList({ api, property: 'principals' }, principals);
  principals.forEach((principal, index) =>
    checkHas(
      { api, property: `principals[${index}]` },
      principal,
      'policyFragment',
      'be a principal',
      'write new iam.AccountPrincipal("111122223333"), or `grantPrincipal` of a role',
    ),
  );
  checkAtLeastOne(
    { api, property: 'principals' },
    principals,
    'principal',
    'add the principal or leave the statement out',
  );
  const conditions = new Set(principals.map(({ policyFragment }) => JSON.stringify(policyFragment.conditions)));
  if (conditions.size === 1) return;
  throw new InvalidInputError({
    api,
    property: 'principals',
    found: principals.map((principal) => `${principal}`).join(', '),
    must: 'have the same conditions, because in one statement each condition holds for all of them',
    remedy: 'make a statement for each',
  });
}

/** Throws unless a statement has what a registry's policy needs. */
export function checkRawStatement(api: string, statement: iam.PolicyStatement): void {
  checkStatement({ api, property: 'statement' }, statement);
  const required: [string, boolean][] = [
    ['principals', statement.hasPrincipal],
    ['actions', statement.actions.length + statement.notActions.length > 0],
    ['resources', statement.resources.length + statement.notResources.length > 0],
  ];
  for (const [property, isThere] of required) {
    if (isThere) continue;
    throw new InvalidInputError({
      api,
      property,
      found: undefined,
      must: 'be there: a registry policy takes no statement without',
      remedy: property === 'resources' ? 'add ARNs of repositories, or "*"' : `add ${property} to the statement`,
    });
  }
}
