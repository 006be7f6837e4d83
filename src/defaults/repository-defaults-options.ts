import type { RemovalPolicy } from 'aws-cdk-lib';
import type { RepositorySettings } from '../repository/repository-settings';

/** Options for `RepositoryDefaults`. */
export interface RepositoryDefaultsOptions extends RepositorySettings {
  /**
   * Whether scan on push is turned on in each repository.
   *
   * @default true
   */
  readonly scanOnPush?: boolean;

  /**
   * Removal policy of each repository.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether the defaults may change the encryption of repositories. Set it only if all the repositories of the app are
   * new.
   *
   * CloudFormation replaces a deployed repository whose encryption changes, and its images are not copied. If the
   * repository has a name, the deployment fails.
   *
   * @default false - the defaults do not set the encryption, and the warning `cdk-ecr::encryptionStays` says where a
   * repository gets another encryption than these settings ask for
   */
  readonly replaceRepositories?: boolean;
}
