import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { TOKEN_ACTION } from '../../ecr/policy/ecr-actions';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

/**
 * The parts of a cache that its grants need.
 *
 * @internal
 */
export interface PullThroughCacheGrantsConfig {
  readonly cache: IConstruct;
  /** Account of the cache, where a grantee of another one is a mistake. */
  readonly account?: string;
  readonly repositoriesArn: string;
  /** On the repositories of the cache. */
  readonly actions: string[];
}

/**
 * Grants to principals on the repositories of a pull-through cache.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
export class PullThroughCacheGrants {
  /**
   * @internal
   */
  public static _of(config: PullThroughCacheGrantsConfig): PullThroughCacheGrants {
    return new PullThroughCacheGrants(config);
  }

  private constructor(private readonly config: PullThroughCacheGrantsConfig) {}

  /**
   * Grants a principal to pull through the cache: images that are cached, and images that are not cached yet.
   *
   * For images that are not cached yet, the grant includes `ecr:BatchImportUpstreamImage`. It also includes
   * `ecr:CreateRepository`, unless the cache has the option `precreate`, with which the app declares the repositories.
   *
   * @param grantee a role or user, such as the execution role of a task or the role of a cluster's nodes
   * @throws if this app declares the cache and the principal is in another account: use `PullThroughCache.allowPullFrom`
   * there; or if the principal has no policy that a grant can extend
   */
  public pull(grantee: iam.IGrantable): iam.Grant {
    const { account, repositoriesArn, actions } = this.config;
    const { principalAccount } = grantee.grantPrincipal;
    if (isLiteral(account) && isLiteral(principalAccount) && principalAccount !== account) {
      throw this.refusal(principalAccount, `be of the cache's account ${account}`);
    }
    const grant = iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [repositoriesArn] }).combine(
      iam.Grant.addToPrincipal({ grantee, actions: [TOKEN_ACTION], resourceArns: ['*'] }),
    );
    if (!grant.success) throw this.refusal(grantee.grantPrincipal.toString(), 'be a role or user, which has a policy');
    return grant;
  }

  private refusal(found: string, must: string): InvalidInputError {
    return new InvalidInputError({
      scope: this.config.cache,
      api: 'PullThroughCacheGrants.pull',
      property: 'grantee',
      found,
      must,
      remedy: 'use PullThroughCache.allowPullFrom for accounts and organizations, and its result as their policy',
    });
  }
}
