/**
 * The type of a registry's scanning, and the service that scans.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
export enum RegistryScanType {
  /** Amazon ECR: packages of the operating system, when pushed or on demand. Free. */
  BASIC = 'BASIC',
  /** Amazon Inspector: packages of the operating system and of programming languages. Billed by image and re-scan. */
  ENHANCED = 'ENHANCED',
}
