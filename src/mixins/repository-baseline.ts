import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { MixinStrategy, RepositoryMixinOptions } from './mixin-strategy';
import { RepositoryMixin } from './private/repository-mixin';
import { applyTagMutability } from './private/tag-mutability';
import { RepositoryAccessPolicy } from './repository-access-policy';
import { RepositoryEncryptionAtRest } from './repository-encryption-at-rest';
import { RepositoryLifecycle } from './repository-lifecycle';
import { RepositoryRetention } from './repository-retention';
import { RepositoryScanOnPush } from './repository-scan-on-push';
import { RepositoryTags } from './repository-tags';
import { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { checkSettings } from '../repository/check-settings';
import type { ImageTagMutability } from '../repository/image-tag-mutability';
import type { RepositorySettings } from '../repository/repository-settings';
import { RepositorySpec } from '../repository/repository-spec';

/** Properties of `RepositoryBaseline`: the settings of a `PrivateRepository`, with the same defaults. */
export interface RepositoryBaselineProps extends RepositorySettings, RepositoryMixinOptions {
  /**
   * Whether the mixin turns on scan on push in each repository. If false, the mixin leaves scanning to the owner of the
   * repository and to the registry.
   *
   * @default true
   */
  readonly scanOnPush?: boolean;

  /**
   * Whether the mixin may change the encryption of repositories. CloudFormation then replaces deployed ones: see
   * `RepositoryEncryptionAtRestProps`.
   *
   * @default false - a repository keeps the encryption it has
   */
  readonly replaceRepositories?: boolean;
}

/**
 * Gives repositories of other constructs (`ecr.Repository`, `ecr.CfnRepository` or an included template) the settings
 * of a `PrivateRepository`.
 *
 * The settings are immutable tags, a lifecycle policy, scan on push, access, tags, and retention when a repository
 * leaves the stack. Settings that you leave out have the defaults of `RepositorySettings`. Encryption changes only with
 * `replaceRepositories`, because CloudFormation then replaces the repository.
 *
 * By default, the mixin sets only what the owner of a repository (the code that declares it) left out, and adds access
 * and tags to the owner's. A `PrivateRepository` sets all values itself, so by default it only gets access and tags.
 * The documentation of each single mixin, such as `RepositoryLifecycle`, says what its strategy means.
 *
 * The mixin changes only repositories that exist when you apply it, so apply it last. Applying it twice changes nothing
 * more. If you apply two baselines, the first wins by default, and the last wins with `MixinStrategy.OVERRIDE`.
 *
 * @example
 * import { App, ConstructSelector, Mixins } from 'aws-cdk-lib';
 * import { ImageTagMutability, mixins, RepositoryAccess } from 'cdk-ecr';
 *
 * declare const app: App;
 * Mixins.of(app, ConstructSelector.resourcesOfType('AWS::ECR::Repository')).apply(
 *   new mixins.RepositoryBaseline({
 *     tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
 *     access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')],
 *   }),
 * );
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/mixins.html
 */
export class RepositoryBaseline extends RepositoryMixin {
  private readonly tagMutability: ImageTagMutability;
  private readonly strategy?: MixinStrategy;
  private readonly others: RepositoryMixin[];

  public constructor(props: RepositoryBaselineProps = {}) {
    super();
    checkSettings({ api: 'RepositoryBaseline' }, props);
    const { strategy, replaceRepositories, lifecycle, archive } = props;
    const { tagMutability, encryption, access, tags } = RepositorySpec.of(props);
    this.tagMutability = tagMutability;
    this.strategy = strategy;
    this.others = [
      // Without one given, by the tags of each repository, which its owner may have made mutable.
      new RepositoryLifecycle(lifecycle ?? (archive === false ? LifecyclePolicy.keepAll() : undefined), { strategy }),
      new RepositoryEncryptionAtRest({ encryption, strategy, replaceRepositories }),
      new RepositoryRetention({ strategy }),
      new RepositoryAccessPolicy(access),
      new RepositoryTags(tags, { strategy }),
    ];
    if (props.scanOnPush ?? true) this.others.push(new RepositoryScanOnPush({ strategy }));
  }

  /** @internal */
  public _apply(resource: ecr.CfnRepository): void {
    applyTagMutability(resource, this.tagMutability, this.strategy);
    for (const mixin of this.others) mixin._apply(resource);
  }
}
