import type { CatalogText } from './catalog-text';

/**
 * Content of a repository's page in the Amazon ECR Public Gallery. CloudFormation cannot set the logo.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-catalog-data.html
 */
export interface PublicCatalogData {
  /**
   * A short description, of at most 1,024 characters, which the gallery shows in lists and search results.
   *
   * @default - the gallery shows no description
   */
  readonly description?: string;

  /**
   * The section of the page that describes the image and its users.
   *
   * @default - the page in the gallery has no such section
   */
  readonly about?: CatalogText;

  /**
   * The section of the page that tells how to run the image.
   *
   * @default - the page in the gallery has no such section
   */
  readonly usage?: CatalogText;

  /**
   * Architectures of the images: at most 50 texts of 1 to 50 characters.
   *
   * The gallery shows a badge for each of `ARM`, `ARM 64`, `x86` and `x86-64`, and its search can filter by them. Any
   * other text is stored, but causes a warning (`cdk-ecr::unknownName`).
   *
   * @default - no badge, and a search that filters by architecture does not find the repository
   */
  readonly architectures?: string[];

  /**
   * Operating systems of the images: at most 50 texts of 1 to 50 characters.
   *
   * The gallery shows a badge for each of `Linux` and `Windows`, and its search can filter by them. Any other text is
   * stored, but causes a warning (`cdk-ecr::unknownName`).
   *
   * @default - no badge, and a search that filters by operating system does not find the repository
   */
  readonly operatingSystems?: string[];
}
