import type { Duration } from 'aws-cdk-lib';
import { Tags } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as signer from 'aws-cdk-lib/aws-signer';
import { Construct } from 'constructs';
import { PushPermissions } from './private/oidc-permissions';
import { checkPushRole, checkPushTargets } from './private/oidc-push-role-checks';
import { conditionsOf } from './private/oidc-trust';
import { trustErrors } from './private/oidc-trust-check';
import type { PushIdentity } from './push-identity';
import { PushIdentityProvider } from './push-identity-provider';
import { warn } from '../core/warn';
import { Warning } from '../ecr/warning';
import type { IPublicRepository } from '../facades/i-public-repository';

/** A tag by which repositories and roles belong together. */
export interface PushTag {
  /** Key of the tag. */
  readonly key: string;

  /** Value of the tag. */
  readonly value: string;
}

/** Properties of {@link ImagePushRole}. */
export interface ImagePushRoleProps {
  /**
   * Which jobs of a CI system may assume the role.
   *
   * @default - `role` is given, and whoever it trusts
   */
  readonly identity?: PushIdentity;

  /**
   * Where the OpenID Connect provider comes from by which the account trusts the CI system.
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
   * The most that the role may do, whatever its policies say.
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
   * Whether the registry creates a repository below the `prefixes` when somebody pushes to it
   * (`Registry.addCreateOnPush`): the role may then create repositories there.
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

/**
 * A role by which jobs of a CI system push images without static keys: they show a token of the system and get
 * credentials for an hour.
 *
 * It may push, and read what a client reads before it pushes; it may neither delete images nor change a repository.
 *
 * @example
 * import { ImagePushRole, PrivateRepository, PushIdentity } from 'cdk-ecr';
 *
 * new ImagePushRole(this, 'Ci', {
 *   identity: PushIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456789', branch: 'main' }),
 *   repositories: [new PrivateRepository(this, 'Api', { repositoryName: 'team/api' })],
 * });
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export class ImagePushRole extends Construct implements iam.IGrantable {
  /** The role, created or given. */
  public readonly role: iam.IRole;

  /** What the role may do. */
  public readonly managedPolicy: iam.ManagedPolicy;

  /** The role, for permissions beyond pushing. */
  public readonly grantPrincipal: iam.IPrincipal;

  public constructor(scope: Construct, id: string, props: ImagePushRoleProps) {
    super(scope, id);
    checkPushRole(this, props);
    checkPushTargets(this, props);

    const permissions = new PushPermissions(this);
    this.managedPolicy = permissions.managedPolicy;
    this.role = props.role ? this.useRole(props.role) : this.createRole(props);
    this.grantPrincipal = this.role.grantPrincipal;
    permissions.attachTo(this.role);

    props.repositories?.forEach((repository) => permissions.pushTo(repository));
    props.publicRepositories?.forEach((repository) => permissions.pushToPublic(repository));
    props.prefixes?.forEach((prefix) => permissions.pushToPrefix(prefix, props.createOnPush ?? false));
    if (props.repositoriesTagged) permissions.pushWhereTaggedAlike(props.repositoriesTagged.key);
    props.signingProfiles?.forEach((profile) => permissions.signWith(profile));
  }

  private useRole(role: iam.IRole): iam.IRole {
    this.managedPolicy.attachToRole(role);
    // Its trust policy may still change.
    this.node.addValidation({ validate: () => trustErrors(this, role) });
    return role;
  }

  private createRole(props: ImagePushRoleProps): iam.Role {
    const trust = props.identity!._trust;
    const { arn, dependable } = (props.identityProvider ?? PushIdentityProvider.existing())._bind(this, trust);
    // Through its policies, so that the role is there only when it may push.
    const role = new iam.Role(this, 'Resource', {
      description: `Pushes images to Amazon ECR from ${trust.name}`,
      assumedBy: new iam.WebIdentityPrincipal(arn, conditionsOf(trust)),
      managedPolicies: [this.managedPolicy],
      roleName: props.roleName,
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
    });
    if (dependable) role.node.addDependency(dependable);
    const { repositoriesTagged: tag } = props;
    if (tag) Tags.of(role).add(tag.key, tag.value);
    if (trust.reusableName) warn(this, Warning.REUSABLE_NAME, trust.reusableName);
    return role;
  }
}
