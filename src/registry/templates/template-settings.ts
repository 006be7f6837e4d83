import type { IConstruct } from 'constructs';
import type { AppConstructs } from '../../core/app-constructs';
import type { RepositoryEncryption } from '../../repository/repository-encryption';
import type { RepositorySettings } from '../../repository/repository-settings';
import { RepositorySpec } from '../../repository/repository-spec';

/** Settings that are there, or that only the complete app knows. */
export type SettingsSource = RepositorySettings | ((constructs: AppConstructs) => RepositorySettings);

/**
 * How the repositories look that the source asks for. The constructs of the app are asked for only if it needs them.
 *
 * Settings that are known later have the key of the stack: encryption is the one property whose resources must exist
 * before.
 */
export function specOf(source: SettingsSource, constructsOf: () => AppConstructs): RepositorySpec {
  if (typeof source !== 'function') return RepositorySpec.of(source);
  return RepositorySpec.of({ ...source(constructsOf()), encryption: undefined });
}

/** The settings of a creation template, in a form in which two can be compared. */
export class TemplateSettings {
  public readonly encryption: RepositoryEncryption;
  /** Whether only the complete app knows them. */
  public readonly deferred: boolean;
  /** The last specification that was made of an app. */
  private last?: { readonly constructs: AppConstructs; readonly spec: RepositorySpec };

  public constructor(
    private readonly scope: IConstruct,
    private readonly source: SettingsSource,
  ) {
    this.deferred = typeof source === 'function';
    ({ encryption: this.encryption } = RepositorySpec.of(typeof source === 'function' ? {} : source));
  }

  /** All settings, with their defaults. */
  public resolve(constructsOf: () => AppConstructs): RepositorySpec {
    if (!this.deferred) return specOf(this.source, constructsOf);
    const constructs = constructsOf();
    if (this.last?.constructs !== constructs) {
      this.last = { constructs, spec: specOf(this.source, () => constructs) };
    }
    return this.last.spec;
  }

  /** Names of the settings that differ. */
  public differencesFrom(other: TemplateSettings, constructsOf: () => AppConstructs): string[] {
    const [own, others] = [this, other].map((settings) => settings.resolve(constructsOf));
    return [
      ...(this.encryption._isSameAs(other.encryption, this.scope) ? [] : ['encryption']),
      ...own.differencesFrom(others, this.scope),
    ];
  }
}
