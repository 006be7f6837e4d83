import type { IConstruct } from 'constructs';
import { review } from '../../core/review';
import { LIMITS } from '../../ecr/limits';
import { mistakesInArchitectures, mistakesInOperatingSystems } from '../../ecr/mistakes/gallery';
import type { Mistake } from '../../ecr/mistakes/mistake';
import { InvalidInputError } from '../../text/errors';
import { checkProperties, checkValue, checkValues } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import { CatalogText } from '../catalog-text';
import { GalleryArchitecture } from '../gallery-architecture';
import { GalleryOperatingSystem } from '../gallery-operating-system';
import type { PublicCatalogData } from '../public-catalog-data';

const API = 'PublicRepository';
const { CATALOG_DESCRIPTION_LENGTH: MAX_DESCRIPTION_LENGTH, CATALOG_LABELS: MAX_LABELS } = LIMITS;

/** The catalogue data as CloudFormation spells it; the L1 passes it on as it is. */
interface RenderedCatalog {
  readonly RepositoryDescription?: string;
  readonly AboutText?: string;
  readonly UsageText?: string;
  readonly Architectures?: string[];
  readonly OperatingSystems?: string[];
}

/** Checks and renders catalogue data; nothing where there is none. */
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
  const { about, usage, architectures, operatingSystems } = catalog;
  if (about !== undefined) checkValue(at('catalog.about'), about, CatalogText);
  if (usage !== undefined) checkValue(at('catalog.usage'), usage, CatalogText);
  if (architectures !== undefined) checkValues(at('catalog.architectures'), architectures, GalleryArchitecture);
  if (operatingSystems === undefined) return;
  checkValues(at('catalog.operatingSystems'), operatingSystems, GalleryOperatingSystem);
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
  given: { readonly label: string }[] | undefined,
  mistakesIn: (labels: readonly string[]) => Iterable<Mistake>,
): string[] | undefined {
  const all = (given ?? []).map(({ label }) => label);
  const unique = [...new Set(all)];
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
  review(scope, { api: API, property: `catalog.${property}` }, mistakesIn(all));
  return unique.length > 0 ? unique : undefined;
}
