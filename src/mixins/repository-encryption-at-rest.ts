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
   * The encryption of images at rest.
   *
   * @default - a customer-managed key that all repositories of the stack share (`RepositoryKey.ofStack`)
   */
  readonly encryption?: RepositoryEncryption;

  /**
   * Whether the mixin may change the encryption of repositories. Set it only if all the repositories are new.
   *
   * CloudFormation replaces a deployed repository whose encryption changes, and its images are not copied. If the
   * repository has a name, the deployment fails.
   *
   * @default false - a repository keeps the encryption it has, and the warning `cdk-ecr::encryptionStays` says where
   * that differs from the mixin's
   */
  readonly replaceRepositories?: boolean;
}

/**
 * Sets the encryption of repositories at rest, but only with `replaceRepositories`, which says that the repositories
 * are new.
 *
 * The encryption of a deployed repository cannot change, so CloudFormation replaces the repository. A mixin cannot know
 * which repositories are deployed. Without `replaceRepositories`, the mixin only warns about repositories with another
 * encryption. It does not warn if only the customer-managed key is another one.
 *
 * With `replaceRepositories`, the strategy decides if the owner set an encryption. An `ecr.Repository` with explicit
 * AES-256 counts as one whose owner set no encryption. The mixin changes only repositories that exist when you apply
 * it.
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
