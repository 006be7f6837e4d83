import { Mixin } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import { checkProperties } from '../../text/kinds';
import type { RepositoryMixinOptions } from '../mixin-strategy';

/**
 * A mixin for the repositories that an app declares, with any construct: all of them have a `CfnRepository`.
 *
 * @internal
 */
export abstract class RepositoryMixin extends Mixin {
  /**
   * Whether the mixin applies to a construct. It applies to `ecr.CfnRepository`, which `ecr.Repository` and
   * `PrivateRepository` contain.
   */
  public supports(construct: IConstruct): boolean {
    return ecr.CfnRepository.isCfnRepository(construct);
  }

  /** Applies the mixin to an `ecr.CfnRepository`. Any other construct stays as it is. */
  public applyTo(construct: IConstruct): void {
    if (ecr.CfnRepository.isCfnRepository(construct)) this._apply(construct);
  }

  /** @internal */
  public abstract _apply(resource: ecr.CfnRepository): void;
}

/** Throws unless the options of a mixin are an object, as they may not be in plain JavaScript. */
export function checkMixinOptions(api: string, options: RepositoryMixinOptions): void {
  checkProperties({ api, property: 'options' }, options, 'write { strategy: MixinStrategy.OVERRIDE }');
}
