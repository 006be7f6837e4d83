import type { RepositorySettings } from '../../repository/repository-settings';

/** The repositories that are replicated, and the settings of their replicas. */
export interface ReplicationOptions {
  /**
   * Prefixes of the names of the repositories. A prefix ends in `/`: it is a namespace, for which the destination has a
   * creation template. At most 100 in a rule, of 2 to 256 characters.
   *
   * @default - all repositories, which needs `rootTemplate`
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Settings of the repositories that the destination's registry creates for replicas. The key is always one of the
   * destination: the stack's shared key there replaces a key of another account or region.
   *
   * @default - the settings that all repositories under the prefix share that this app declares beside the source; it
   * is an error if they differ. If there are none, the defaults of `RepositorySettings` with mutable tags, because an
   * immutable replica of a mutable source loses tags on arrival.
   */
  readonly settings?: RepositorySettings;

  /**
   * Whether prefixes that do not end in `/`, or no prefixes, are allowed. The template ROOT of the destination then
   * covers them: it applies to every replicated repository that no nearer template covers.
   *
   * @default false
   */
  readonly rootTemplate?: boolean;
}

/** A source of replication outside the app, and how its replicas must look. */
export interface AcceptReplicationOptions extends ReplicationOptions {
  /** Id of the source's account, 12 digits. */
  readonly account: string;
}
