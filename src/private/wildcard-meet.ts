/** Whether some text matches both patterns, in which `*` stands for any characters. */
export function wildcardsMeet(one: string, other: string): boolean {
  // For each start of `one`, whether it meets the start of `other` that was read so far.
  let meets = [true];
  for (const ours of one) meets.push(meets[meets.length - 1] && ours === '*');
  for (const theirs of other) {
    const next = [meets[0] && theirs === '*'];
    [...one].forEach((ours, index) => {
      const byStar = (ours === '*' || theirs === '*') && (next[index] || meets[index + 1]);
      next.push(byStar || (meets[index] && ours === theirs));
    });
    meets = next;
  }
  return meets[one.length];
}
