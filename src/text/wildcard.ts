/** Whether a pattern matches a whole text. A `*` stands for any characters. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return wildcardMatcher(pattern)(text);
}

/**
 * Prepares a pattern for many texts.
 *
 * It uses no regular expression, because backtracking could take very long. Instead it finds the literal parts from left to
 * right, each at its first place after the part before. The time is linear for any number of `*`.
 */
export function wildcardMatcher(pattern: string): (text: string) => boolean {
  const parts = pattern.split('*');
  const [start] = parts;
  if (parts.length === 1) return (text) => text === start;
  const end = parts[parts.length - 1];
  const middle = parts.slice(1, -1).filter((part) => part !== '');
  const shortest = start.length + end.length;
  if (middle.length === 0 && end === '') return (text) => text.startsWith(start);
  return (text) => {
    if (text.length < shortest || !text.startsWith(start) || !text.endsWith(end)) return false;
    let from = start.length;
    for (const part of middle) {
      const at = text.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return from <= text.length - end.length;
  };
}

/** Whether some text matches both patterns. A `*` stands for any characters. */
export function wildcardsOverlap(one: string, other: string): boolean {
  // For each rest of `other`: whether it overlaps with the current rest of `one`.
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
