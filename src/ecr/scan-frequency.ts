/**
 * How often the images of a repository are scanned.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
export enum ScanFrequency {
  /** Images are scanned on push, and again when new vulnerabilities become known. Requires enhanced scanning. */
  CONTINUOUS = 'CONTINUOUS_SCAN',
  /** Images are scanned when they are pushed. */
  ON_PUSH = 'SCAN_ON_PUSH',
  /**
   * Images are scanned only on request.
   *
   * Under basic scanning, this is the frequency of repositories that no scanning rule matches.
   */
  MANUAL = 'MANUAL',
  /**
   * Images are never scanned.
   *
   * Under enhanced scanning, this is the frequency of repositories that no scanning rule matches.
   */
  OFF = 'OFF',
}
