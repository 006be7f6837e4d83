/** The largest part of the characters that differs in near names. */
const NEAR = 1 / 3;

/** The known name that is nearest to a name, which is probably a misspelling; undefined if none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const each of known) {
    const most = Math.max(name.length, each.length) * NEAR;
    // The lengths alone tell that most names are far away.
    if (Math.abs(name.length - each.length) > most) continue;
    const distance = editDistance(name.toLowerCase(), each.toLowerCase());
    if (distance >= bestDistance || distance > most) continue;
    best = each;
    bestDistance = distance;
  }
  return best;
}

/** The number of characters to add, remove, replace or swap with their neighbour to turn one text into the other. */
export function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = last[column - 1] + Number(one[row - 1] !== other[column - 1]);
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swapped = isSwapped ? beforeLast[column - 2] + 1 : Infinity;
      current.push(Math.min(last[column] + 1, current[column - 1] + 1, replaced, swapped));
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length];
}
