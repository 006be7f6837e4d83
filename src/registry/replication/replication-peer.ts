/** The registry on the other side of a replication, and the repositories that are replicated. */
export interface ReplicationPeer {
  /** Account id of the other registry. */
  readonly account: string;

  /**
   * Region of the other registry.
   *
   * @default - any region, because for a source outside the app only its account is known
   */
  readonly region?: string;

  /** Prefixes of the names of the repositories that are replicated. An empty list means all repositories. */
  readonly repositoryPrefixes: string[];
}
