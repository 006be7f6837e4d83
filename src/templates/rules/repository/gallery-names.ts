import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInArchitectures, mistakesInOperatingSystems } from '../../../ecr/mistakes/gallery';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, UnknownNames } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { problemsOf } from '../mistake-problems';

/** The labels of a public repository that the gallery does not recognise. */
export const GALLERY_NAMES: UnknownNames = { types: [ResourceType.PUBLIC_REPOSITORY], check: checkLabels };

function* checkLabels(repository: TemplateResource): Iterable<Problem> {
  for (const [name, mistakesIn] of [
    ['Architectures', mistakesInArchitectures],
    ['OperatingSystems', mistakesInOperatingSystems],
  ] as const) {
    const mistakes = mistakesIn(repository.list(`RepositoryCatalogData.${name}`));
    yield* problemsOf(EcrRule.UNKNOWN_NAME, `Properties/RepositoryCatalogData/${name}`, name, mistakes);
  }
}
