import { repositoriesUnder, startOfNames } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { matchesWildcard, wildcardsOverlap } from '../../../text/wildcard';
import type { TemplateResource } from '../../template-resource';
import { known } from '../list-items';

/** The property with the name of a repository, or with the prefix of a creation template. */
export function nameProperty({ type }: TemplateResource): string {
  return type === ResourceType.CREATION_TEMPLATE ? 'Prefix' : 'RepositoryName';
}

/**
 * The name of a repository, or a pattern for the names that a creation template covers. It is undefined if the name is
 * unresolved or generated.
 */
export function namesOf(resource: TemplateResource): string | undefined {
  const name = known(resource.property(nameProperty(resource)));
  return name !== undefined && resource.type === ResourceType.CREATION_TEMPLATE ? repositoriesUnder(name) : name;
}

/** Whether patterns match all the names of a repository or a creation template. Undefined if it depends on the name. */
export function matchesNames(patterns: readonly string[], resource: TemplateResource): boolean | undefined {
  // Only wildcards match a `*` in the names, so they match every name there. No name of one repository has a `*`.
  const names = namesOf(resource) ?? '*';
  if (patterns.some((pattern) => matchesWildcard(pattern, names))) return true;
  return patterns.some((pattern) => wildcardsOverlap(pattern, names)) ? undefined : false;
}

/** The names of the repositories that Amazon ECR creates, for people: of any name, or under a prefix. */
export function createdNames(prefix: string): string {
  const start = startOfNames(prefix);
  return start === '' ? 'of any name' : `under ${start}`;
}
