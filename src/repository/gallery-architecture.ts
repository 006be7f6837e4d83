import { checkGalleryLabel } from './private/public-gallery-label';
import { declareValueClass } from '../text/kinds';

/**
 * An architecture for which a public image is built, by the label of the Amazon ECR Public Gallery. The gallery shows
 * those that it recognises as badges and filters its search by them.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-catalog-data.html
 */
export class GalleryArchitecture {
  /** 32-bit ARM. */
  public static readonly ARM = new GalleryArchitecture('ARM');
  /** 64-bit ARM, such as AWS Graviton. */
  public static readonly ARM_64 = new GalleryArchitecture('ARM 64');
  /** 32-bit x86. */
  public static readonly X86 = new GalleryArchitecture('x86');
  /** 64-bit x86. */
  public static readonly X86_64 = new GalleryArchitecture('x86-64');

  /**
   * An architecture by its label. The repository warns (`cdk-ecr::unknownName`) where the gallery does not recognise
   * it: the label is stored, but gives no badge, and no search finds it.
   *
   * @param label 1 to 50 characters, as the gallery spells it
   * @throws if the label has another length
   */
  public static of(label: string): GalleryArchitecture {
    checkGalleryLabel('GalleryArchitecture.of', label);
    return new GalleryArchitecture(label);
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
  GalleryArchitecture,
  'GalleryArchitecture',
  'use one of its constants, such as GalleryArchitecture.ARM_64',
);
