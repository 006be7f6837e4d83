import type { Duration } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { WorkloadIdentity } from './workload-identity';
import type { WorkloadIdentityProvider } from './workload-identity-provider';

/** Properties of `ImagePullRole`. */
export interface ImagePullRoleProps {
  /** The jobs of a CI system, or the pods of an EKS cluster, that may assume the role. */
  readonly identity: WorkloadIdentity;

  /**
   * The OpenID Connect provider in IAM through which the AWS account trusts the CI system or the cluster. EKS Pod
   * Identity needs none.
   *
   * @default WorkloadIdentityProvider.existing() - the account has the provider already, or the app creates it elsewhere
   */
  readonly identityProvider?: WorkloadIdentityProvider;

  /**
   * Name of the role, unique in the account in all regions. If the name changes, CloudFormation replaces the role.
   *
   * @default - CloudFormation generates a name
   */
  readonly roleName?: string;

  /**
   * The permissions boundary of the role: a managed policy that limits all permissions of the role.
   *
   * @default - no boundary, unless `iam.PermissionsBoundary.of` sets one for the scope
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Maximum duration of a session of the role: 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Repositories from which the role may pull. For a repository of another account, its policy admits the role too, if
   * the app declares the repository.
   *
   * @default - no single repositories
   */
  readonly repositories?: ecr.IRepository[];

  /**
   * Prefixes of the names of repositories from which the role may pull, such as `team-a/`. Each prefix ends in `/`.
   *
   * A prefix stands for all repositories whose names start with it, in the account and region of the stack. It does not
   * let the role import images through a cache: use `grants.pull` of the cache for that.
   *
   * @default - no prefixes
   */
  readonly prefixes?: string[];
}
