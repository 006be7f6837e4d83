import type { StackSource } from './stack-source';
import type { Json } from '../../../../src/text/json';
import type { RepositoryEncryption } from '../../snapshot/format';

/** Settings of a repository or a creation template, as Amazon ECR answers them. */
export interface AnsweredSettings {
  readonly encryption?: RepositoryEncryption;
  readonly imageTagMutability?: string;
  readonly imageTagMutabilityExclusionFilters?: readonly Json[];
  readonly lifecyclePolicy?: Json;
  readonly policy?: Json;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Settings as code of `RepositorySettings`. */
export interface SettingsCode {
  /** The expressions of `encryption`, `tagMutability`, `lifecycle`, `access` and `tags`, in this order. */
  readonly properties: readonly (readonly [string, string])[];
  /** The reasons why the library cannot declare the settings as they are, as sentences without their end. */
  readonly refused: readonly string[];
  /** Differences that the code cannot avoid, as sentences without their end. */
  readonly remarks: readonly string[];
}

/** Writes settings as code of a file. */
export function settingsCode(settings: AnsweredSettings, source: StackSource): SettingsCode {
  void settings;
  void source;
  return { properties: [], refused: [], remarks: [] };
}
