import { replicationRules } from './replicas';
import { filtersOf } from './repository-filters';
import { EcrRule } from '../../../ecr/ecr-rule';
import { namesBeyond } from '../../../ecr/replication-prefix';
import { ResourceType } from '../../../ecr/resource-type';
import { listed } from '../../../text/lists';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { known } from '../list-items';

export const REPLICATION_PREFIX: Rule = {
  id: EcrRule.REPLICATION_PREFIX,
  types: [ResourceType.REPLICATION_CONFIGURATION],
  check: checkPrefixes,
};

function* checkPrefixes(configuration: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const names = app
    .sameEnvironment(configuration, ResourceType.REPOSITORY)
    .flatMap((repository) => known(repository.property('RepositoryName')) ?? []);
  for (const { at, json } of replicationRules(configuration).all.flatMap((rule) => filtersOf(rule).all)) {
    const prefix = known(json.Filter);
    const beyond = prefix === undefined ? [] : namesBeyond(prefix, names);
    if (beyond.length > 0) {
      yield { at: `${at}/Filter`, text: `the prefix ${prefix} of the replication also matches ${listed(beyond)}` };
    }
  }
}
