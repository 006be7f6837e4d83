import { camelCase } from './naming';
import { addTo, byText } from '../../../../src/text/lists';
import type { RepositoryLine } from '../../snapshot/format';

/** Most repositories of a stack. CloudFormation allows 500 resources, and an app grows. */
export const MOST_REPOSITORIES = 400;
/** Namespaces of this size get a stack of their own where one stack is not enough. */
const LARGE_NAMESPACE = 100;

/** The repositories of a stack, and the namespace that they share. */
export interface StackPart {
  readonly namespace?: string;
  /** The number of the stack among those of the namespace, if there are several. */
  readonly number?: number;
  readonly repositories: readonly RepositoryLine[];
}

/** Splits repositories into stacks: one if they fit, else by their first namespace, else by number. */
export function stackParts(repositories: readonly RepositoryLine[]): StackPart[] {
  const sorted = [...repositories].sort((one, other) => byText(one.repositoryName, other.repositoryName));
  if (sorted.length <= MOST_REPOSITORIES) return sorted.length === 0 ? [] : [{ repositories: sorted }];
  const byNamespace = new Map<string, RepositoryLine[]>();
  for (const repository of sorted) addTo(byNamespace, namespaceOf(repository), repository);
  const large = [...byNamespace].filter(
    ([namespace, { length }]) => length >= LARGE_NAMESPACE && camelCase(namespace) !== '',
  );
  const names = new Set(large.map(([namespace]) => namespace));
  const others = sorted.filter((repository) => !names.has(namespaceOf(repository)));
  return [...large.flatMap(([namespace, all]) => numbered(all, namespace)), ...numbered(others)];
}

function namespaceOf({ repositoryName }: RepositoryLine): string {
  return repositoryName.includes('/') ? repositoryName.split('/')[0] : '';
}

function numbered(repositories: readonly RepositoryLine[], namespace?: string): StackPart[] {
  const count = Math.ceil(repositories.length / MOST_REPOSITORIES);
  const size = Math.ceil(repositories.length / count);
  return Array.from({ length: count }, (_, index) => ({
    namespace,
    number: count > 1 ? index + 1 : undefined,
    repositories: repositories.slice(index * size, (index + 1) * size),
  }));
}
