import { Stack } from 'aws-cdk-lib';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import type { IPullThroughCache } from './i-pull-through-cache';
import type { PullThroughCacheGrants } from './pull-through-cache-grants';
import { repositoriesArn, repositoryNameUnder } from './pull-through-names';
import type { UpstreamRegistry } from './upstream-registry';
import { review } from '../../core/review';
import { referenceSuffix, registryHost } from '../../ecr/hosts';
import { mistakesInUpstreamRepository } from '../../ecr/mistakes/caches';
import { mistakesInRepositoryName } from '../../ecr/mistakes/names';
import { checkText } from '../../text/kinds';

/**
 * Base of declared and imported caches.
 *
 * @internal
 */
export abstract class PullThroughCacheBase extends Construct implements IPullThroughCache {
  public abstract readonly env: ResourceEnvironment;
  public abstract readonly repositoryPrefix: string;
  public abstract readonly grants: PullThroughCacheGrants;
  /**
   * @internal
   */
  public abstract readonly _upstream?: UpstreamRegistry;

  public uriFor(repository: string, tagOrDigest?: string): string {
    const api = 'PullThroughCache.uriFor';
    const name = this._repositoryName(api, repository, 'repository');
    if (tagOrDigest !== undefined) {
      checkText({ scope: this, api, property: 'tagOrDigest' }, tagOrDigest, 'write the tag in quotes, like "3.20"');
    }
    const host = registryHost({ ...this.env, urlSuffix: Stack.of(this).urlSuffix });
    return `${host}/${name}${referenceSuffix(tagOrDigest)}`;
  }

  /**
   * The name in the cache of a repository of the upstream.
   *
   * @param property the name of the repository in errors
   * @internal
   */
  public _repositoryName(api: string, repository: string, property: string): string {
    const place = { api, property };
    checkText({ scope: this, ...place }, repository, 'write the name of the repository in the upstream registry');
    const name = repositoryNameUnder(this.repositoryPrefix, this._upstream?._repositoryName(repository) ?? repository);
    review(this, place, mistakesInUpstreamRepository(repository, this.repositoryPrefix, this._upstream?._kind));
    review(this, place, mistakesInRepositoryName(name, this.env.region));
    return name;
  }

  /**
   * The ARN of all repositories of the cache.
   *
   * @internal
   */
  public get _repositoriesArn(): string {
    return repositoriesArn(Stack.of(this), this.env, this.repositoryPrefix);
  }
}
