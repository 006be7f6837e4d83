import { checkGalleryLabel } from './private/public-gallery-label';
import { declareValueClass } from '../text/kinds';

/**
 * An operating system for which a public image is built, by the label of the Amazon ECR Public Gallery. The gallery
 * shows those that it recognises as badges and filters its search by them.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-catalog-data.html
 */
export class GalleryOperatingSystem {
  /** Linux. */
  public static readonly LINUX = new GalleryOperatingSystem('Linux');
  /** Windows. */
  public static readonly WINDOWS = new GalleryOperatingSystem('Windows');

  /**
   * An operating system by its label. The repository warns (`cdk-ecr::unknownName`) where the gallery does not
   * recognise it: the label is stored, but gives no badge, and no search finds it.
   *
   * @param label 1 to 50 characters, as the gallery spells it
   * @throws if the label has another length
   */
  public static of(label: string): GalleryOperatingSystem {
    checkGalleryLabel('GalleryOperatingSystem.of', label);
    return new GalleryOperatingSystem(label);
  }

  /** The label, as the gallery spells it. */
  public readonly label: string;

  private constructor(label: string) {
    this.label = label;
  }

  /** The label. */
  public toString(): string {
    return this.label;
  }
}

declareValueClass(
  GalleryOperatingSystem,
  'GalleryOperatingSystem',
  'use one of its constants, such as GalleryOperatingSystem.LINUX',
);
