import { byText } from '../../text/lists';

/** The border between the newest images of a selection and the rest. */
export interface NewestCut {
  /** Whether an image of the selection is not among the newest. */
  isBeyond(image: number): boolean;
  /** Whether an image of the selection has the time of others on the other side of the border. */
  isTied(image: number): boolean;
}

/**
 * Where the newest `limit` images of a selection end; undefined if there are no more.
 *
 * Of images with the same time those with the first digests count as the newest, so that the order of the input does not
 * matter. Only times are sorted, as plain numbers: for a million images that is far cheaper than sorting images.
 */
export function newestCut(
  selected: Uint32Array,
  limit: number,
  clocks: Float64Array,
  digestOf: (image: number) => string,
): NewestCut | undefined {
  if (selected.length <= limit) return undefined;
  const times = new Float64Array(selected.length);
  for (let s = 0; s < selected.length; s++) times[s] = clocks[selected[s]];
  times.sort();
  const border = times[times.length - limit];
  const olderCount = times.indexOf(border);
  // At least one image with the time of the border stays.
  const goCount = times.length - limit - olderCount;
  const go = goCount > 0 ? lastByDigest(selected, border, goCount, clocks, digestOf) : new Set<number>();
  return {
    isBeyond: (image) => clocks[image] < border || go.has(image),
    isTied: (image) => goCount > 0 && clocks[image] === border,
  };
}

function lastByDigest(
  selected: Uint32Array,
  border: number,
  count: number,
  clocks: Float64Array,
  digestOf: (image: number) => string,
): Set<number> {
  const tied = [...selected.filter((image) => clocks[image] === border)];
  return new Set(tied.sort((a, b) => byText(digestOf(a), digestOf(b))).slice(-count));
}
