import { CfnDeletionPolicy } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { MixinStrategy } from './mixin-strategy';
import type { RepositoryMixinOptions } from './mixin-strategy';
import { maySet, skipped } from './private/mixin-owner';
import { RepositoryMixin } from './private/repository-mixin';

/** Construct id of the custom resource that deletes images for `autoDeleteImages` of the L2, which is deprecated. */
const AUTO_DELETE_ID = 'AutoDeleteImagesCustomResource';

/**
 * Retains repositories, with their images, when they leave their stack or are replaced.
 *
 * By default, CloudFormation deletes an `ecr.CfnRepository`, which has no deletion policy, and retains an
 * `ecr.Repository`. If the owner chose another removal policy or set `emptyOnDelete`, the strategy decides. The mixin
 * changes only repositories that exist when you apply it.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { mixins } from 'cdk-ecr';
 *
 * Mixins.of(this).apply(new mixins.RepositoryRetention());
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export class RepositoryRetention extends RepositoryMixin {
  private readonly props: RepositoryMixinOptions;

  public constructor(props: RepositoryMixinOptions = {}) {
    super();
    this.props = props;
  }

  /** @internal */
  public _apply(resource: ecr.CfnRepository): void {
    const { cfnOptions: options } = resource;
    const override = this.props.strategy === MixinStrategy.OVERRIDE;
    const said = options.deletionPolicy !== undefined || resource.emptyOnDelete === true;
    if (!maySet(resource, 'DeletionPolicy', this.props.strategy, said)) return;
    options.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
    if (override || options.updateReplacePolicy === undefined) options.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    if (resource.emptyOnDelete !== undefined) resource.emptyOnDelete = false;
    if (resource.node.scope?.node.tryFindChild(AUTO_DELETE_ID)) {
      skipped(resource, 'with autoDeleteImages, the images are deleted although the repository is retained; remove it');
    }
  }
}
