import type { RepositorySettings } from '../../repository/repository-settings';

/** Options of `Registry.replicateTo`: the repositories to replicate, and the settings of their replicas. */
export interface ReplicationOptions {
  /**
   * Prefixes of the names of the repositories to replicate: at most 100, each of 2 to 256 characters.
   *
   * Each prefix must end in `/`, because the destination needs a creation template for it, and templates apply to whole
   * namespaces. With `rootTemplate: true`, prefixes may end in any character.
   *
   * @default - all repositories; set `rootTemplate: true` then
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Settings of the repositories that Amazon ECR creates for replicas at the destination.
   *
   * The replicas need a KMS key in the account and region of the destination. If these settings have a key of another
   * account or region, the destination's stack gets a key that all of its repositories share
   * (`RepositoryKey.ofStack`), and the replicas are encrypted with that key.
   *
   * @default - the settings of the source repositories: those that this app declares in the account and region of the
   * source, with a name that starts with the prefix. Each prefix is looked at on its own; without prefixes, all
   * repositories count. Synthesis fails if their settings differ. If there are no such repositories: the defaults of
   * `RepositorySettings`, with mutable tags, because an immutable replica of a mutable source loses tags on arrival.
   */
  readonly settings?: RepositorySettings;

  /**
   * Whether to allow prefixes that do not end in `/`, or no prefixes at all.
   *
   * The creation template `ROOT` of the destination then applies to the replicas. Amazon ECR uses it for each
   * replicated repository that has no template with a longer matching prefix.
   *
   * @default false
   */
  readonly rootTemplate?: boolean;

  /**
   * Whether deletions at the source reach the destination.
   *
   * Amazon ECR then also removes the tags that you remove at the source, and deletes the images that a lifecycle policy
   * of the source expires. Such a replica is a mirror of the source, not a backup.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication-delete.html
   * @default false - a deletion at the source does not reach the destination
   */
  readonly deleteReplication?: boolean;
}

/** Options of `Registry.acceptReplicationFrom`: a source outside the app, and the settings of its replicas. */
export interface AcceptReplicationOptions {
  /** Id of the source account, 12 digits. */
  readonly account: string;

  /**
   * Prefixes of the names of the repositories that the source replicates to this registry: at most 100, each of 2 to 256
   * characters. Each ends in `/`, unless `rootTemplate` is true.
   *
   * @default - all repositories; set `rootTemplate: true` then
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Settings of the repositories that Amazon ECR creates for replicas in this registry.
   *
   * @default - the defaults of `RepositorySettings` for a replica, with mutable tags, because an immutable replica of a
   * mutable source loses tags on arrival
   */
  readonly settings?: RepositorySettings;

  /**
   * Whether to allow prefixes that do not end in `/`, or no prefixes at all. The creation template `ROOT` of this registry
   * then applies to replicas that have no template with a longer matching prefix.
   *
   * @default false
   */
  readonly rootTemplate?: boolean;
}
