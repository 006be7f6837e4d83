import { filtersOf } from './repository-filters';
import { isRequired, matchesName } from './required-repositories';
import { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { isMissing, known, membersOf } from '../list-items';
import { isCacheOnly } from '../repository/cache-only';

const CONFIGURATION = ResourceType.SIGNING_CONFIGURATION;

export const IMAGE_SIGNING: Rule = {
  id: EcrRule.IMAGE_SIGNING,
  types: [ResourceType.REPOSITORY],
  isAsked: ({ requireSigning }) => requireSigning !== undefined,
  check: checkSigning,
};

function* checkSigning(repository: TemplateResource, { app, props }: CheckContext): Iterable<Problem> {
  const required = isRequired(props.requireSigning ?? [], repository, app);
  // Nobody pushes to a cache, so its images get no signatures.
  const cacheOnly = isCacheOnly(repository, app);
  if (required === false || cacheOnly === true) return;
  const configurations = app.sameEnvironment(repository, CONFIGURATION);
  const patterns = configurations.flatMap(patternsOf);
  const signed = matchesName(patterns, repository);
  if (signed) return;
  const at = 'Properties/RepositoryName';
  const isUnresolved =
    required === undefined ||
    cacheOnly === undefined ||
    (signed === undefined && patterns.length > 0) ||
    configurations.some((each) => hasHole(each.property('Rules'))) ||
    app.sameEnvironment(repository, CONFIGURATION, Relation.UNRESOLVED).length > 0;
  if (isUnresolved) {
    return yield { at, text: 'whether images are signed is known only at deployment', unresolved: true };
  }
  yield {
    at,
    text:
      patterns.length === 0
        ? 'the app has no signing rule for the registry'
        : `the signing rules of the registry have only the filters ${patterns.join(', ')}, which do not match it`,
  };
}

/** The filters of a configuration. A rule without filters signs all images. */
function patternsOf(configuration: TemplateResource): string[] {
  return membersOf(configuration.property('Rules'), '').all.flatMap((rule) =>
    isMissing(rule.json.RepositoryFilters)
      ? ['*']
      : filtersOf(rule).all.flatMap(({ json }) => known(json.Filter) ?? []),
  );
}
