import { filtersOf } from './repository-filters';
import { EcrRule } from '../../../ecr/ecr-rule';
import { startOfNames } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { deletes } from '../../../lifecycle/evaluator/compiled-rule';
import { LifecycleTagStatus } from '../../../lifecycle/lifecycle-enums';
import { isKnownText } from '../../../text/holes';
import { listed } from '../../../text/lists';
import { matchesWildcard } from '../../../text/wildcard';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { known, membersOf } from '../list-items';
import { lifecycleOf } from '../repository/lifecycle-of';

export const SIGNATURES_EXPIRE: Rule = {
  id: EcrRule.SIGNATURES_EXPIRE,
  types: [ResourceType.SIGNING_CONFIGURATION],
  check: checkLifecycles,
};

/** The finding is on the configuration, because one acknowledgement is enough for all that it signs. */
function* checkLifecycles(configuration: TemplateResource, context: CheckContext): Iterable<Problem> {
  const rules = membersOf(configuration.property('Rules'), '').all;
  const filters = rules.flatMap((rule) => {
    // A rule without filters signs all images.
    if (rule.json.RepositoryFilters === undefined) return ['*'];
    return filtersOf(rule).all.flatMap(({ json }) => known(json.Filter) ?? []);
  });
  const paths = [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE]
    .flatMap((type) => context.app.sameEnvironment(configuration, type))
    .filter((each) => filters.some((filter) => signs(filter, each)) && expiresUntagged(each, context))
    .map(({ constructPath }) => constructPath);
  if (paths.length === 0) return;
  const text = `the lifecycles of ${listed(paths)} expire untagged images, and signatures are stored as untagged images`;
  yield { at: 'Properties/Rules', text };
}

/**
 * Whether a filter matches a repository, or all repositories that a template creates. Nobody pushes images to a
 * cache, so that they get no signatures there.
 */
function signs(filter: string, resource: TemplateResource): boolean {
  const uses = resource.list('AppliedFor');
  if (uses.length > 0 && uses.every((use) => use === 'PULL_THROUGH_CACHE')) return false;
  if (filter === '*') return true;
  if (resource.type === ResourceType.REPOSITORY) {
    const name = resource.property('RepositoryName');
    return isKnownText(name) && matchesWildcard(filter, name);
  }
  const prefix = known(resource.property('Prefix'));
  return prefix !== undefined && filter.endsWith('*') && matchesWildcard(filter, startOfNames(prefix));
}

function expiresUntagged(resource: TemplateResource, context: CheckContext): boolean {
  const rules = lifecycleOf(resource, context).policy?.rules ?? [];
  return rules.some((rule) => deletes(rule) && rule.tags.tagStatus !== LifecycleTagStatus.TAGGED);
}
