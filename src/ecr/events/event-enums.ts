/**
 * The result of the action that an event reports.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export enum EventResult {
  /** The action succeeded. */
  SUCCESS = 'SUCCESS',
  /** The action had another result than success. */
  FAILURE = 'FAILURE',
  /** Any result. */
  ANY = 'ANY',
}

/**
 * The status of a finding of Amazon Inspector.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html
 */
export enum FindingStatus {
  /** The finding is not remediated. */
  ACTIVE = 'ACTIVE',
  /** A suppression rule of the account matches the finding. */
  SUPPRESSED = 'SUPPRESSED',
  /** The finding is remediated, or the image is no longer scanned. */
  CLOSED = 'CLOSED',
}

/**
 * The accounts whose findings are reported.
 *
 * The delegated administrator of Amazon Inspector receives the events of all members, and each member receives its own
 * events too. If both report, each finding is reported twice.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
 */
export enum FindingScope {
  /** The account of the registry. */
  OWN_ACCOUNT = 'OWN_ACCOUNT',
  /** All accounts whose events arrive. In the account of the delegated administrator, these are all members. */
  ALL_MEMBERS = 'ALL_MEMBERS',
}
