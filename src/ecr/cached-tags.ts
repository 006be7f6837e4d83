/** What happens where no tag of a pull-through cache can move. */
export const CACHED_TAGS_STAY =
  'tags are immutable, so that a tag which the upstream moves stays on the image that was cached first';
