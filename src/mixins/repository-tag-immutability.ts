import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { MixinStrategy, RepositoryMixinOptions } from './mixin-strategy';
import { ImageTagMutability } from '../repository/image-tag-mutability';
import { checkMixinOptions, RepositoryMixin } from './private/repository-mixin';
import { applyTagMutability } from './private/tag-mutability';

/**
 * Makes the image tags of repositories immutable: Amazon ECR refuses a push with a tag that exists.
 *
 * If the owner set the mutability of tags, also to `MUTABLE`, the strategy decides. The mutability and the filters of
 * its exceptions count as one setting. The mixin changes only repositories that exist when you apply it.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { mixins } from 'cdk-ecr';
 *
 * Mixins.of(this).apply(new mixins.RepositoryTagImmutability(['latest', 'dev-*']));
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export class RepositoryTagImmutability extends RepositoryMixin {
  private readonly tagMutability: ImageTagMutability;
  private readonly strategy?: MixinStrategy;

  /**
   * @param exceptTags filters of the tags that can still move, 1 to 5; see `ImageTagMutability.immutable`. By default, no
   * tag can be moved.
   * @throws if `exceptTags` is empty, has more than 5 filters, or a filter that Amazon ECR would refuse
   */
  public constructor(exceptTags?: string[], options: RepositoryMixinOptions = {}) {
    super();
    checkMixinOptions('RepositoryTagImmutability', options);
    this.tagMutability = ImageTagMutability.immutable({ exceptTags });
    this.strategy = options.strategy;
  }

  /** @internal */
  public _apply(resource: ecr.CfnRepository): void {
    applyTagMutability(resource, this.tagMutability, this.strategy);
  }
}
