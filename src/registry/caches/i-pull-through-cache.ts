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

  /** Prefix of the names of cached repositories, without the `/` that follows. `ROOT` means no prefix. */
  readonly repositoryPrefix: string;

  /** Grants on the repositories of the cache. */
  readonly grants: PullThroughCacheGrants;

  /**
   * Returns the URI that pulls an image of the upstream registry through the cache.
   *
   * The URI is a plain text, so it does not order stacks. `grants.pull` deploys the cache before the stack of its principal;
   * without a grant, add the dependency between the stacks yourself.
   *
   * @param repository name of the repository in the upstream registry, without the host. For an official image of
   * Docker Hub you may leave out `library/`. For an Amazon ECR upstream, leave out `upstreamRepositoryPrefix`.
   * @param tagOrDigest a tag, or a digest that starts with `sha256:`; without it the URI ends with the repository name
   * @throws if the name is not a repository name, such as one that includes a tag
   */
  uriFor(repository: string, tagOrDigest?: string): string;
}

/** Attributes of an existing pull-through cache. */
export interface PullThroughCacheAttributes {
  /** Prefix of the names of cached repositories, such as `docker-hub`. `ROOT` means no prefix. */
  readonly repositoryPrefix: string;

  /**
   * The upstream registry of the cache.
   *
   * @default - unknown; `uriFor` uses every repository name unchanged, and adds no `library/`
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
