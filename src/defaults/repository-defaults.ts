import type { IPropertyInjector } from 'aws-cdk-lib';
import { checkForL2, L2RepositoryDefaults } from './private/l2-repository-defaults';
import { PrivateRepositoryDefaults } from './private/private-repository-defaults';
import type { RepositoryDefaultsOptions } from './repository-defaults-options';
import { checkSettings } from '../repository/check-settings';

/**
 * Default settings for every `ecr.Repository` and `PrivateRepository` of an app, without a change to the code that
 * declares them.
 *
 * Pass the defaults to the app as its `propertyInjectors`, because they reach only constructs that are created later.
 * For each property, a value in the code of the application wins. Access and tags of a `PrivateRepository` are added to
 * those of the defaults; if both have the same tag key, the application's value wins.
 *
 * An `ecr.CfnRepository` or a repository of an included template gets no defaults: see `mixins.RepositoryBaseline`.
 *
 * @example
 * import { App } from 'aws-cdk-lib';
 * import { ImageTagMutability, LifecyclePolicy, LifecycleRule, RepositoryDefaults, TagSelection } from 'cdk-ecr';
 *
 * new App({
 *   propertyInjectors: RepositoryDefaults.of({
 *     tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
 *     lifecycle: LifecyclePolicy.of(LifecycleRule.keepNewest(100, { tags: TagSelection.prefix('ci-') })),
 *   }),
 * });
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
 */
export class RepositoryDefaults {
  /**
   * Property injectors that give the defaults to every `ecr.Repository` and every `PrivateRepository`.
   *
   * Settings that you leave out have the defaults of `RepositorySettings`. The lifecycle is set when the template is
   * written. Rules of the application (`lifecycleRules`, `addLifecycleRule`) take its place as a whole.
   *
   * @throws if `ecr.Repository` has no property for a setting: access, tags, dual-layer encryption. The error names the
   * mixin to use instead. For an app without `ecr.Repository`, use `RepositoryDefaults.ofPrivateRepositories`.
   */
  public static of(settings: RepositoryDefaultsOptions = {}): IPropertyInjector[] {
    checkSettings({ api: 'RepositoryDefaults.of' }, settings);
    checkForL2(settings);
    return [new L2RepositoryDefaults(settings), new PrivateRepositoryDefaults(settings)];
  }

  /**
   * Property injector that gives the defaults to every `PrivateRepository`, but not to `ecr.Repository`. It accepts all
   * settings.
   */
  public static ofPrivateRepositories(settings: RepositoryDefaultsOptions = {}): IPropertyInjector[] {
    checkSettings({ api: 'RepositoryDefaults.ofPrivateRepositories' }, settings);
    return [new PrivateRepositoryDefaults(settings)];
  }

  private constructor() {}
}
