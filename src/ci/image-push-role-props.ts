import type { Duration } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as signer from 'aws-cdk-lib/aws-signer';
import type { PushIdentity } from './push-identity';
import type { PushIdentityProvider } from './push-identity-provider';
import type { IPublicRepository } from '../facades/i-public-repository';

/** A tag that repositories and roles share. */
export interface PushTag {
  /** Key of the tag. */
  readonly key: string;

  /** Value of the tag. */
  readonly value: string;
}

/** Properties of `ImagePushRole`. */
export interface ImagePushRoleProps {
  /**
   * Which jobs of a CI system may assume the role.
   *
   * @default - `role` is given, with its own trust
   */
  readonly identity?: PushIdentity;

  /**
   * The OpenID Connect provider with which the account trusts the CI system.
   *
   * @default PushIdentityProvider.existing() - the account has it, or the app creates it elsewhere
   */
  readonly identityProvider?: PushIdentityProvider;

  /**
   * An existing role, which gets the permissions. Where it is declared in the app, its trust in CI systems is checked
   * as strictly as an `identity`.
   *
   * @default - a role is created
   */
  readonly role?: iam.IRole;

  /**
   * Name of the role. A change replaces it.
   *
   * @default - CloudFormation generates a name
   */
  readonly roleName?: string;

  /**
   * The permissions boundary: the most that the role may do.
   *
   * @default - no boundary, unless one applies to the scope
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * How long a session of the role may last at most: 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Repositories to which the role pushes. What signing rules of the registry ask for comes with it.
   *
   * @default - it pushes to none by name
   */
  readonly repositories?: ecr.IRepository[];

  /**
   * Public repositories to which the role pushes.
   *
   * @default - it pushes to no public repository
   */
  readonly publicRepositories?: IPublicRepository[];

  /**
   * Starts of names, which end in `/`: the role pushes to all repositories of the stack's account and region below them.
   *
   * @default - it pushes to none by the start of its name
   */
  readonly prefixes?: string[];

  /**
   * Whether the registry creates a repository below the `prefixes` on its first push (`Registry.addCreateOnPush`): the
   * role may then create repositories there.
   *
   * @default false
   */
  readonly createOnPush?: boolean;

  /**
   * The role pushes to all repositories of the stack's account and region that have the same value of this tag as the
   * role. A role that is created gets the tag; a given one must have it. The role is denied to change tags of
   * repositories and roles.
   *
   * @default - tags do not matter
   */
  readonly repositoriesTagged?: PushTag;

  /**
   * Profiles with which Amazon ECR signs what the role pushes below `prefixes` or by tag. For `repositories` they are
   * known.
   *
   * @default - it signs only where a signing rule of the app matches one of the `repositories`
   */
  readonly signingProfiles?: signer.ISigningProfileRef[];
}
