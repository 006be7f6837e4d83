import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ImagePullRoleProps } from './image-pull-role-props';
import { PullPermissions } from './private/pull-permissions';
import { checkPullRole } from './private/pull-role-checks';
import { latePrefixErrors } from './private/role-checks';
import { roleOfIdentity } from './private/role-of-identity';

/**
 * An IAM role with which pods or jobs of a CI system pull images from Amazon ECR without static AWS keys.
 *
 * The role can log in to the registry and pull from the given repositories. It may neither list nor push images. The
 * images of a pod's own containers are pulled with the role of the node, and not with this role.
 *
 * @example
 * import { ImagePullRole, WorkloadIdentity } from 'cdk-ecr';
 *
 * new ImagePullRole(this, 'Scanner', {
 *   identity: WorkloadIdentity.eksPodIdentity({
 *     cluster: 'arn:aws:eks:eu-central-1:111122223333:cluster/prod',
 *     namespace: 'scan',
 *     serviceAccount: 'scanner',
 *   }),
 *   prefixes: ['team-a/'],
 * });
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html
 */
export class ImagePullRole extends Construct implements iam.IGrantable {
  /** The role that the construct created. */
  public readonly role: iam.IRole;

  /** The managed policy with the permissions to pull, which is attached to the role. */
  public readonly managedPolicy: iam.ManagedPolicy;

  /** The principal of the role, for granting permissions beyond pulling, such as `grants.pull` of a cache. */
  public readonly grantPrincipal: iam.IPrincipal;

  public constructor(scope: Construct, id: string, props: ImagePullRoleProps) {
    super(scope, id);
    checkPullRole(this, props);
    this.node.addValidation({ validate: () => latePrefixErrors(this, 'ImagePullRole', props.prefixes) });

    const permissions = new PullPermissions(this);
    this.managedPolicy = permissions.managedPolicy;
    this.role = roleOfIdentity(this, 'Pulls images from Amazon ECR for', props, this.managedPolicy);
    this.grantPrincipal = this.role.grantPrincipal;
    permissions.attachTo(this.role);

    props.repositories?.forEach((repository) => permissions.pullFrom(repository));
    props.prefixes?.forEach((prefix) => permissions.pullFromPrefix(prefix));
  }
}
