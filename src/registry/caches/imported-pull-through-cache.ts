import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import type { PullThroughCacheAttributes } from './i-pull-through-cache';
import { PullThroughCacheBase } from './pull-through-cache-base';
import { PullThroughCacheGrants } from './pull-through-cache-grants';
import { checkCachePrefix } from './pull-through-names';
import type { UpstreamRegistry } from './upstream-registry';
import { environmentOf } from '../../core/environment';
import { cachePullActions } from '../../ecr/policy/ecr-actions';

/** A cache that another app owns. Whether it lets an account in is for that app to say; grants are for the account's side. */
export class ImportedPullThroughCache extends PullThroughCacheBase {
  public readonly env: ResourceEnvironment;
  public readonly repositoryPrefix: string;
  public readonly grants: PullThroughCacheGrants;
  /**
   * @internal
   */
  public readonly _upstream?: UpstreamRegistry;

  public constructor(scope: Construct, id: string, attributes: PullThroughCacheAttributes) {
    super(scope, id);
    const own = environmentOf(this);
    this.env = { account: attributes.account ?? own.account, region: attributes.region ?? own.region };
    this.repositoryPrefix = checkCachePrefix(
      'PullThroughCache.fromPullThroughCacheAttributes',
      'repositoryPrefix',
      attributes.repositoryPrefix,
      this,
    );
    this._upstream = attributes.upstream;
    this.grants = PullThroughCacheGrants._of({
      cache: this,
      isDeclared: false,
      repositoriesArn: this._repositoriesArn,
      actions: cachePullActions(true),
    });
  }
}
