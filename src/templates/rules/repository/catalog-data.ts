import { EcrRule } from '../../../ecr/ecr-rule';
import {
  CATALOG_LABEL_LISTS,
  CATALOG_TEXTS,
  mistakesInCatalogLabels,
  mistakesInCatalogText,
} from '../../../ecr/mistakes/catalog';
import type { Mistake } from '../../../ecr/mistakes/mistake';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { judgeable } from '../list-items';
import { problemsOf } from '../mistake-problems';

const id = EcrRule.CATALOG_DATA;

export const CATALOG_DATA: Rule = { id, types: [ResourceType.PUBLIC_REPOSITORY], check: checkCatalog };

function* checkCatalog(repository: TemplateResource): Iterable<Problem> {
  for (const [name, max] of Object.entries(CATALOG_TEXTS)) {
    yield* checkValue(repository, name, (text) => mistakesInCatalogText(text, max));
  }
  for (const name of CATALOG_LABEL_LISTS) {
    // CloudFormation takes a member in place of a list for some properties.
    yield* checkValue(repository, name, (labels) => mistakesInCatalogLabels([labels].flat().map(judgeable)));
  }
}

function* checkValue(
  repository: TemplateResource,
  name: string,
  mistakesIn: (value: unknown) => Iterable<Mistake>,
): Iterable<Problem> {
  const value = repository.property(`RepositoryCatalogData.${name}`);
  if (value === undefined || value === null) return;
  const at = `Properties/RepositoryCatalogData/${name}`;
  if (hasHole(value) && !Array.isArray(value)) {
    yield { at, text: `${name} is known at deployment`, unresolved: true };
  } else {
    yield* problemsOf(id, at, name, mistakesIn(judgeable(value)), pointerOf);
  }
}

/** The length of a text or a list has its place at the text or the list. */
function pointerOf(within: string): string {
  return within.replace('.length', '').replace(/\[(\d+)\]/, '/$1');
}
