import { ImageTagMutability } from './image-tag-mutability';
import { RepositoryEncryption } from './repository-encryption';
import type { RepositorySettings } from './repository-settings';
import { LifecyclePolicy } from '../lifecycle/lifecycle-policy';

/** The library's defaults, made once: they are values, and ten thousand repositories share them. */
const IMMUTABLE = ImageTagMutability.immutable();
const STACK_KEY = RepositoryEncryption.customerManaged();
const FOR_IMMUTABLE_TAGS = LifecyclePolicy.forImmutableTags();
const FOR_MOVING_TAGS = LifecyclePolicy.forMovingTags();

/** Fills in what {@link RepositorySettings} documents as defaults, for whatever gets its look from settings. */
export function resolveSettings(settings: RepositorySettings): Required<RepositorySettings> {
  const tagMutability = settings.tagMutability ?? IMMUTABLE;
  return {
    encryption: settings.encryption ?? STACK_KEY,
    tagMutability,
    lifecycle: settings.lifecycle ?? (tagMutability.tagsCanMove ? FOR_MOVING_TAGS : FOR_IMMUTABLE_TAGS),
    access: settings.access ?? [],
    tags: settings.tags ?? {},
  };
}
