/** The consequence of immutable tags in a pull-through cache. */
export const CACHED_TAGS_STAY =
  'tags are immutable, so that a tag which the upstream moves stays on the image that was cached first';
