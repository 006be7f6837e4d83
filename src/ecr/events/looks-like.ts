/** Whether a name was probably meant for another: it differs in case, in separators or in the plural. */
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
