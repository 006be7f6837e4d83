/**
 * How often the images of a repository are scanned.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
export enum ScanFrequency {
  /** When pushed, and again whenever new vulnerabilities become known. Enhanced scanning only. */
  CONTINUOUS = 'CONTINUOUS_SCAN',
  /** When pushed. */
  ON_PUSH = 'SCAN_ON_PUSH',
  /** When somebody asks for it: what a repository gets under basic scanning that no rule matches. */
  MANUAL = 'MANUAL',
  /** Never: what a repository gets under enhanced scanning that no rule matches. */
  OFF = 'OFF',
}
