/**
 * The type of image scanning of a registry. It decides which AWS service scans the images.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
export enum RegistryScanType {
  /** Amazon ECR scans operating system packages, on push or on request. This is free. */
  BASIC = 'BASIC',
  /**
   * Amazon Inspector scans packages of the operating system and of programming languages.
   *
   * AWS bills each image and each rescan.
   */
  ENHANCED = 'ENHANCED',
}
