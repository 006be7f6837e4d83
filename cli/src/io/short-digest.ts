const LENGTH = 12;

/** The start of a digest, by which a person tells images apart. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, LENGTH);
}
