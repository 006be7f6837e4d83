import { Tags } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ImagePushRoleProps } from './image-push-role-props';
import { PushPermissions } from './private/oidc-permissions';
import { checkPushRole, checkPushTargets } from './private/oidc-push-role-checks';
import { trustErrors } from './private/oidc-trust-check';
import { latePrefixErrors } from './private/role-checks';
import { roleOfIdentity } from './private/role-of-identity';
import { warn } from '../core/warn';
import { EcrRule } from '../ecr/ecr-rule';

/**
 * An IAM role with which jobs of a CI system push images to Amazon ECR without static AWS keys.
 *
 * A job shows an OpenID Connect token of the CI system and gets AWS credentials, by default for an hour. The role may
 * push images, and read what a client reads before a push. The role may neither delete images nor change a repository.
 *
 * @example
 * import { ImagePushRole, PrivateRepository, WorkloadIdentity } from 'cdk-ecr';
 *
 * new ImagePushRole(this, 'Ci', {
 *   identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456789', branch: 'main' }),
 *   repositories: [new PrivateRepository(this, 'Api', { repositoryName: 'team/api' })],
 * });
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export class ImagePushRole extends Construct implements iam.IGrantable {
  /** The role: the one that the construct created, or the given `role`. */
  public readonly role: iam.IRole;

  /** The managed policy with the permissions to push, which is attached to the role. */
  public readonly managedPolicy: iam.ManagedPolicy;

  /** The principal of the role, for granting permissions beyond pushing. */
  public readonly grantPrincipal: iam.IPrincipal;

  public constructor(scope: Construct, id: string, props: ImagePushRoleProps) {
    super(scope, id);
    checkPushRole(this, props);
    checkPushTargets(this, props);
    this.node.addValidation({ validate: () => latePrefixErrors(this, 'ImagePushRole', props.prefixes) });

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
    const settings = { ...props, identity: props.identity! };
    const role = roleOfIdentity(this, 'Pushes images to Amazon ECR from', settings, this.managedPolicy);
    const { repositoriesTagged: tag } = props;
    if (tag) Tags.of(role).add(tag.key, tag.value);
    const { pullRequests } = settings.identity._trust;
    if (pullRequests) warn(this, EcrRule.PULL_REQUEST_PUSH, pullRequests);
    return role;
  }
}
