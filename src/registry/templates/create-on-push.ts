import type { RepositorySettings } from '../../repository/repository-settings';

/** Options of `Registry.addCreateOnPush`. */
export interface CreateOnPushOptions {
  /**
   * Prefix of the names of the repositories, as namespaces: `team/` for `team/api` and `team/web/app`, not for
   * `teams/api`. 1 to 256 lower-case letters and digits, with `.`, `_`, `__`, dashes and `/` between them; the `/` at
   * the end may be left out.
   *
   * `ROOT` is every repository that no other prefix takes. A typing mistake of a principal that may create repositories
   * then creates one, so the registry's policy should limit who may; without it there is the warning
   * `cdk-ecr::rootCreateOnPush`.
   *
   * Where several prefixes fit, the longest decides. A push to a repository that does not exist is refused where none fits.
   */
  readonly prefix: string;

  /**
   * Settings of the repositories that a push creates. Other uses of the same prefix, such as a pull-through cache, must
   * have the same settings.
   *
   * The service applies them when it creates a repository; repositories that exist keep what they have. A key of another
   * account has to admit this account by its own policy. The tags of the registry's scope (`Tags.of`) become tags of the
   * repositories, too.
   *
   * @default - the defaults of `RepositorySettings`
   */
  readonly settings?: RepositorySettings;
}
