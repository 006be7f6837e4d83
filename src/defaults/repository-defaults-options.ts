import type { RemovalPolicy } from 'aws-cdk-lib';
import type { RepositorySettings } from '../repository/repository-settings';

/** Options for `RepositoryDefaults`. */
export interface RepositoryDefaultsOptions extends RepositorySettings {
  /**
   * Whether a repository says that an image is scanned when it is pushed.
   *
   * @default true
   */
  readonly scanOnPush?: boolean;

  /**
   * Removal policy of a repository.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether encryption is a default too. It replaces the repositories of the app that are deployed already with
   * another encryption: their images stay behind, and where they have a name, the deployment fails. Set it where all of
   * them are new.
   *
   * @default false - encryption is no default, and the warning `cdk-ecr::encryptionStays` tells where a repository gets
   * another than these settings say
   */
  readonly replaceRepositories?: boolean;
}
