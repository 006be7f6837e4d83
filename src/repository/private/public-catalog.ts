import type { IConstruct } from 'constructs';
import { warn } from '../../core/warn';
import { LIMITS } from '../../ecr/limits';
import { EcrRule } from '../../ecr/ecr-rule';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';
import { GalleryArchitecture } from '../gallery-architecture';
import { GalleryOperatingSystem } from '../gallery-operating-system';
import type { PublicCatalogData } from '../public-catalog-data';

const OWNER = 'PublicRepository';
const { CATALOG_DESCRIPTION_LENGTH: MAX_DESCRIPTION_LENGTH, CATALOG_LABELS: MAX_LABELS } = LIMITS;

const ARCHITECTURES = [
  GalleryArchitecture.ARM,
  GalleryArchitecture.ARM_64,
  GalleryArchitecture.X86,
  GalleryArchitecture.X86_64,
].map(String);
const OPERATING_SYSTEMS = [GalleryOperatingSystem.LINUX, GalleryOperatingSystem.WINDOWS].map(String);

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
  checkDescription(scope, catalog.description);
  const rendered = {
    RepositoryDescription: catalog.description,
    AboutText: catalog.about?._markdown,
    UsageText: catalog.usage?._markdown,
    Architectures: labels(scope, 'architectures', catalog.architectures, ARCHITECTURES),
    OperatingSystems: labels(scope, 'operatingSystems', catalog.operatingSystems, OPERATING_SYSTEMS),
  };
  return Object.values(rendered).some((value) => value !== undefined) ? rendered : undefined;
}

function checkDescription(scope: IConstruct, description: string | undefined): void {
  if (!isLiteral(description)) return;
  const { length } = [...description];
  if (length <= MAX_DESCRIPTION_LENGTH) return;
  throw new InvalidInputError({
    scope,
    owner: OWNER,
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
  known: string[],
): string[] | undefined {
  const unique = [...new Set((given ?? []).map(({ label }) => label))];
  if (unique.length > MAX_LABELS) {
    throw new InvalidInputError({
      scope,
      owner: OWNER,
      property: `number of catalog.${property}`,
      found: unique.length,
      must: `be at most ${MAX_LABELS}`,
      remedy: 'leave out those that the gallery does not recognise',
    });
  }
  for (const label of unique.filter((one) => isLiteral(one) && !known.includes(one))) {
    warn(
      scope,
      EcrRule.UNKNOWN_NAME,
      `catalog.${property}: the gallery does not recognise "${label}", so that it shows no badge and no search finds ` +
        `it; it recognises ${known.map((one) => `"${one}"`).join(', ')}`,
    );
  }
  return unique.length > 0 ? unique : undefined;
}
