import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { MixinStrategy, RepositoryMixinOptions } from './mixin-strategy';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { applyLifecycle } from './private/mixed-lifecycle';
import { checkMixinOptions, RepositoryMixin } from './private/repository-mixin';
import { checkSettings } from '../repository/check-settings';

/**
 * Gives repositories a lifecycle policy.
 *
 * A policy is taken or left as a whole, because the rules of two would claim each other's images. By default, a
 * repository whose owner has a rule keeps its own policy; rules that the owner adds after the mixin (`addLifecycleRule`
 * of the L2) are its own as well, and then take the place of the mixin's. Under `MixinStrategy.OVERRIDE` the owner's
 * rules are dropped, also those added later. It covers the repositories that exist when it is applied.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { LifecyclePolicy, mixins } from 'cdk-ecr';
 *
 * Mixins.of(this).apply(new mixins.RepositoryLifecycle(LifecyclePolicy.forMovingTags()));
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export class RepositoryLifecycle extends RepositoryMixin {
  private readonly lifecycle?: LifecyclePolicy;
  private readonly strategy?: MixinStrategy;

  /**
   * @param lifecycle which images expire or are archived, and when. By default it depends on the tags of the repository
   * when the template is written: `LifecyclePolicy.forImmutableTags` if none can move, else `forMovingTags`.
   */
  public constructor(lifecycle?: LifecyclePolicy, options: RepositoryMixinOptions = {}) {
    super();
    const api = 'RepositoryLifecycle';
    checkSettings({ api }, { lifecycle });
    checkMixinOptions(api, options);
    this.lifecycle = lifecycle;
    this.strategy = options.strategy;
  }

  /** @internal */
  public _apply(resource: ecr.CfnRepository): void {
    applyLifecycle(resource, this.lifecycle, this.strategy);
  }
}
