/**
 * How many of each kind are shown, if no more than a number fit in all: one of each kind that there is, and then in turn.
 */
export function shares(wants: readonly number[], room: number): number[] {
  const given = wants.map((want) => Math.min(want, 1));
  let left = room - given.reduce((sum, each) => sum + each, 0);
  while (left > 0) {
    const before = left;
    wants.forEach((want, index) => {
      if (left > 0 && given[index] < want) {
        given[index] += 1;
        left -= 1;
      }
    });
    if (left === before) break;
  }
  return given;
}

/** The first values that fit, and those left over. If there are some, they take the last place together. */
export function firstOf<T>(
  values: readonly T[],
  room: number,
): { readonly shown: readonly T[]; readonly rest: readonly T[] } {
  const count = values.length <= room ? values.length : Math.max(0, room - 1);
  return { shown: values.slice(0, count), rest: values.slice(count) };
}
