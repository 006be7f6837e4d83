import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { environmentOf } from '../../core/environment';
import { mistakesInCachePrefix, mistakesInLatePrefix } from '../../ecr/mistakes/prefixes';
import { refuse } from '../../ecr/mistakes/refuse';
import { normalise, repositoriesUnder, startOfNames } from '../../ecr/namespaces';

/** Throws unless a cache rule takes the prefix; returns it without the `/` at its end, which the service assumes. */
export function checkCachePrefix(api: string, property: string, prefix: string, scope?: IConstruct): string {
  const region = scope && environmentOf(scope).region;
  refuse({ scope, api, property }, [...mistakesInLatePrefix(prefix), ...mistakesInCachePrefix(prefix, region)]);
  return normalise(prefix);
}

/** The name of a repository of the cache. */
export function repositoryNameUnder(prefix: string, name: string): string {
  return `${startOfNames(prefix)}${name}`;
}

/** The ARN of all repositories of a prefix: of its namespace, and none whose name merely starts with the same letters. */
export function repositoriesArn(
  stack: Stack,
  { account, region }: { readonly account: string; readonly region: string },
  prefix: string,
): string {
  return stack.formatArn({
    account,
    region,
    service: 'ecr',
    resource: 'repository',
    resourceName: repositoriesUnder(prefix),
  });
}
