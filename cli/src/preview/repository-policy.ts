import type { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import type { SnapshotRepository } from '../snapshot/snapshot-images';

/** The policy of a repository. */
export interface RepositoryPolicy {
  readonly policy: LifecyclePolicy;
  /** Its origin, in words. */
  readonly source: string;
}

/** Policies by the names of repositories. */
export interface PolicySource {
  /** The repositories that have a policy here; undefined if every repository has the same. */
  readonly repositoryNames?: readonly string[];
  /** What a repository without a policy here is, in words. */
  readonly without: string;
  /** Whether the policy is that of a repository whose name only the deployment knows. */
  isNameless(repositoryName: string): boolean;
  /** Undefined for a repository that is not known here. */
  policyOf(repositoryName: string, inSnapshot?: SnapshotRepository): RepositoryPolicy | undefined;
}
