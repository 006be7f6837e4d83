/**
 * The frequency of scans of the images of a repository.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
export enum ScanFrequency {
  /** On push, and again when new vulnerabilities become known. Enhanced scanning only. */
  CONTINUOUS = 'CONTINUOUS_SCAN',
  /** On push. */
  ON_PUSH = 'SCAN_ON_PUSH',
  /** On request only: the frequency of repositories that no rule matches, under basic scanning. */
  MANUAL = 'MANUAL',
  /** Never: the frequency of repositories that no rule matches, under enhanced scanning. */
  OFF = 'OFF',
}
