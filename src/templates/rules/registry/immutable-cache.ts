import { templatesCovering } from './templates';
import { CACHED_TAGS_STAY } from '../../../ecr/cached-tags';
import { EcrRule } from '../../../ecr/ecr-rule';
import { nearestPrefix, startOfNames } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { known } from '../list-items';
import { isCacheOnly } from '../repository/cache-only';

export const IMMUTABLE_CACHE: Rule = {
  id: EcrRule.IMMUTABLE_CACHE,
  types: [ResourceType.PULL_THROUGH_CACHE_RULE, ResourceType.REPOSITORY],
  check: checkTags,
};

function checkTags(resource: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  return resource.type === ResourceType.REPOSITORY ? checkRepository(resource, app) : checkTemplate(resource, app);
}

/** A repository that was created before the first pull. */
function* checkRepository(repository: TemplateResource, app: TemplateApp): Iterable<Problem> {
  if (repository.property('ImageTagMutability') !== 'IMMUTABLE') return;
  const at = 'Properties/ImageTagMutability';
  const cached = isCacheOnly(repository, app);
  if (cached === undefined) {
    yield { at, text: 'whether it is for a pull-through cache is known at deployment', unresolved: true };
  } else if (cached) {
    yield { at, text: `the repository is in the namespace of a pull-through cache, but ${CACHED_TAGS_STAY}` };
  }
}

/** The finding is on the cache, because its template may serve other repositories as well. */
function* checkTemplate(cache: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const at = 'Properties/EcrRepositoryPrefix';
  const prefix = known(cache.property('EcrRepositoryPrefix'));
  if (prefix === undefined) return yield { at, text: 'the prefix is not known', unresolved: true };
  const start = startOfNames(prefix);
  const templates = app.sameEnvironment(cache, ResourceType.CREATION_TEMPLATE);
  const { certain, unresolved } = templatesCovering(templates, 'PULL_THROUGH_CACHE', start);
  const prefixes = new Map(certain.map((each) => [known(each.property('Prefix'))!, each]));
  const template = prefixes.get(nearestPrefix(prefixes.keys(), start) ?? '');
  // Another rule reports a missing template.
  if (!template) return;
  const mode = template.property('ImageTagMutability');
  if (unresolved.length > 0 || hasHole(mode)) {
    return yield { at, text: 'whether the tags of the cache can move is known at deployment', unresolved: true };
  }
  if (mode !== 'IMMUTABLE') return;
  yield { at, text: `the creation template ${template.constructPath} makes tags immutable, but ${CACHED_TAGS_STAY}` };
}
