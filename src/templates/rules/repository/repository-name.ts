import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInPublicRepositoryName, mistakesInRepositoryName } from '../../../ecr/mistakes/names';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { known } from '../list-items';
import { problemsOf } from '../mistake-problems';

export const REPOSITORY_NAME: Rule = {
  id: EcrRule.REPOSITORY_NAME,
  types: [ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY],
  check: checkName,
};

const AT = 'Properties/RepositoryName';

function* checkName(repository: TemplateResource): Iterable<Problem> {
  const value = repository.property('RepositoryName');
  if (value === undefined) return;
  if (hasHole(value)) return yield { at: AT, text: 'RepositoryName is known at deployment', unresolved: true };
  const name = known(value) ?? value;
  const mistakes =
    repository.type === ResourceType.PUBLIC_REPOSITORY
      ? mistakesInPublicRepositoryName(name)
      : mistakesInRepositoryName(name, repository.stack.region);
  yield* problemsOf(EcrRule.REPOSITORY_NAME, AT, 'RepositoryName', mistakes);
}
