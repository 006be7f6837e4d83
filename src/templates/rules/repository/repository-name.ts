import { mistakeOf, problemOf } from './input-problem';
import { EcrRule } from '../../../ecr/ecr-rule';
import { checkPublicRepositoryName } from '../../../ecr/public-repository-name';
import { checkRepositoryName } from '../../../ecr/repository-name';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { known } from '../list-items';

export const REPOSITORY_NAME: Rule = {
  id: EcrRule.REPOSITORY_NAME,
  types: [ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY],
  check: checkName,
};

const AT = 'Properties/RepositoryName';

function* checkName(repository: TemplateResource): Iterable<Problem> {
  const value = repository.property('RepositoryName');
  if (value === undefined) return;
  if (hasHole(value)) return yield { at: AT, text: 'RepositoryName is known at deployment', unknown: true };
  const name = known(value);
  if (name === undefined) return yield { at: AT, text: `RepositoryName is ${readable(value)} but must be a string` };
  const { region = '' } = repository.stack;
  const mistake = mistakeOf(() =>
    repository.type === ResourceType.PUBLIC_REPOSITORY
      ? checkPublicRepositoryName(undefined, name)
      : checkRepositoryName('', name, region),
  );
  if (mistake) yield problemOf(AT, { ...mistake, property: 'RepositoryName' });
}
