import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { RepositoryMixinOptions } from './mixin-strategy';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { applyLifecycle } from './private/mixed-lifecycle';
import { RepositoryMixin } from './private/repository-mixin';
import { checkSettings } from '../repository/check-settings';

/** Properties of {@link RepositoryLifecycle}. */
export interface RepositoryLifecycleProps extends RepositoryMixinOptions {
  /**
   * Which images expire or are archived, and when.
   *
   * @default - what suits the tags of the repository as it is rendered: `LifecyclePolicy.forImmutableTags` where none
   * can move, else `LifecyclePolicy.forMovingTags`
   */
  readonly lifecycle?: LifecyclePolicy;
}

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
 * Mixins.of(this).apply(new mixins.RepositoryLifecycle({ lifecycle: LifecyclePolicy.forMovingTags() }));
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export class RepositoryLifecycle extends RepositoryMixin {
  private readonly props: RepositoryLifecycleProps;

  public constructor(props: RepositoryLifecycleProps = {}) {
    super();
    checkSettings({ api: 'RepositoryLifecycle' }, props);
    this.props = props;
  }

  /** @internal */
  public _apply(resource: ecr.CfnRepository): void {
    applyLifecycle(resource, this.props.lifecycle, this.props.strategy);
  }
}
