import type { IPropertyInjector } from 'aws-cdk-lib';
import { checkForL2, L2RepositoryDefaults } from './private/l2-repository-defaults';
import { PrivateRepositoryDefaults } from './private/private-repository-defaults';
import type { RepositoryDefaultsOptions } from './repository-defaults-options';
import { checkSettings } from '../repository/check-settings';

/**
 * Defaults for every repository of an app, without a change to the code that declares them: property injectors for
 * `ecr.Repository` and for `PrivateRepository`.
 *
 * What the code of an application passes wins, property by property; access and tags of a `PrivateRepository` are added
 * up, where the application's value of a tag wins. Defaults reach the constructs that are created after them, so that
 * the app takes them as its `propertyInjectors`. L1s and included templates have no injectors: see
 * `mixins.RepositoryBaseline`.
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
   * The injectors for `ecr.Repository` and `PrivateRepository`.
   *
   * Settings that are left out have the defaults of `RepositorySettings`. One case is different: an
   * `ecr.Repository` whose owner makes tags mutable gets no lifecycle by default, because the one for moving tags
   * archives, but the warning `cdk-ecr::settingSkipped`. Rules that an application adds by `addLifecycleRule` come
   * beside those of the defaults; two for the same images are an error.
   *
   * @throws if the settings have what the properties of `ecr.Repository` cannot say: rules that archive or look at
   * archived images, access, tags, dual-layer encryption. The error names the mixin to use. For an app without
   * `ecr.Repository` see `RepositoryDefaults.ofPrivateRepositories`.
   */
  public static of(settings: RepositoryDefaultsOptions = {}): IPropertyInjector[] {
    checkSettings({ api: 'RepositoryDefaults.of' }, settings);
    checkForL2(settings);
    return [new L2RepositoryDefaults(settings), new PrivateRepositoryDefaults(settings)];
  }

  /** The injector for `PrivateRepository` alone, which takes all settings. */
  public static ofPrivateRepositories(settings: RepositoryDefaultsOptions = {}): IPropertyInjector[] {
    checkSettings({ api: 'RepositoryDefaults.ofPrivateRepositories' }, settings);
    return [new PrivateRepositoryDefaults(settings)];
  }

  private constructor() {}
}
