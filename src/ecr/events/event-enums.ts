/**
 * The result of the action that an Amazon ECR event reports, such as a push.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export enum EventResult {
  /** The action succeeded. */
  SUCCESS = 'SUCCESS',
  /** The action did not succeed. This matches every result other than success. */
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
  /** The vulnerability is not remediated. */
  ACTIVE = 'ACTIVE',
  /** A suppression rule of Amazon Inspector in the account hides the finding. */
  SUPPRESSED = 'SUPPRESSED',
  /** The vulnerability is remediated, or Amazon Inspector no longer scans the image. */
  CLOSED = 'CLOSED',
}

/**
 * The accounts whose Amazon Inspector findings are reported.
 *
 * The delegated administrator of Amazon Inspector receives the events of all member accounts. Each member account
 * receives its own events too. If both accounts report, each finding is reported twice.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
 */
export enum FindingScope {
  /** Only findings of the account of the registry. */
  OWN_ACCOUNT = 'OWN_ACCOUNT',
  /**
   * Findings of all accounts whose events arrive.
   *
   * In the account of the delegated administrator, these are all member accounts.
   */
  ALL_MEMBERS = 'ALL_MEMBERS',
}
