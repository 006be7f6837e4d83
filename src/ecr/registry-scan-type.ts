/**
 * The type of scanning of a registry. It decides which service scans.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
export enum RegistryScanType {
  /** Amazon ECR scans packages of the operating system, on push or on request. Free. */
  BASIC = 'BASIC',
  /** Amazon Inspector scans packages of the operating system and of programming languages. Billed for each image and rescan. */
  ENHANCED = 'ENHANCED',
}
