/** Whether a name is probably a misspelling of another: it differs in case, separators or plural. */
export function looksLike(written: string, meant: string): boolean {
  return normalized(written) === normalized(meant);
}

function normalized(name: string): string {
  return name
    .replace(/\.amazonaws\.com$/i, '')
    .replace(/^aws\./i, '')
    .replace(/[^a-z0-9]/gi, '')
    .replace(/s$/i, '')
    .toLowerCase();
}
