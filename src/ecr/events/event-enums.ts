/**
 * How what an event tells of has ended.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export enum EventResult {
  /** It succeeded. */
  SUCCESS = 'SUCCESS',
  /** Anything but success. */
  FAILURE = 'FAILURE',
  /** Either. */
  ANY = 'ANY',
}

/**
 * What Amazon Inspector thinks of a finding.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html
 */
export enum FindingStatus {
  /** It has not been remediated. */
  ACTIVE = 'ACTIVE',
  /** A suppression rule of the account matches it. */
  SUPPRESSED = 'SUPPRESSED',
  /** It has been remediated, or the image is not scanned any more. */
  CLOSED = 'CLOSED',
}

/**
 * Whose findings are reported. The delegated administrator of Amazon Inspector receives the events of all members, and
 * so does each member: where both report, everything is reported twice.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
 */
export enum FindingScope {
  /** The account of the registry. */
  OWN_ACCOUNT = 'OWN_ACCOUNT',
  /** All accounts whose events arrive: in the account of the delegated administrator, those of all members. */
  ALL_MEMBERS = 'ALL_MEMBERS',
}
