import { covers, ROOT } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import type { TemplateUse } from '../../../ecr/template-use';
import { fill, hasHole, isKnownText } from '../../../text/holes';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';

const CACHE: TemplateUse = 'PULL_THROUGH_CACHE';
const REPLICATION: TemplateUse = 'REPLICATION';

/**
 * Whether a creation template or a repository serves only pull-through caches. The tags of a cache have to move with the tags
 * of its upstream. Undefined if it is unresolved.
 */
export function isCacheOnly(resource: TemplateResource, app: TemplateApp): boolean | undefined {
  return resource.type === ResourceType.CREATION_TEMPLATE ? isCacheTemplate(resource) : isInCache(resource, app);
}

function isCacheTemplate(template: TemplateResource): boolean | undefined {
  return isAppliedOnlyFor(template, [CACHE]);
}

/** Whether a creation template serves only replicas and caches. All their tags follow the tags of their source. */
export function isReplicaOnly(resource: TemplateResource): boolean | undefined {
  return isAppliedOnlyFor(resource, [REPLICATION, CACHE]);
}

/** Whether a creation template has only allowed uses; undefined if some uses are unresolved. */
function isAppliedOnlyFor(template: TemplateResource, allowed: readonly unknown[]): boolean | undefined {
  const uses = template.list('AppliedFor');
  const known = uses.filter((use) => !hasHole(use));
  if (known.some((use) => !allowed.includes(use))) return false;
  return known.length < uses.length ? undefined : uses.length > 0;
}

/** Whether a repository is in the namespace of a cache. The prefix `ROOT` may cover any repository. */
function isInCache(repository: TemplateResource, app: TemplateApp): boolean | undefined {
  const name = repository.property('RepositoryName');
  if (typeof name !== 'string') return false;
  const prefixes = app
    .sameEnvironment(repository, ResourceType.PULL_THROUGH_CACHE_RULE)
    .map((cache) => cache.property('EcrRepositoryPrefix'))
    .filter((prefix) => prefix !== undefined && prefix !== ROOT);
  const known = prefixes.filter(isKnownText);
  if (!isKnownText(name)) return prefixes.length > 0 ? undefined : false;
  if (known.some((prefix) => covers(prefix, name))) return true;
  return prefixes.some((prefix) => mayCover(prefix, name)) ? undefined : false;
}

/** Whether a prefix with a hole may cover a name. The text before the first hole is certain. */
function mayCover(prefix: unknown, name: string): boolean {
  if (!hasHole(prefix)) return false;
  return typeof prefix !== 'string' || name.startsWith(fill(prefix, () => '\0').split('\0', 1)[0]);
}
