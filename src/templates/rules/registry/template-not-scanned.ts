import { filtersOf } from './repository-filters';
import { createdNames } from './repository-names';
import type { Creator } from '../../../ecr/created-namespaces';
import { creatorsIn } from '../../../ecr/created-namespaces';
import { EcrRule } from '../../../ecr/ecr-rule';
import { startOfNames } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { matchesAllUnder, matchesEveryName } from '../../../ecr/scan-filter';
import { hasHole, isKnownText } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { known, membersOf } from '../list-items';

const { CREATION_TEMPLATE, PULL_THROUGH_CACHE_RULE, SCANNING_CONFIGURATION } = ResourceType;

export const TEMPLATE_NOT_SCANNED: Rule = {
  id: EcrRule.TEMPLATE_NOT_SCANNED,
  types: [CREATION_TEMPLATE, PULL_THROUGH_CACHE_RULE],
  check: checkFilters,
};

interface ResourceCreator extends Creator {
  readonly resource: TemplateResource;
}

function* checkFilters(resource: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  // A registry whose scanning is configured elsewhere may scan everything.
  const configurations = app.sameEnvironment(resource, SCANNING_CONFIGURATION);
  if (configurations.length === 0) return;
  const templates = app.sameEnvironment(resource, CREATION_TEMPLATE).map(creatorOf);
  const caches = app.sameEnvironment(resource, PULL_THROUGH_CACHE_RULE).map(creatorOf);
  const creator = creatorsIn(templates, caches).find((each) => each.resource === resource);
  if (!creator) return;
  // One configuration that scans is enough. Another rule reports two configurations in a registry.
  const problems = configurations.map((configuration) => problemUnder(configuration, creator));
  if (problems.every((problem) => problem !== undefined)) {
    yield problems.find(({ unresolved }) => unresolved) ?? problems[0];
  }
}

function creatorOf(resource: TemplateResource): ResourceCreator {
  return { resource, prefix: known(resource.property(propertyOf(resource))), uses: resource.list('AppliedFor') };
}

function propertyOf({ type }: TemplateResource): string {
  return type === PULL_THROUGH_CACHE_RULE ? 'EcrRepositoryPrefix' : 'Prefix';
}

function problemUnder(configuration: TemplateResource, { resource, prefix }: ResourceCreator): Problem | undefined {
  const at = `Properties/${propertyOf(resource)}`;
  const rules = membersOf(configuration.property('Rules'), '');
  const lists = rules.all.map(filtersOf);
  const filters = lists.flatMap(({ all }) => all.map(({ json }) => json.Filter));
  const texts = filters.filter(isKnownText);
  if (texts.some(matchesEveryName)) return undefined;
  if (prefix !== undefined && texts.some((filter) => matchesAllUnder(filter, startOfNames(prefix)))) return undefined;
  if (prefix === undefined || rules.unresolved || lists.some(({ unresolved }) => unresolved) || filters.some(hasHole)) {
    return {
      at,
      text: 'whether a scanning filter matches depends on a prefix or filter not known yet',
      unresolved: true,
    };
  }
  const names = createdNames(prefix);
  const found =
    texts.length === 0 ? 'has no filters' : `has only the filters ${texts.join(', ')}, which do not match all of them`;
  return {
    at,
    text: `Amazon ECR creates repositories ${names}, but the scanning of the registry (${configuration.constructPath}) ${found}`,
  };
}
