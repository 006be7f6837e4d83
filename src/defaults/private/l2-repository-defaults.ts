import type { InjectionContext, IPropertyInjector } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { checkLater, l2RulesOf, unspeakableRule } from './l2-lifecycle';
import { warnOfDefault, warnOfEncryption } from './warn-of-default';
import { EcrRule } from '../../ecr/ecr-rule';
import { lifecycleFindings } from '../../lifecycle/lifecycle-review';
import { defaultLifecycle, RepositorySpec } from '../../repository/repository-spec';
import { InvalidInputError } from '../../text/errors';
import { withoutUndefined } from '../../text/without-undefined';
import type { RepositoryDefaultsOptions } from '../repository-defaults-options';

/** Refuses what no property of the L2 can say. */
export function checkForL2(options: RepositoryDefaultsOptions): void {
  const { access, tags, lifecycle, encryption } = RepositorySpec.of(options);
  if (access.length > 0) refuse('number of access values', access.length, 'be 0', 'RepositoryAccessPolicy');
  if (Object.keys(tags).length > 0) refuse('tags', tags, 'be left out', 'RepositoryTags');
  if (encryption._isDualLayer) {
    refuse('encryption', 'dual-layer', 'have one layer', 'RepositoryEncryptionAtRest');
  }
  const rule = unspeakableRule(lifecycle);
  if (rule !== undefined) {
    refuse(
      options.lifecycle ? 'lifecycle' : 'lifecycle, by default,',
      rule,
      'only have rules that expire images by their number or their push',
      'RepositoryLifecycle',
      'and pass LifecyclePolicy.none() here',
    );
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
    const { scanOnPush = true, removalPolicy } = this.settings;
    const owners = withoutUndefined(props ?? {});
    return {
      imageScanOnPush: scanOnPush,
      removalPolicy,
      ...this.encryption(owners, context),
      ...this.tagMutability(owners),
      ...this.lifecycle(owners, context),
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
    if (owners.imageTagMutability || owners.imageTagMutabilityExclusionFilters) return {};
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

  private lifecycle(owners: ecr.RepositoryProps, context: InjectionContext): ecr.RepositoryProps {
    if (owners.lifecycleRules) return {};
    const tagsMove = this.tagsMove(owners);
    const lifecycle = this.settings.lifecycle ?? defaultLifecycle(tagsMove);
    if (unspeakableRule(lifecycle) !== undefined) {
      warnOfDefault(
        context,
        EcrRule.SETTING_SKIPPED,
        'where tags can move, the default lifecycle archives, which ecr.Repository cannot say, so that the ' +
          'repository has none; apply mixins.RepositoryLifecycle, or give it lifecycleRules',
      );
      return {};
    }
    if (lifecycle.isEmpty) return {};
    for (const { id, text, remedy, whereTagsMove } of lifecycleFindings(lifecycle)) {
      if (!whereTagsMove || tagsMove) warnOfDefault(context, id, `lifecycle: ${text}; ${remedy}`);
    }
    checkLater(context);
    return { lifecycleRules: l2RulesOf(lifecycle) };
  }

  private tagsMove({ imageTagMutability }: ecr.RepositoryProps): boolean {
    if (imageTagMutability) return imageTagMutability !== ecr.TagMutability.IMMUTABLE;
    return this.spec.tagMutability.tagsCanMove;
  }
}

function refuse(property: string, found: unknown, must: string, mixin: string, more = 'and leave it out here'): never {
  throw new InvalidInputError({
    api: 'RepositoryDefaults.of',
    property,
    found,
    must: `${must}, because ecr.Repository has no property for it`,
    remedy: `apply mixins.${mixin} to the app ${more}`,
  });
}
