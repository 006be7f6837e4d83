import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { RepositoryMixinOptions } from './mixin-strategy';
import { maySet, redeclare, warnOnce } from './private/mixin-owner';
import { RepositoryMixin } from './private/repository-mixin';
import { EcrRule } from '../ecr/ecr-rule';
import { checkSettings } from '../repository/check-settings';
import { RepositoryEncryption } from '../repository/repository-encryption';

/** Properties of `RepositoryEncryptionAtRest`. */
export interface RepositoryEncryptionAtRestProps extends RepositoryMixinOptions {
  /**
   * How images are encrypted at rest.
   *
   * @default - a customer-managed key that all repositories of the stack share (`RepositoryKey.ofStack`)
   */
  readonly encryption?: RepositoryEncryption;

  /**
   * Whether encryption may change, which replaces a deployed repository: its images stay behind, and where it has a
   * name, the deployment fails. Set it only if all the repositories are new.
   *
   * @default false - a repository keeps the encryption it has, and the warning `cdk-ecr::encryptionStays` tells where
   * that differs from the mixin's
   */
  readonly replaceRepositories?: boolean;
}

/**
 * Encrypts repositories, but only those that are said to be new: see `replaceRepositories`.
 *
 * The encryption of a repository cannot change, so that CloudFormation replaces it, and no mixin can know what is
 * deployed. Without `replaceRepositories` it only warns. With it, the strategy decides where the owner set an
 * encryption; AES-256, set explicitly on the L2, looks as if nothing was said. Another customer-managed key than that
 * of the mixin is not worth a warning. It covers the repositories that exist when it is applied.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { mixins } from 'cdk-ecr';
 *
 * // A new stack
 * Mixins.of(this).apply(new mixins.RepositoryEncryptionAtRest({ replaceRepositories: true }));
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export class RepositoryEncryptionAtRest extends RepositoryMixin {
  private readonly props: RepositoryEncryptionAtRestProps;
  private readonly encryption: RepositoryEncryption;

  public constructor(props: RepositoryEncryptionAtRestProps = {}) {
    super();
    checkSettings({ api: 'RepositoryEncryptionAtRest' }, props);
    this.props = props;
    this.encryption = props.encryption ?? RepositoryEncryption.customerManaged();
  }

  /** @internal */
  public _apply(resource: ecr.CfnRepository): void {
    const { encryption } = this;
    const said = resource.encryptionConfiguration !== undefined;
    if (!maySet(resource, 'EncryptionConfiguration', this.props.strategy, said)) return;
    if (this.props.replaceRepositories) {
      resource.encryptionConfiguration = encryption._bind(resource).configuration;
      redeclare(resource, { encryption });
    } else if (!encryption._matches(resource.encryptionConfiguration)) {
      warnOnce(
        resource,
        EcrRule.ENCRYPTION_STAYS,
        'a mixin asks for another encryption, which would replace the repository and leave its images behind; the ' +
          'repository stays as it is: set `replaceRepositories` where it is not deployed yet, or copy the images to ' +
          'a new repository',
      );
    }
  }
}
