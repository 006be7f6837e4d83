import type * as iam from 'aws-cdk-lib/aws-iam';
import { LIMITS } from '../../ecr/limits';
import { checkNamespacePrefix } from '../../ecr/namespace-prefix';
import { isNamespace, ROOT } from '../../ecr/namespaces';
import { isReplicationPrefix, REPLICATION_PREFIX_LENGTH } from '../../ecr/replication-prefix';
import { checkAtLeastOne, InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

export function checkReplicationPrefixes(owner: string, prefixes: string[]): void {
  const property = 'repositoryPrefixes';
  checkAtLeastOne({ owner, property }, prefixes, 'prefix', 'add the prefix or leave it out for all repositories');
  prefixes.forEach((found, index) => {
    if (!isLiteral(found) || isReplicationPrefix(found)) return;
    throw new InvalidInputError({
      owner,
      property: `${property}[${index}]`,
      found,
      must: `be the start of repository names, of ${REPLICATION_PREFIX_LENGTH}, without a wildcard`,
      remedy: 'write it like "prod/", or leave the property out for all repositories',
    });
  });
}

export function checkImportPrefix(owner: string, prefix: string): void {
  checkNamespacePrefix(owner, 'repositoryPrefix', prefix, {
    minLength: LIMITS.MIN_CACHE_PREFIX_LENGTH,
    maxLength: LIMITS.CACHE_PREFIX_LENGTH,
  });
}

export function checkCreatePrefixes(owner: string, prefixes: string[]): void {
  const property = 'repositoryPrefixes';
  checkAtLeastOne({ owner, property }, prefixes, 'prefix', `add the prefix or say "${ROOT}" for all repositories`);
  prefixes.forEach((found, index) => {
    checkNamespacePrefix(owner, `${property}[${index}]`, found, { maxLength: LIMITS.TEMPLATE_PREFIX_LENGTH });
    if (found === ROOT || isNamespace(found)) return;
    throw new InvalidInputError({
      owner,
      property: `${property}[${index}]`,
      found,
      must: 'end in "/", because templates apply to namespaces',
      remedy: `write "${found}/"`,
    });
  });
}

export function checkPrincipals(owner: string, principals: iam.IPrincipal[]): void {
  checkAtLeastOne(
    { owner, property: 'principals' },
    principals,
    'principal',
    'add the principal or leave the statement out',
  );
  const conditions = new Set(principals.map(({ policyFragment }) => JSON.stringify(policyFragment.conditions)));
  if (conditions.size === 1) return;
  throw new InvalidInputError({
    owner,
    property: 'principals',
    found: principals.map((principal) => `${principal}`).join(', '),
    must: 'have the same conditions, because in one statement each condition holds for all of them',
    remedy: 'make a statement for each',
  });
}

/** Throws unless a statement has what a registry's policy needs. */
export function checkRawStatement(owner: string, statement: iam.PolicyStatement): void {
  const required: [string, boolean][] = [
    ['principals', statement.hasPrincipal],
    ['actions', statement.actions.length + statement.notActions.length > 0],
    ['resources', statement.resources.length + statement.notResources.length > 0],
  ];
  for (const [property, isThere] of required) {
    if (isThere) continue;
    throw new InvalidInputError({
      owner,
      property,
      found: undefined,
      must: 'be there: a registry policy takes no statement without',
      remedy: property === 'resources' ? 'add ARNs of repositories, or "*"' : `add ${property} to the statement`,
    });
  }
}
