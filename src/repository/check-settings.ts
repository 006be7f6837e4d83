import { ImageTagMutability } from './image-tag-mutability';
import { RepositoryEncryption } from './repository-encryption';
import type { RepositorySettings } from './repository-settings';
import { RepositoryAccess } from '../access/repository-access';
import { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { archives } from '../lifecycle/role-lifecycle';
import { InvalidInputError } from '../text/errors';
import type { Located } from '../text/errors';
import type { Place } from '../text/kinds';
import { checkBoolean, checkProperties, checkTexts, checkValue, checkValues } from '../text/kinds';

type Check = (place: Place, found: unknown) => void;

const CHECKS: Record<keyof RepositorySettings, Check> = {
  encryption: (place, found) => checkValue(place, found, RepositoryEncryption),
  tagMutability: (place, found) => checkValue(place, found, ImageTagMutability),
  lifecycle: (place, found) => checkValue(place, found, LifecyclePolicy),
  archive: (place, found) => checkBoolean(place, found),
  access: (place, found) => checkValues(place, found, RepositoryAccess),
  tags: (place, found) => checkTexts(place, found, 'write { key: "value" }'),
};

/**
 * Throws unless settings are of the right kinds, as they may not be in plain JavaScript. Every construct, mixin and
 * method that takes settings calls it before it reads them.
 *
 * @param source who takes the settings; `at` is the property that has the settings, if they are not the props themselves
 * @param required the settings that must be there
 */
export function checkSettings(
  source: { readonly scope?: Located; readonly api: string; readonly at?: string },
  settings: RepositorySettings,
  required: (keyof RepositorySettings)[] = [],
): void {
  const { scope, api, at } = source;
  checkProperties(
    { scope, api, property: at ?? 'props' },
    settings,
    'write each setting by its name, such as { lifecycle: … }',
  );
  for (const [name, check] of Object.entries(CHECKS) as [keyof RepositorySettings, Check][]) {
    if (settings[name] === undefined && !required.includes(name)) continue;
    check({ scope, api, property: at ? `${at}.${name}` : name }, settings[name]);
  }
  if (settings.archive === false && settings.lifecycle && archives(settings.lifecycle)) {
    throw new InvalidInputError({
      scope,
      api,
      property: at ? `${at}.lifecycle` : 'lifecycle',
      found: 'a rule that archives images',
      must: 'have no such rule with archive: false',
      remedy: 'leave the rule out, or leave archive out where the region has the archive',
    });
  }
}
