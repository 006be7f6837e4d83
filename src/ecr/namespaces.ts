/** The prefix of a template or cache for all repositories that no other prefix covers. */
export const ROOT = 'ROOT';

/** A creation template that replicas need, and the prefixes of replication that it covers. */
export interface ReplicaTemplate {
  readonly prefix: string;
  /** Never empty: all repositories have the empty prefix. */
  readonly prefixes: string[];
}

/** A prefix without its final `/`, for comparison and rendering. Amazon ECR assumes the `/` if it is missing. */
export function normalise(prefix: string): string {
  return prefix.replace(/\/$/, '');
}

/**
 * The start of all names that a prefix of a template or cache covers; empty for `ROOT`. It ends in `/`, so that `team` does
 * not cover `teamwork`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export function startOfNames(prefix: string): string {
  return prefix === ROOT ? '' : `${normalise(prefix)}/`;
}

/** Whether a prefix covers a name, or all names with the given start. */
export function covers(prefix: string, nameOrStart: string): boolean {
  return nameOrStart.startsWith(startOfNames(prefix));
}

/** The prefix that Amazon ECR applies to a name: the longest one that covers it, or `ROOT` if no other does. */
export function nearestPrefix(prefixes: Iterable<string>, name: string): string | undefined {
  const covering = [...prefixes].filter((prefix) => covers(prefix, name));
  return covering.sort((one, other) => startOfNames(other).length - startOfNames(one).length)[0];
}

/** A pattern for the names that a prefix covers. */
export function repositoriesUnder(prefix: string): string {
  return `${startOfNames(prefix)}*`;
}

/** Prefixes of replication. All repositories have the empty prefix, which stands for none. */
export function prefixesOrAll(prefixes: string[]): string[] {
  return prefixes.length > 0 ? prefixes : [''];
}

/** The templates that replicas need: one for each namespace, and `ROOT` for all other prefixes of replication. */
export function templatesFor(repositoryPrefixes: string[]): ReplicaTemplate[] {
  const all = prefixesOrAll(repositoryPrefixes);
  const namespaces = all.filter(isNamespace);
  const others = all.filter((prefix) => !isNamespace(prefix));
  return [
    ...namespaces.map((prefix) => ({ prefix, prefixes: [prefix] })),
    ...(others.length > 0 ? [{ prefix: ROOT, prefixes: others }] : []),
  ];
}

/** The replicated namespaces below the namespace that a template covers. */
export function nearerNamespaces(prefixes: string[], replicated: string[]): string[] {
  const own = prefixes.find(isNamespace) ?? '';
  return replicated.filter((prefix) => isNamespace(prefix) && prefix.length > own.length && prefix.startsWith(own));
}

/** Whether a prefix of replication is a namespace, which a template can cover. */
export function isNamespace(prefix: string): boolean {
  return prefix.endsWith('/');
}
