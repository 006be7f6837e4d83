import { filtersOf } from './repository-filters';
import { requiring } from './required-setting';
import { EcrRule } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { TemplateResource } from '../../template-resource';
import { isMissing, known, membersOf } from '../list-items';
import { isCacheOnly } from '../repository/cache-only';

export const IMAGE_SIGNING = requiring({
  id: EcrRule.IMAGE_SIGNING,
  type: ResourceType.SIGNING_CONFIGURATION,
  patterns: ({ requireSigning }) => requireSigning,
  // Nobody pushes to a cache, so its images get no signatures.
  isExempt: isCacheOnly,
  filtersOf: signingFiltersOf,
  patternOf: (filter) => filter,
  isUnresolved: (configuration) => hasHole(configuration.property('Rules')),
  effect: 'signed',
  absent: 'the app has no signing rule for the registry',
  others: 'the signing rules of the registry have only the filters',
  unmatched: ['which do not match it', 'which match none of them'],
});

/** The filters of a configuration. A rule without filters signs all images. */
function signingFiltersOf(configuration: TemplateResource): string[] {
  return membersOf(configuration.property('Rules'), '').all.flatMap((rule) =>
    isMissing(rule.json.RepositoryFilters)
      ? ['*']
      : filtersOf(rule).all.flatMap(({ json }) => known(json.Filter) ?? []),
  );
}
