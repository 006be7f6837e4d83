import type { CatalogText } from './catalog-text';

/**
 * The page of a repository in the Amazon ECR Public Gallery, but for its logo, which CloudFormation cannot set.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-catalog-data.html
 */
export interface PublicCatalogData {
  /**
   * A short description for lists and search results, of at most 1,024 characters.
   *
   * @default - the gallery shows none
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
   * The architectures of the images, at most 50 of 1 to 50 characters. The gallery shows a badge and filters its search
   * by `ARM`, `ARM 64`, `x86` and `x86-64`. Any other text is stored, but warned of (`cdk-ecr::unknownName`).
   *
   * @default - no badge, and no search by architecture finds the repository
   */
  readonly architectures?: string[];

  /**
   * The operating systems of the images, at most 50 of 1 to 50 characters. The gallery shows a badge and filters its
   * search by `Linux` and `Windows`. Any other text is stored, but warned of (`cdk-ecr::unknownName`).
   *
   * @default - no badge, and no search by operating system finds the repository
   */
  readonly operatingSystems?: string[];
}
