import type { IConstruct } from 'constructs';
import { review } from '../../core/review';
import { LIMITS } from '../../ecr/limits';
import { mistakesInArchitectures, mistakesInOperatingSystems } from '../../ecr/mistakes/gallery';
import type { Mistake } from '../../ecr/mistakes/mistake';
import { checkList, InvalidInputError } from '../../text/errors';
import { checkProperties, checkText, checkValue } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import { CatalogText } from '../catalog-text';
import type { PublicCatalogData } from '../public-catalog-data';

const API = 'PublicRepository';
const {
  CATALOG_DESCRIPTION_LENGTH: MAX_DESCRIPTION_LENGTH,
  CATALOG_LABELS: MAX_LABELS,
  CATALOG_LABEL_LENGTH: MAX_LABEL_LENGTH,
} = LIMITS;

/** The catalogue data as CloudFormation spells it; the L1 passes it on as it is. */
interface RenderedCatalog {
  readonly RepositoryDescription?: string;
  readonly AboutText?: string;
  readonly UsageText?: string;
  readonly Architectures?: string[];
  readonly OperatingSystems?: string[];
}

/** Checks and renders catalogue data; undefined if there is none. */
export function renderCatalog(scope: IConstruct, catalog: PublicCatalogData): RenderedCatalog | undefined {
  checkKinds(scope, catalog);
  checkDescription(scope, catalog.description);
  const rendered = {
    RepositoryDescription: catalog.description,
    AboutText: catalog.about?._markdown,
    UsageText: catalog.usage?._markdown,
    Architectures: labels(scope, 'architectures', catalog.architectures, mistakesInArchitectures),
    OperatingSystems: labels(scope, 'operatingSystems', catalog.operatingSystems, mistakesInOperatingSystems),
  };
  return Object.values(rendered).some((value) => value !== undefined) ? rendered : undefined;
}

function checkKinds(scope: IConstruct, catalog: PublicCatalogData): void {
  const at = (property: string) => ({ scope, api: API, property });
  checkProperties(at('catalog'), catalog, 'write { description: "…" }');
  const { about, usage } = catalog;
  if (about !== undefined) checkValue(at('catalog.about'), about, CatalogText);
  if (usage !== undefined) checkValue(at('catalog.usage'), usage, CatalogText);
}

function checkDescription(scope: IConstruct, description: string | undefined): void {
  if (!isLiteral(description)) return;
  const { length } = [...description];
  if (length <= MAX_DESCRIPTION_LENGTH) return;
  throw new InvalidInputError({
    scope,
    api: API,
    property: 'length of catalog.description',
    found: length,
    must: `be at most ${MAX_DESCRIPTION_LENGTH} characters`,
    remedy: 'shorten it and say the rest in catalog.about',
  });
}

function labels(
  scope: IConstruct,
  property: keyof PublicCatalogData,
  given: string[] = [],
  mistakesIn: (labels: readonly string[]) => Iterable<Mistake>,
): string[] | undefined {
  checkList({ scope, api: API, property: `catalog.${property}` }, given);
  given.forEach((label, index) => checkLabel(scope, `catalog.${property}[${index}]`, label));
  const unique = [...new Set(given)];
  if (unique.length > MAX_LABELS) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: `number of catalog.${property}`,
      found: unique.length,
      must: `be at most ${MAX_LABELS}`,
      remedy: 'leave out those that the gallery does not recognise',
    });
  }
  review(scope, { api: API, property: `catalog.${property}` }, mistakesIn(given));
  return unique.length > 0 ? unique : undefined;
}

function checkLabel(scope: IConstruct, property: string, label: string): void {
  const remedy = 'use a name that the gallery recognises';
  checkText({ scope, api: API, property }, label, remedy);
  if (!isLiteral(label) || (label.length >= 1 && label.length <= MAX_LABEL_LENGTH)) return;
  const must = `be 1 to ${MAX_LABEL_LENGTH} characters`;
  throw new InvalidInputError({ scope, api: API, property, found: label, must, remedy });
}
