import type { IConstruct } from 'constructs';
import { ConstructLedger } from '../../core/app-ledger';
import { environmentOf, relate, Relation } from '../../core/environment';
import { review } from '../../core/review';
import { mistakesInCacheCount, mistakesInCacheRegion } from '../../ecr/mistakes/caches';
import { InvalidInputError } from '../../text/errors';

const API = 'PullThroughCache';

/** The caches of each registry, by prefix. */
const CACHES = new ConstructLedger<IConstruct, Map<string, IConstruct>>();

/** Enters a cache into its registry, which has at most 50, and one of a prefix. */
export function enterCache(registry: IConstruct, cache: IConstruct, repositoryPrefix: string): void {
  const caches = CACHES.require(registry, () => new Map<string, IConstruct>());
  const other = caches.get(repositoryPrefix);
  if (other) {
    throw new InvalidInputError({
      scope: cache,
      api: API,
      property: 'repositoryPrefix',
      found: repositoryPrefix,
      must: `differ from the prefix of every other cache of the registry, and ${other.node.path} has it`,
      remedy: 'give one of the two another `repositoryPrefix`',
    });
  }
  review(cache, { api: API, property: 'number of caches' }, mistakesInCacheCount(caches.size + 1));
  caches.set(repositoryPrefix, cache);
}

/** Throws in a region without pull-through caches. */
export function checkCacheRegion(cache: IConstruct): void {
  review(cache, { api: API, property: 'region' }, mistakesInCacheRegion(environmentOf(cache).region));
}

/** A cache is part of its registry, in any stack. */
export function checkOwnEnvironment(cache: IConstruct, registry: IConstruct): void {
  if (relate(cache, registry) !== Relation.DIFFERENT) return;
  const { account, region } = environmentOf(registry);
  throw new InvalidInputError({
    scope: cache,
    api: API,
    property: 'registry',
    found: registry.node.path,
    must: `be of the account and region of the cache, and not of ${account}/${region}`,
    remedy: 'use Registry.of(scope), or declare the cache with registry.addPullThroughCache',
  });
}
