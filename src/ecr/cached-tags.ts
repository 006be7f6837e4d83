/** The consequence of immutable tags in a pull-through cache. */
export const CACHED_TAGS_STAY = 'an immutable tag that the upstream moves stays on the image that was cached first';
