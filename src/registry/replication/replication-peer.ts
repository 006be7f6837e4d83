/** The other side of replication, and what is replicated. */
export interface ReplicationPeer {
  /** Id of the account. */
  readonly account: string;

  /**
   * The region.
   *
   * @default - any region: only the account of a source outside the app is known
   */
  readonly region?: string;

  /** Starts of names of the repositories that are replicated; none for all. */
  readonly repositoryPrefixes: string[];
}
