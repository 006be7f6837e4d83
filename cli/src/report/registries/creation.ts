import type { GatheredRegistry, GatheredRepository } from './gathered-registry';
import { objectsIn } from './gathered-registry';
import { lifecycleOf } from './lifecycles';
import { isUnread } from './place';
import { policyLines } from './policy-lines';
import { ReferenceNames } from './reference-names';
import { encryptionText, mutabilityText } from './repository-words';
import type { SourceResource } from './source-resource';
import { nearestPrefix } from '../../../../src/ecr/namespaces';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { TEMPLATE_USES } from '../../../../src/ecr/template-use';
import type { TemplateUse } from '../../../../src/ecr/template-use';
import { hasHole, isKnownText, readable } from '../../../../src/text/holes';
import { byText } from '../../../../src/text/lists';
import type { ReportedCache, ReportedTemplate } from '../model/registry-report';

/** The occasions in words. */
const USES: Readonly<Record<TemplateUse, string>> = {
  REPLICATION: 'replication',
  PULL_THROUGH_CACHE: 'pull-through cache',
  CREATE_ON_PUSH: 'creation on push',
};

/** The caches and creation templates of a registry. */
export class Creation {
  private readonly caches: readonly SourceResource[];
  private readonly templates: readonly SourceResource[];
  /** The nearest prefixes by the namespaces of repositories, for caches and for each occasion of templates. */
  private readonly nearest = new Map<string, Map<string, string | undefined>>();

  public constructor(registry: GatheredRegistry) {
    const read = (type: string) => registry.settingsOf(type).filter(({ properties }) => !isUnread(properties));
    this.caches = read(ResourceType.PULL_THROUGH_CACHE_RULE);
    this.templates = read(ResourceType.CREATION_TEMPLATE);
  }

  /** The prefix of the cache that fills a repository. */
  public cacheOf({ name, isNamed, isPublic }: GatheredRepository): string | undefined {
    if (isPublic || !isNamed) return undefined;
    return this.nearestTo(name, 'cache', () => this.caches.map(({ properties }) => properties.EcrRepositoryPrefix));
  }

  /** The prefix of the template for a repository that Amazon ECR creates: for a cache, for a replica, or on a push. */
  public templateOf(repository: GatheredRepository, isReplica: boolean): string | undefined {
    const { name, isNamed, isPublic } = repository;
    if (isPublic || !isNamed) return undefined;
    const isCached = this.cacheOf(repository) !== undefined;
    const use = isCached ? 'PULL_THROUGH_CACHE' : isReplica ? 'REPLICATION' : 'CREATE_ON_PUSH';
    return this.nearestTo(name, use, () =>
      this.templates
        .filter(({ properties: { AppliedFor: uses } }) => [uses].flat().includes(use))
        .map(({ properties }) => properties.Prefix),
    );
  }

  public get reportedCaches(): ReportedCache[] {
    return this.caches
      .map(({ properties }) => {
        const { EcrRepositoryPrefix, UpstreamRegistryUrl, UpstreamRegistry, UpstreamRepositoryPrefix } = properties;
        const isAll = UpstreamRepositoryPrefix === undefined || UpstreamRepositoryPrefix === 'ROOT';
        return {
          prefix: readable(EcrRepositoryPrefix),
          upstream: readable(UpstreamRegistryUrl ?? UpstreamRegistry),
          ...(!isAll && { upstreamPrefix: readable(UpstreamRepositoryPrefix) }),
          hasCredentials: properties.CredentialArn !== undefined,
        };
      })
      .sort((one, other) => byText(one.prefix, other.prefix));
  }

  public get reportedTemplates(): ReportedTemplate[] {
    return this.templates
      .map((template) => ({
        prefix: readable(template.properties.Prefix),
        appliedFor: usesText(template.properties.AppliedFor),
        lines: linesOf(template),
      }))
      .sort((one, other) => byText(one.prefix, other.prefix));
  }

  /** The nearest of some prefixes. It is the same for all names in one namespace. */
  private nearestTo(name: string, kind: string, prefixes: () => readonly unknown[]): string | undefined {
    const namespace = name.slice(0, name.lastIndexOf('/') + 1);
    let byNamespace = this.nearest.get(kind);
    if (!byNamespace) this.nearest.set(kind, (byNamespace = new Map<string, string | undefined>()));
    if (!byNamespace.has(namespace)) {
      byNamespace.set(namespace, nearestPrefix(prefixes().filter(isKnownText), namespace));
    }
    return byNamespace.get(namespace);
  }
}

function usesText(uses: unknown): string {
  if (uses === undefined || (typeof uses === 'string' && hasHole(uses))) return readable(uses);
  const all = [uses].flat();
  const known = TEMPLATE_USES.filter((use) => all.includes(use)).map((use) => USES[use]);
  const others = all.filter((use) => !TEMPLATE_USES.includes(use as TemplateUse)).map(readable);
  return [...known, ...others].join(', ');
}

/** What a template gives, one line each. */
function linesOf(template: SourceResource): string[] {
  const { input, resource, properties } = template;
  const { LifecyclePolicy: lifecycle, RepositoryPolicy: policy, ResourceTags: tags, CustomRoleArn: role } = properties;
  const { Description: description } = properties;
  return [
    ...(isMissing(description) ? [] : [readable(description)]),
    `encryption: ${encryptionText(template)}`,
    `tags of images: ${mutabilityText(properties)}`,
    ...(isMissing(lifecycle) ? ['no lifecycle policy'] : lifecycleOf(lifecycle).lines),
    ...(isMissing(policy) ? ['no repository policy'] : policyLines(policy, resource.type)),
    ...objectsIn(tags).map(({ Key: key, Value: value = '' }) => `tag ${readable(key)}: ${readable(value)}`),
    ...(isMissing(role) ? [] : [`role ${ReferenceNames.of(input.app).nameOf(role)}`]),
  ];
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
