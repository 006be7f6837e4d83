import { accessCode } from './access-code';
import type { CodePart } from './code-part';
import { encryptionCode } from './encryption-code';
import { lifecycleCode } from './lifecycle-code';
import { literal } from './literal';
import { refusalsOf } from './refusals';
import type { StackSource } from './stack-source';
import { tagsCode } from './tags-code';
import { mistakesInExclusionFilters } from '../../../../src/ecr/mistakes/exclusion-filters';
import { ResourceType } from '../../../../src/ecr/resource-type';
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
  /** The reasons why the library cannot declare the settings as they are. Then there are no properties. */
  readonly refused: readonly string[];
  readonly remarks: readonly string[];
}

/** Writes settings as code of a file. */
export function settingsCode(settings: AnsweredSettings, source: StackSource): SettingsCode {
  const parts: readonly (readonly [string, CodePart])[] = [
    ['encryption', encryptionCode(settings.encryption, source)],
    ['tagMutability', mutabilityCode(settings)],
    ['lifecycle', lifecycleCode(settings.lifecyclePolicy)],
    ['access', accessCode(settings.policy, source, ResourceType.REPOSITORY)],
    ['tags', tagsCode(settings.tags)],
  ];
  const refused = parts.flatMap(([, part]) => part.refused);
  const remarks = parts.flatMap(([, part]) => part.remarks ?? []);
  if (refused.length > 0) return { properties: [], refused, remarks };
  const properties = parts.flatMap(([name, { write }]): [string, string][] => {
    const code = write(source);
    return code === undefined ? [] : [[name, code]];
  });
  return { properties, refused, remarks };
}

const MODES: Readonly<Record<string, { readonly factory: string; readonly excepts: boolean }>> = {
  MUTABLE: { factory: 'mutable', excepts: false },
  IMMUTABLE: { factory: 'immutable', excepts: false },
  MUTABLE_WITH_EXCLUSION: { factory: 'mutable', excepts: true },
  IMMUTABLE_WITH_EXCLUSION: { factory: 'immutable', excepts: true },
};

function mutabilityCode(settings: AnsweredSettings): CodePart {
  const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters = [] } = settings;
  const mode = Object.hasOwn(MODES, imageTagMutability) ? MODES[imageTagMutability] : undefined;
  const other = filters.find(({ filterType }) => filterType !== 'WILDCARD');
  const tags = filters.map(({ filter }) => filter);
  const refused = [
    ...(mode === undefined ? [`the mutability of tags ${literal(imageTagMutability)} is unknown`] : []),
    ...(other === undefined ? [] : [`an exception of the mutability is of another type than WILDCARD`]),
    ...(mode !== undefined && mode.excepts !== filters.length > 0
      ? [`exceptions do not belong to the mutability ${imageTagMutability}`]
      : []),
    ...(filters.length > 0 ? refusalsOf('exceptTags', mistakesInExclusionFilters(tags)) : []),
  ];
  return {
    refused,
    write: (source) =>
      `${source.use('ImageTagMutability')}.${mode?.factory}(${tags.length > 0 ? literal({ exceptTags: tags }) : ''})`,
  };
}
