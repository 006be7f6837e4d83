import { Token } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { RepositoryMixinOptions } from './mixin-strategy';
import { maySet } from './private/mixin-owner';
import { RepositoryMixin } from './private/repository-mixin';

/**
 * Turns on scan on push in each repository.
 *
 * If the registry has a scanning configuration, that configuration decides which images are scanned. Security Hub ECR.1
 * and Control Tower CT.ECR.PR.2 nevertheless check the setting of the repository. If the owner set scan on push, also
 * to `false`, the strategy decides. The mixin changes only repositories that exist when you apply it.
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
