import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import type { PullThroughCacheGrants } from './pull-through-cache-grants';
import type { UpstreamRegistry } from './upstream-registry';

/**
 * A pull-through cache, declared or imported.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export interface IPullThroughCache extends IConstruct {
  /** Account and region of the cache. */
  readonly env: ResourceEnvironment;

  /** Prefix of the names of cached repositories, without the `/` that follows; `ROOT` for none. */
  readonly repositoryPrefix: string;

  /** Grants on the repositories of the cache. */
  readonly grants: PullThroughCacheGrants;

  /**
   * The URI that pulls an image of the upstream through the cache.
   *
   * @param repository name of the repository in the upstream, without the host; an official image of Docker Hub may
   * leave out its `library/`, and a repository of an Amazon ECR upstream leaves out the upstream's prefix
   * @param tagOrDigest a tag, or a digest that starts with `sha256:`; without it the URI ends with the name
   * @throws if the name is not one of a repository, such as one with a tag in it
   */
  uriFor(repository: string, tagOrDigest?: string): string;
}

/** Attributes of an existing pull-through cache. */
export interface PullThroughCacheAttributes {
  /** Prefix of the names of cached repositories, like `docker-hub`; `ROOT` for none. */
  readonly repositoryPrefix: string;

  /**
   * The upstream registry.
   *
   * @default - unknown; `uriFor` takes every name as it is, and adds no `library/`
   */
  readonly upstream?: UpstreamRegistry;

  /**
   * Account of the cache.
   *
   * @default - the account of the stack
   */
  readonly account?: string;

  /**
   * Region of the cache.
   *
   * @default - the region of the stack
   */
  readonly region?: string;
}
