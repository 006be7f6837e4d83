import type { IConstruct } from 'constructs';
import type { AppRepositories, AppRepository } from '../../core/app-repositories';
import { nearerNamespaces } from '../../ecr/namespaces';
import { declaredSettings } from '../../repository/declared-settings';
import { ImageTagMutability } from '../../repository/image-tag-mutability';
import type { RepositorySettings } from '../../repository/repository-settings';
import { andMore } from '../../text/lists';

/** An immutable replica of a mutable source loses tags on arrival. */
export const WITHOUT_SOURCE: RepositorySettings = { tagMutability: ImageTagMutability.mutable() };
/** How many differences an error lists. */
const MAX_LISTED = 5;

/**
 * Repositories that the app declares beside a registry, whose names start with one of the prefixes of a template.
 *
 * @param replicated all prefixes that are replicated to the destination: a nearer namespace has a template of its own
 */
export function sourcesUnder(
  repositories: AppRepositories,
  prefixes: string[],
  replicated: string[] = [],
): AppRepository[] {
  const found = repositories.under(prefixes);
  const nearer = new Set(repositories.under(nearerNamespaces(prefixes, replicated)));
  return nearer.size > 0 ? found.filter((repository) => !nearer.has(repository)) : found;
}

/** The settings that all source repositories under the prefixes share; those of the first one, if they differ. */
export function sharedSettings(
  repositories: AppRepositories,
  prefixes: string[],
  replicated: string[],
): RepositorySettings {
  for (const { resource } of sourcesUnder(repositories, prefixes, replicated)) {
    const settings = declaredSettings(resource);
    if (settings) return settings;
  }
  return WITHOUT_SOURCE;
}

/** In what the source repositories under the prefixes differ, as lines of an error; none if they look alike. */
export function settingsDifferences(
  registry: IConstruct,
  repositories: AppRepositories,
  prefixes: string[],
  replicated: string[],
): string[] {
  const sources = sourcesUnder(repositories, prefixes, replicated).map(({ resource }) => {
    const settings = declaredSettings(resource);
    return { path: (settings ? resource.node.scope! : resource).node.path, settings };
  });
  const [first] = sources;
  const lines = sources.flatMap(({ path, settings }) => {
    if (!settings) return [`${path} is not a PrivateRepository`];
    if (!first.settings) return [];
    const differences = first.settings.differencesFrom(settings, registry);
    return differences.length > 0 ? [`${path} has another ${differences.join(', ')} than ${first.path}`] : [];
  });
  const more = lines.length - MAX_LISTED;
  return more > 0 ? [...lines.slice(0, MAX_LISTED), andMore(more)] : lines;
}
