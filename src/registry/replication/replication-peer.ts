/** The other side of replication, and what is replicated. */
export interface ReplicationPeer {
  /** Id of the account. */
  readonly account: string;

  /**
   * The region.
   *
   * @default - any region: a source outside the app, of which only the account is known
   */
  readonly region?: string;

  /** Starts of names of the repositories that are replicated; none for all. */
  readonly repositoryPrefixes: string[];
}
