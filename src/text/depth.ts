/** More levels than any template or policy has. What reads values by recursion fails at some thousands. */
export const MAX_DEPTH = 200;

/** Whether lists and objects are nested in a value in more than so many levels. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each));
}
