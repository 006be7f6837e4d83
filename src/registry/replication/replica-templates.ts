import { ROOT } from '../../ecr/namespace-prefix';

/** A creation template that replicas need, and the prefixes of replication that it covers. */
export interface ReplicaTemplate {
  readonly prefix: string;
  /** Never empty: all repositories have the empty prefix. */
  readonly prefixes: string[];
}

/** Namespaces have a template each; everything else shares the template ROOT. */
export function templatesFor(repositoryPrefixes: string[]): ReplicaTemplate[] {
  const all = repositoryPrefixes.length > 0 ? repositoryPrefixes : [''];
  const namespaces = all.filter((prefix) => prefix.endsWith('/'));
  const others = all.filter((prefix) => !prefix.endsWith('/'));
  return [
    ...namespaces.map((prefix) => ({ prefix, prefixes: [prefix] })),
    ...(others.length > 0 ? [{ prefix: ROOT, prefixes: others }] : []),
  ];
}

/** Namespaces that are nearer to a repository than the template that covers the prefixes. */
export function nearerNamespaces(prefixes: string[], replicated: string[]): string[] {
  const own = prefixes.find((prefix) => prefix.endsWith('/')) ?? '';
  return replicated.filter((prefix) => prefix.endsWith('/') && prefix.length > own.length);
}
