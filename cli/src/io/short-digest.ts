const LENGTH = 12;

/** The start of a digest, which is enough for a person to tell images apart. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, LENGTH);
}
