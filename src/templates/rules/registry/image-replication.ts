import { isUnresolved, targetsOf } from './replicas';
import { isRequired, matchesName } from './required-repositories';
import { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import { ResourceType } from '../../../ecr/resource-type';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

const CONFIGURATION = ResourceType.REPLICATION_CONFIGURATION;

export const IMAGE_REPLICATION: Rule = {
  id: EcrRule.IMAGE_REPLICATION,
  types: [ResourceType.REPOSITORY],
  isAsked: ({ requireReplication }) => requireReplication !== undefined,
  check: checkReplication,
};

function* checkReplication(repository: TemplateResource, { app, props }: CheckContext): Iterable<Problem> {
  const required = isRequired(props.requireReplication ?? [], repository, app);
  if (required === false) return;
  const configurations = app.sameEnvironment(repository, CONFIGURATION);
  const prefixes = [...new Set(configurations.flatMap(targetsOf).flatMap((target) => target.prefixes))];
  const replicated = matchesName(
    prefixes.map((prefix) => `${prefix}*`),
    repository,
  );
  if (replicated) return;
  const at = 'Properties/RepositoryName';
  if (
    required === undefined ||
    (replicated === undefined && prefixes.length > 0) ||
    configurations.some(isUnresolved) ||
    app.sameEnvironment(repository, CONFIGURATION, Relation.UNRESOLVED).length > 0
  ) {
    return yield { at, text: 'whether images are replicated is known only at deployment', unresolved: true };
  }
  yield {
    at,
    text:
      prefixes.length === 0
        ? 'the app has no replication to another region or account for the registry'
        : `the registry replicates only the prefixes ${prefixes.join(', ')}, which its name does not have`,
  };
}
