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
import { checkSettings } from '../repository/check-settings';
import type { ImageTagMutability } from '../repository/image-tag-mutability';
import type { RepositorySettings } from '../repository/repository-settings';
import { RepositorySpec } from '../repository/repository-spec';

/** Properties of `RepositoryBaseline`: settings as `PrivateRepository` takes them, with the same defaults. */
export interface RepositoryBaselineProps extends RepositorySettings, RepositoryMixinOptions {
  /**
   * Whether repositories say that an image is scanned when it is pushed; if false, the mixin leaves that to their
   * owners and the registry.
   *
   * @default true
   */
  readonly scanOnPush?: boolean;

  /**
   * Whether encryption may change, which replaces a deployed repository: see `RepositoryEncryptionAtRestProps`.
   *
   * @default false - a repository keeps the encryption it has
   */
  readonly replaceRepositories?: boolean;
}

/**
 * Brings repositories of other constructs (the L2, the L1 or an included template) to the settings of a
 * `PrivateRepository`: immutable tags, a lifecycle, scan on push, access and tags, retained when they leave the stack.
 *
 * Settings that are left out have the defaults of `RepositorySettings`. By default, the values of the owner stay, and
 * so does a whole `PrivateRepository`, which sets everything; access and tags are added. Each single mixin tells what
 * its strategy means. Encryption never changes unless `replaceRepositories` says so, because that replaces the
 * repository.
 *
 * A mixin is applied at once and covers the repositories that exist then: apply it last. Applied twice, it changes
 * nothing more. Of two baselines, the first wins by default, the last under `MixinStrategy.OVERRIDE`.
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
    const { strategy, replaceRepositories, lifecycle } = props;
    const { tagMutability, encryption, access, tags } = RepositorySpec.of(props);
    this.tagMutability = tagMutability;
    this.strategy = strategy;
    this.others = [
      // Without one given, by the tags of each repository, which its owner may have made mutable.
      new RepositoryLifecycle(lifecycle, { strategy }),
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
