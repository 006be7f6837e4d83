import { ACCESS_APPS } from './access';
import { REGISTRY_APPS } from './registry';
import { REPOSITORY_APPS } from './repositories';
import { SURROUNDING_APPS } from './surroundings';
import type { SoundApp } from '../mutant';

/** Apps as teams write them, each sound in its own way. */
export const SOUND_APPS: readonly SoundApp[] = [
  ...REPOSITORY_APPS,
  ...ACCESS_APPS,
  ...REGISTRY_APPS,
  ...SURROUNDING_APPS,
];
