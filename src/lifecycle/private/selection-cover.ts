import { matchesWildcard } from '../../text/wildcard';
import { LifecycleTagStatus } from '../lifecycle-enums';
import { TagSelection } from '../tag-selection';

/** Any image is one with a tag or one without. */
const PARTS_OF_ANY = [TagSelection.pattern('*'), TagSelection.untagged()];

/** A selection as parts that one other selection each may cover. */
export function partsOf(selection: TagSelection): TagSelection[] {
  return selection.tagStatus === LifecycleTagStatus.ANY ? PARTS_OF_ANY : [selection];
}

/**
 * Whether every image of a part is selected by the other selection too.
 *
 * A list is an AND, and an image of `inner` may have no other tags than its members ask for. So each member of `outer`
 * must be matched by everything that matches some member of `inner`.
 */
export function covers(outer: TagSelection, inner: TagSelection): boolean {
  if (inner.tagStatus === LifecycleTagStatus.TAGGED) return coversTags(outer, patternsOf(inner));
  return outer.tagStatus === LifecycleTagStatus.ANY || outer.tagStatus === inner.tagStatus;
}

/** Whether every image is selected that has a tag for each of the patterns, be it one tag or several. */
export function coversTags(outer: TagSelection, narrow: readonly string[]): boolean {
  if (outer.tagStatus !== LifecycleTagStatus.TAGGED) return outer.tagStatus === LifecycleTagStatus.ANY;
  // Taken for a tag, a narrow pattern has a `*` that only a `*` of the wide one can match.
  return patternsOf(outer).every((wide) => narrow.some((pattern) => matchesWildcard(wide, pattern)));
}

/** The members of a list, prefixes as the patterns that mean the same. None for untagged or any images. */
export function patternsOf({ patterns, prefixes }: TagSelection): string[] {
  return [...patterns, ...prefixes.map((prefix) => `${prefix}*`)];
}

/**
 * The members of a list without those that another member implies, as a tag like `v1*` is one like `v*` too. An image must
 * have a tag for each of them.
 */
export function narrowest(selection: TagSelection): string[] {
  const members = patternsOf(selection);
  return members.filter(
    (wide, i) =>
      !members.some((other, j) => {
        // Of two that mean the same, the first stays.
        return i !== j && matchesWildcard(wide, other) && (j < i || !matchesWildcard(other, wide));
      }),
  );
}
