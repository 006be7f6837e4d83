/** Whether some text matches both patterns, in which `*` stands for any characters. */
export function wildcardsOverlap(one: string, other: string): boolean {
  // For each rest of `other`, whether it overlaps with the rest of `one` that is looked at.
  let later: boolean[] = [];
  for (let i = one.length; i >= 0; i--) {
    const now = new Array<boolean>(other.length + 1);
    for (let j = other.length; j >= 0; j--) {
      now[j] =
        i === one.length && j === other.length
          ? true
          : one[i] === '*'
            ? later[j] || (j < other.length && now[j + 1])
            : other[j] === '*'
              ? now[j + 1] || (i < one.length && later[j])
              : i < one.length && one[i] === other[j] && later[j + 1];
    }
    later = now;
  }
  return later[0];
}
