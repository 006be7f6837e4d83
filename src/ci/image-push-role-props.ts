import type { Duration } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as signer from 'aws-cdk-lib/aws-signer';
import type { WorkloadIdentity } from './workload-identity';
import type { WorkloadIdentityProvider } from './workload-identity-provider';
import type { IPublicRepository } from '../facades/i-public-repository';

/** An AWS tag that selects the repositories to which a role may push: the role has the same tag. */
export interface PushTag {
  /** Key of the tag. */
  readonly key: string;

  /** Value of the tag. */
  readonly value: string;
}

/** Properties of `ImagePushRole`. */
export interface ImagePushRoleProps {
  /**
   * The jobs of a CI system that may assume the role.
   *
   * @default - none; `role` must be given instead, and its trust policy decides who may assume it
   */
  readonly identity?: WorkloadIdentity;

  /**
   * The OpenID Connect provider in IAM through which the AWS account trusts the CI system.
   *
   * @default WorkloadIdentityProvider.existing() - the account has the provider already, or the app creates it elsewhere
   */
  readonly identityProvider?: WorkloadIdentityProvider;

  /**
   * An existing role, which gets the permissions to push. Leave out `identity` and the other properties of a new role
   * then.
   *
   * If the app declares the role, the construct checks how the role trusts CI systems, as strictly as it checks an
   * `identity`.
   *
   * @default - the construct creates a role
   */
  readonly role?: iam.IRole;

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
   * Repositories to which the role may push. If a signing rule of the app matches one of them, the role also gets the
   * permission to sign.
   *
   * @default - no single repositories
   */
  readonly repositories?: ecr.IRepository[];

  /**
   * Public repositories to which the role may push.
   *
   * @default - no public repositories
   */
  readonly publicRepositories?: IPublicRepository[];

  /**
   * Prefixes of the names of repositories to which the role may push, such as `team-a/`. Each prefix ends in `/`.
   *
   * A prefix stands for all repositories whose names start with it, in the account and region of the stack.
   *
   * @default - no prefixes
   */
  readonly prefixes?: string[];

  /**
   * Whether the role may also create repositories whose names start with one of the `prefixes`. Set it if the registry
   * creates a repository on its first push (`Registry.addCreateOnPush`).
   *
   * The role may then also call `ecr:CreateRepository` itself. A repository that it creates so has the settings that the
   * call names, and not those of the creation template.
   *
   * @default false
   */
  readonly createOnPush?: boolean;

  /**
   * An AWS tag that selects repositories: the role may push to all repositories whose value of the tag is the same as
   * the role's.
   *
   * The repositories are those in the account and region of the stack. A role that the construct creates gets the tag;
   * an existing `role` must have it. The role may not change tags of repositories and roles, because it could then
   * choose its repositories itself.
   *
   * @default - no repositories are selected by a tag
   */
  readonly repositoriesTagged?: PushTag;

  /**
   * AWS Signer profiles that the role may sign with when it pushes to repositories of `prefixes` or
   * `repositoriesTagged`.
   *
   * List the profiles of the signing rules that match these repositories. For `repositories`, the construct finds the
   * profiles itself.
   *
   * @default - the role may sign only with profiles of signing rules of the app that match one of the `repositories`
   */
  readonly signingProfiles?: signer.ISigningProfileRef[];
}
