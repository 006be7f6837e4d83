import type { CatalogText } from './catalog-text';
import type { GalleryArchitecture } from './gallery-architecture';
import type { GalleryOperatingSystem } from './gallery-operating-system';

/**
 * What the Amazon ECR Public Gallery shows of a repository. The logo is not part of it: CloudFormation cannot set it.
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
   * What the image is and for whom.
   *
   * @default - the page in the gallery has no such section
   */
  readonly about?: CatalogText;

  /**
   * How the image is run.
   *
   * @default - the page in the gallery has no such section
   */
  readonly usage?: CatalogText;

  /**
   * Architectures for which there are images: at most 50; repetitions do not count.
   *
   * @default - no badge, and no search by architecture finds the repository
   */
  readonly architectures?: GalleryArchitecture[];

  /**
   * Operating systems for which there are images: at most 50; repetitions do not count.
   *
   * @default - no badge, and no search by operating system finds the repository
   */
  readonly operatingSystems?: GalleryOperatingSystem[];
}
