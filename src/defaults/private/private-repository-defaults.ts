import type { InjectionContext, IPropertyInjector } from 'aws-cdk-lib';
import { warnOfEncryption } from './warn-of-default';
import { PrivateRepository } from '../../repository/private-repository';
import type { PrivateRepositoryProps } from '../../repository/private-repository';
import type { RepositoryEncryption } from '../../repository/repository-encryption';
import { withoutUndefined } from '../../text/without-undefined';
import type { RepositoryDefaultsOptions } from '../repository-defaults-options';

/** Gives defaults to every `PrivateRepository`. */
export class PrivateRepositoryDefaults implements IPropertyInjector {
  public readonly constructUniqueId = PrivateRepository.PROPERTY_INJECTION_ID;

  public constructor(private readonly settings: RepositoryDefaultsOptions) {}

  public inject(props: PrivateRepositoryProps | undefined, context: InjectionContext): PrivateRepositoryProps {
    const { tagMutability, lifecycle, archive, scanOnPush, removalPolicy, access = [], tags } = this.settings;
    const owners = withoutUndefined(props ?? {});
    return {
      tagMutability: tagMutability?._asDefault(),
      lifecycle,
      archive,
      scanOnPush,
      removalPolicy,
      encryption: owners.encryption ?? this.encryption(context),
      ...owners,
      access: [...access, ...(owners.access ?? [])],
      tags: { ...tags, ...owners.tags },
    };
  }

  private encryption(context: InjectionContext): RepositoryEncryption | undefined {
    const { encryption, replaceRepositories } = this.settings;
    if (encryption === undefined || replaceRepositories) return encryption;
    if (!encryption._isDefault) warnOfEncryption(context);
    return undefined;
  }
}
