import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { MixinStrategy, RepositoryMixinOptions } from './mixin-strategy';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { applyLifecycle } from './private/mixed-lifecycle';
import { checkMixinOptions, RepositoryMixin } from './private/repository-mixin';
import { checkSettings } from '../repository/check-settings';

/**
 * Gives repositories a lifecycle policy.
 *
 * A repository gets either the owner's policy or the mixin's, because the rules of two policies would claim each
 * other's images. By default, the owner's policy wins if it has a rule, also if the owner adds the rule after the mixin
 * (`addLifecycleRule` of `ecr.Repository`). With `MixinStrategy.OVERRIDE`, the mixin's policy replaces all rules of the
 * owner, including those added later. The mixin changes only repositories that exist when you apply it.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { LifecyclePolicy, mixins } from 'cdk-ecr';
 *
 * Mixins.of(this).apply(new mixins.RepositoryLifecycle(LifecyclePolicy.forPulledImages()));
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export class RepositoryLifecycle extends RepositoryMixin {
  private readonly lifecycle?: LifecyclePolicy;
  private readonly strategy?: MixinStrategy;

  /**
   * @param lifecycle the lifecycle policy. By default it depends on the role of the repository, as in
   * `RepositorySettings.lifecycle`.
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
