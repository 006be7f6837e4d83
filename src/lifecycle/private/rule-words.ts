import { LifecycleStorageClass, LifecycleTagStatus } from '../lifecycle-enums';
import type { LifecycleRule } from '../lifecycle-rule';

/** The images that a rule selects, as in "archived images with the tag "latest"". */
export function imagesOf({ tags, storageClass }: LifecycleRule): string {
  const images = storageClass === LifecycleStorageClass.ARCHIVE ? 'archived images' : 'images';
  switch (tags.tagStatus) {
    case LifecycleTagStatus.ANY:
      return `all ${images}`;
    case LifecycleTagStatus.UNTAGGED:
      return `${images} without a tag`;
    default: {
      const conditions = [...tags.patterns.map(patternWords), ...tags.prefixes.map(prefixWords)];
      const shared = conditions.length > 1 ? ' (the same tag or different ones)' : '';
      return `${images} with ${inWords(conditions)}${shared}`;
    }
  }
}

function patternWords(pattern: string): string {
  if (!pattern.includes('*')) return `the tag "${pattern}"`;
  return /^\*+$/.test(pattern) ? 'a tag' : `a tag like "${pattern}"`;
}

function prefixWords(prefix: string): string {
  return `a tag that starts with "${prefix}"`;
}

/** As in "rules 1, 2 and 5". */
export function rulesInWords(priorities: readonly number[]): string {
  return `${priorities.length === 1 ? 'rule' : 'rules'} ${inWords(priorities.map(String))}`;
}

function inWords(members: readonly string[]): string {
  const last = members[members.length - 1];
  return members.length === 1 ? last : `${members.slice(0, -1).join(', ')} and ${last}`;
}
