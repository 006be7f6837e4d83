/** The hexadecimal SHA-256 digest of a text. A browser has no module for it. */
export type Sha256 = (text: string) => string;

/**
 * The logical id of a resource that a registry renders. It follows from the setting and not from the path of the
 * construct, so that a renamed or moved `Registry` changes no resource.
 *
 * A contract: another id makes CloudFormation create the setting again, which fails because it exists.
 *
 * @param kind the setting, such as `ReplicationConfiguration`
 * @param key the identity of the setting among others of its kind, such as a prefix; left out if a registry has one only
 */
export function settingIdBy(sha256: Sha256, kind: string, key?: string): string {
  if (key === undefined) return `Ecr${kind}`;
  const readable = key
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  // Different keys may have the same letters.
  return `Ecr${kind}${readable.slice(0, 100)}${sha256(key).slice(0, 8).toUpperCase()}`;
}
