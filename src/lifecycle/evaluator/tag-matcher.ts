import { wildcardMatcher } from '../../text/wildcard';
import { LifecycleTagStatus } from '../lifecycle-enums';
import type { TagSelection } from '../tag-selection';

/** Whether an image with these tags is selected. */
export type TagMatcher = (tags: readonly string[]) => boolean;

/** Prepares a selection for many images. */
export function tagMatcher(selection: TagSelection): TagMatcher {
  switch (selection.tagStatus) {
    case LifecycleTagStatus.ANY:
      return () => true;
    case LifecycleTagStatus.UNTAGGED:
      return (tags) => tags.length === 0;
    default: {
      const members = [
        ...selection.patterns.map(wildcardMatcher),
        ...selection.prefixes.map((prefix) => (tag: string) => tag.startsWith(prefix)),
      ];
      return members.length === 1 ? (tags) => some(tags, members[0]) : (tags) => every(tags, members);
    }
  }
}

/** A plain loop: this runs for every image and rule. */
function some(tags: readonly string[], matches: (tag: string) => boolean): boolean {
  for (let i = 0; i < tags.length; i++) if (matches(tags[i])) return true;
  return false;
}

/** The list is an AND over the tags of the image; one tag may satisfy several members. */
function every(tags: readonly string[], members: ((tag: string) => boolean)[]): boolean {
  if (tags.length === 0) return false;
  for (let i = 0; i < members.length; i++) if (!some(tags, members[i])) return false;
  return true;
}
