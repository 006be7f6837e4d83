import { RemovalPolicy } from 'aws-cdk-lib';
import type { InjectionContext, IPropertyInjector } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { warnOfEncryption } from './warn-of-default';
import { isL1 } from '../../core/l1-of';
import { followCache, watchCaches } from '../../repository/cached-tags';
import { RenderedLifecycle } from '../../repository/rendered-lifecycle';
import { RepositorySpec } from '../../repository/repository-spec';
import { InvalidInputError } from '../../text/errors';
import { withoutUndefined } from '../../text/without-undefined';
import type { RepositoryDefaultsOptions } from '../repository-defaults-options';

/** Refuses what no property of the L2 can say. */
export function checkForL2(options: RepositoryDefaultsOptions): void {
  const { access, tags, encryption } = RepositorySpec.of(options);
  if (access.length > 0) refuse('number of access values', access.length, 'be 0', 'RepositoryAccessPolicy');
  if (Object.keys(tags).length > 0) refuse('tags', tags, 'be left out', 'RepositoryTags');
  if (encryption._isDualLayer) {
    refuse('encryption', 'dual-layer', 'have one layer', 'RepositoryEncryptionAtRest');
  }
}

/** Gives defaults to every `ecr.Repository`. */
export class L2RepositoryDefaults implements IPropertyInjector {
  public readonly constructUniqueId = ecr.Repository.PROPERTY_INJECTION_ID;

  private readonly spec: RepositorySpec;

  public constructor(private readonly settings: RepositoryDefaultsOptions) {
    this.spec = RepositorySpec.of(settings);
  }

  public inject(props: ecr.RepositoryProps | undefined, context: InjectionContext): ecr.RepositoryProps {
    const { scanOnPush = true, removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE } = this.settings;
    const owners = withoutUndefined(props ?? {});
    this.setLater(context, owners);
    return {
      imageScanOnPush: scanOnPush,
      removalPolicy,
      ...this.encryption(owners, context),
      ...this.tagMutability(owners),
      ...owners,
    };
  }

  private encryption(owners: ecr.RepositoryProps, context: InjectionContext): ecr.RepositoryProps {
    if (owners.encryption || owners.encryptionKey) return {};
    const { encryption } = this.spec;
    // The L2 says nothing of encryption by itself.
    if (encryption._matches(undefined)) return {};
    if (!this.settings.replaceRepositories) {
      warnOfEncryption(context);
      return {};
    }
    return { encryption: ecr.RepositoryEncryption.KMS, encryptionKey: encryption._bind(context.scope).key };
  }

  private tagMutability(owners: ecr.RepositoryProps): ecr.RepositoryProps {
    if (saysMutability(owners)) return {};
    const { tagMutability } = this.spec;
    const { exceptions } = tagMutability;
    return {
      imageTagMutability: tagMutability._render().imageTagMutability as ecr.TagMutability,
      ...(exceptions.length > 0 && {
        imageTagMutabilityExclusionFilters: exceptions.map((filter) =>
          ecr.ImageTagMutabilityExclusionFilter.wildcard(filter),
        ),
      }),
    };
  }

  /**
   * The repository does not exist yet, and the properties of the L2 cannot say that a rule archives. The lifecycle is
   * therefore set before the template is written, and gives way to rules of the owner. Then it is also known whether the
   * repository is in the namespace of a cache.
   */
  private setLater({ scope, id }: InjectionContext, owners: ecr.RepositoryProps): void {
    const { lifecycle, archive, tagMutability } = this.spec;
    watchCaches(scope);
    scope.node.addValidation({
      validate: () => {
        const resource = scope.node.tryFindChild(id)?.node.defaultChild;
        if (!isL1(ecr.CfnRepository, resource)) return [];
        if (!owners.lifecycleRules) RenderedLifecycle.set(resource, { lifecycle, archive, tagsMayHaveMoved: true });
        if (!saysMutability(owners)) followCache(resource, tagMutability._asDefault());
        return [];
      },
    });
  }
}

function saysMutability({ imageTagMutability, imageTagMutabilityExclusionFilters }: ecr.RepositoryProps): boolean {
  return imageTagMutability !== undefined || imageTagMutabilityExclusionFilters !== undefined;
}

function refuse(property: string, found: unknown, must: string, mixin: string): never {
  throw new InvalidInputError({
    api: 'RepositoryDefaults.of',
    property,
    found,
    must: `${must}, because ecr.Repository has no property for it`,
    remedy: `apply mixins.${mixin} to the app and leave it out here`,
  });
}
