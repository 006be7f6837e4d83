import { Token } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { RepositoryMixinOptions } from './mixin-strategy';
import { maySet } from './private/mixin-owner';
import { RepositoryMixin } from './private/repository-mixin';

/**
 * Makes repositories say themselves that an image is scanned when it is pushed.
 *
 * The scanning configuration of the registry decides where there is one. Security Hub ECR.1 and Control Tower
 * CT.ECR.PR.2 look at the repository. Where the owner said something, also `false`, the strategy decides. It covers the
 * repositories that exist when it is applied.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { mixins } from 'cdk-ecr';
 *
 * Mixins.of(this).apply(new mixins.RepositoryScanOnPush());
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
export class RepositoryScanOnPush extends RepositoryMixin {
  private readonly props: RepositoryMixinOptions;

  public constructor(props: RepositoryMixinOptions = {}) {
    super();
    this.props = props;
  }

  /** @internal */
  public _apply(resource: ecr.CfnRepository): void {
    const { imageScanningConfiguration: current } = resource;
    const said = current !== undefined && (Token.isUnresolved(current) || saysSomething(current));
    if (!maySet(resource, 'ImageScanningConfiguration', this.props.strategy, said)) return;
    resource.imageScanningConfiguration = { scanOnPush: true };
  }
}

function saysSomething(configuration: object): boolean {
  return 'scanOnPush' in configuration && configuration.scanOnPush !== undefined;
}
