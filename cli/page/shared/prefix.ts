/** The prefix of a repository: what stands before the first slash. Without a slash, it has none. */
export function prefixOf(name: string): string {
  const end = name.indexOf('/');
  return end < 0 ? '' : name.slice(0, end + 1);
}

/** A prefix for people. */
export function prefixText(prefix: string): string {
  return prefix === '' ? 'without a prefix' : prefix;
}
