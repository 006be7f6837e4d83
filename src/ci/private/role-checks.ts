import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isRepositoryName } from '../../ecr/repository-name';
import { checkList, describe, InvalidInputError } from '../../text/errors';
import type { InvalidInput } from '../../text/errors';
import { checkHas, checkValue } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import { WorkloadIdentity } from '../workload-identity';
import { WorkloadIdentityProvider } from '../workload-identity-provider';

/** Throws unless an identity and its provider are of the right classes, where they are given. */
export function checkIdentity(
  scope: IConstruct,
  api: string,
  { identity, identityProvider }: { readonly identity?: unknown; readonly identityProvider?: unknown },
): void {
  if (identity !== undefined) checkValue({ scope, api, property: 'identity' }, identity, WorkloadIdentity);
  if (identityProvider === undefined) return;
  checkValue({ scope, api, property: 'identityProvider' }, identityProvider, WorkloadIdentityProvider);
}

/** Throws unless repositories are a list of constructs, where they are given. */
export function checkRepositories(scope: IConstruct, api: string, repositories: unknown[] | undefined): void {
  if (repositories === undefined) return;
  checkList({ scope, api, property: 'repositories' }, repositories);
  repositories.forEach((repository, index) =>
    checkHas(
      { scope, api, property: `repositories[${index}]` },
      repository,
      'repositoryArn',
      'be a repository, not its name',
      'use `prefixes`, or import it',
    ),
  );
}

/** Throws unless prefixes end at a part of a name. */
export function checkPrefixes(scope: IConstruct, api: string, prefixes: string[]): void {
  prefixes.forEach((prefix, index) => {
    const mistake = mistakeInPrefix(scope, api, index, prefix);
    if (mistake) throw new InvalidInputError(mistake);
  });
}

/** Errors for prefixes that are known only at the end of the synthesis. An empty one would admit to all repositories. */
export function latePrefixErrors(scope: IConstruct, api: string, prefixes: string[] = []): string[] {
  return prefixes.flatMap((prefix, index) => {
    const value: unknown = Stack.of(scope).resolve(prefix);
    const mistake = typeof value === 'string' ? mistakeInPrefix(scope, api, index, value) : undefined;
    return mistake ? [describe(mistake)] : [];
  });
}

function mistakeInPrefix(scope: IConstruct, api: string, index: number, prefix: string): InvalidInput | undefined {
  if (!isLiteral(prefix)) return undefined;
  const { region } = Stack.of(scope);
  if (prefix.endsWith('/') && isRepositoryName(`${prefix}a`, region)) return undefined;
  return {
    scope,
    api,
    property: `prefixes[${index}]`,
    found: prefix,
    must: 'be the start of a repository name that ends in "/", so that it does not match "team-ab" for "team-a"',
    remedy: 'end it at a "/" and leave out wildcards',
  };
}
