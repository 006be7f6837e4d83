import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { deployAfter, StackOrder } from '../../core/stack-order';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { TOKEN_ACTION } from '../../ecr/policy/ecr-actions';
import { InvalidInputError } from '../../text/errors';
import { listed } from '../../text/lists';
import { isLiteral } from '../../text/unresolved';

/**
 * The parts of a cache that its grants need.
 *
 * @internal
 */
export interface PullThroughCacheGrantsConfig {
  readonly cache: IConstruct;
  /** Whether the app declares the cache. */
  readonly isDeclared: boolean;
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

  private readonly consumers = new Set<IConstruct>();

  private constructor(private readonly config: PullThroughCacheGrantsConfig) {
    const { cache, isDeclared } = config;
    if (isDeclared) cache.node.addValidation({ validate: () => this.orderStacks() });
  }

  /**
   * Grants a principal to pull through the cache: images that are cached, and images that are not cached yet.
   *
   * For images that are not cached yet, the grant includes `ecr:BatchImportUpstreamImage`. It also includes
   * `ecr:CreateRepository`, unless the cache has the option `precreate`, with which the app declares the repositories.
   *
   * The stack of the principal then depends on the stack of the cache, so that the cache is there for the first pull.
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
    const consumer = [grantee, grantee.grantPrincipal].find((each) => Construct.isConstruct(each));
    if (consumer) this.consumers.add(consumer);
    return grant;
  }

  /** Deploys the cache before the stacks that pull through it. */
  private orderStacks(): string[] {
    const { cache } = this.config;
    const early = [...this.consumers].filter(
      (consumer) => deployAfter(consumer, cache, 'it pulls through the cache') === StackOrder.BEFORE,
    );
    if (early.length > 0) {
      warn(
        cache,
        EcrRule.CACHE_ORDER,
        `grants.pull: the stack of ${listed(early.map(({ node }) => node.path))} is deployed before the cache, because the ` +
          'stack of the cache depends on it; declare the registry in a stack that needs nothing of those that pull',
      );
    }
    return [];
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
