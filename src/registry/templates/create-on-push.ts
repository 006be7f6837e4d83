import type { RepositorySettings } from '../../repository/repository-settings';

/** Options of `Registry.addCreateOnPush`. */
export interface CreateOnPushOptions {
  /**
   * Prefix of the names of the repositories that a push may create. It matches whole namespaces.
   *
   * For example, `team/` matches `team/api` and `team/web/app`, but not `teams/api`. A prefix has 1 to 256 lower-case
   * letters and digits, with `.`, `_`, `__`, dashes and `/` between them. You may leave out the `/` at the end.
   *
   * `ROOT` matches every repository that no other prefix matches. With `ROOT`, a misspelt name creates a repository, so
   * limit in the registry policy which principals may create repositories. Otherwise the construct reports the warning
   * `cdk-ecr::rootCreateOnPush`.
   *
   * If several prefixes match, Amazon ECR uses the longest. If none matches, Amazon ECR refuses a push to a repository
   * that does not exist.
   */
  readonly prefix: string;

  /**
   * Settings of the repositories that a push creates.
   *
   * If another feature uses the same prefix, such as a pull-through cache, both must have the same settings. Amazon ECR
   * applies the settings when it creates a repository. Existing repositories keep their settings.
   *
   * If the KMS key is in another account, its key policy must admit the account of the registry. The tags of the
   * registry's scope (`Tags.of`) also become tags of the repositories.
   *
   * @default - the defaults of `RepositorySettings`
   */
  readonly settings?: RepositorySettings;
}
