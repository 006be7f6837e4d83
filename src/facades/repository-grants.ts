import { Stack } from 'aws-cdk-lib';
import type * as codebuild from 'aws-cdk-lib/aws-codebuild';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { grantOnRepository, grantToken, ownerStatement } from '../access/grant-on-repository';
import { RepositoryAccess } from '../access/repository-access';
import { RepositoryPolicy } from '../access/repository-policy';
import { l1Of } from '../core/l1-of';
import { actionsOf, needsToken } from '../ecr/policy/permission-actions';
import { RepositoryPermission } from '../ecr/policy/repository-permission';
import { InvalidInputError } from '../text/errors';
import { readable } from '../text/holes';
import { withHoles } from '../text/intrinsics';
import { checkHas, checkValue } from '../text/kinds';
import { isLiteral } from '../text/unresolved';

const API = 'RepositoryGrants';

/**
 * Grants permissions on a private repository, declared with any construct (of this library, L2 or L1) or imported.
 *
 * A grant takes effect or is an error. A grant to a principal of another account needs two statements: one in the
 * repository's policy and one in the principal's policy.
 *
 * - If the app declares both the repository and the principal, it renders both statements.
 * - If the app declares the principal only, it renders the statement in the principal's policy. `statementFor` returns
 *   the other one, for the team that owns the repository.
 * - If the app declares the repository only, it renders the statement in the repository's policy. The team that owns
 *   the principal must allow it the same actions and `ecr:GetAuthorizationToken`.
 *
 * A role of another account that the app declares need not exist yet, because the repository's policy names only the
 * role's account and a condition. The condition is on the role's ARN if the role has a name, otherwise on a tag
 * (`aws-cdk:id`) that the role gets.
 *
 * `pull`, `push` and `pullPush` also give `ecr:GetAuthorizationToken`, which has no resource. cdk-nag therefore reports
 * `AwsSolutions-IAM5[Resource::*]` for the principal's policy: acknowledge it there.
 *
 * @example
 * import * as ecr from 'aws-cdk-lib/aws-ecr';
 * import * as iam from 'aws-cdk-lib/aws-iam';
 * import { RepositoryAccess, RepositoryGrants } from 'cdk-ecr';
 *
 * const repository = new ecr.Repository(this, 'Repository', { repositoryName: 'team/api' });
 * const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
 * const grants = RepositoryGrants.fromRepository(repository);
 * grants.pull(role);
 * grants.admit(RepositoryAccess.pullFromLambda({ accounts: ['111122223333'] }));
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export class RepositoryGrants {
  /** Grants on a repository, which may be declared with any construct, or imported. */
  public static fromRepository(repository: ecr.IRepositoryRef): RepositoryGrants {
    return new RepositoryGrants(repository);
  }

  private constructor(private readonly repository: ecr.IRepositoryRef) {}

  /**
   * Lets a principal pull images.
   *
   * @throws if the app can change neither the principal's policy nor the repository's policy
   */
  public pull(grantee: iam.IGrantable): iam.Grant {
    return this.grant('pull', RepositoryPermission.PULL, grantee);
  }

  /**
   * Lets a principal push images with any client, and pull.
   *
   * If a signing rule of the registry matches the repository, the principal may also sign with the rule's profile.
   *
   * | actions                       | who calls them                                                          |
   * |-------------------------------|-------------------------------------------------------------------------|
   * | `InitiateLayerUpload`,        | every client                                                            |
   * | `UploadLayerPart`,            |                                                                         |
   * | `CompleteLayerUpload`,        |                                                                         |
   * | `PutImage`                    |                                                                         |
   * | `BatchCheckLayerAvailability` | every client, to skip layers that the repository has                    |
   * | `BatchGetImage`               | crane, Bazel and buildx, which ask for a tag or index before they push  |
   * | `GetDownloadUrlForLayer`      | buildx with a cache in the registry, tools that sign or attach          |
   * | `DescribeImages`              | pipelines that ask whether a tag exists                                 |
   *
   * @throws if the app can change neither the principal's policy nor the repository's policy
   */
  public push(grantee: iam.IGrantable): iam.Grant {
    return this.grant('push', RepositoryPermission.PUSH, grantee);
  }

  /**
   * Lets a principal pull and push images.
   *
   * @throws if the app can change neither the principal's policy nor the repository's policy
   */
  public pullPush(grantee: iam.IGrantable): iam.Grant {
    return this.grant('pullPush', RepositoryPermission.PULL_PUSH, grantee);
  }

  /**
   * Lets a principal list and describe images, but not pull their content.
   *
   * @throws if the app can change neither the principal's policy nor the repository's policy
   */
  public read(grantee: iam.IGrantable): iam.Grant {
    return this.grant('read', RepositoryPermission.READ, grantee);
  }

  /**
   * Lets a principal delete images and tags.
   *
   * @throws if the app can change neither the principal's policy nor the repository's policy
   */
  public delete(grantee: iam.IGrantable): iam.Grant {
    return this.grant('delete', RepositoryPermission.DELETE, grantee);
  }

  /**
   * Lets a principal start basic scans and read findings.
   *
   * @throws if the app can change neither the principal's policy nor the repository's policy
   */
  public scan(grantee: iam.IGrantable): iam.Grant {
    return this.grant('scan', RepositoryPermission.SCAN, grantee);
  }

  /**
   * Returns the statement that gives a permission to a principal in the repository's policy.
   *
   * Use it if the app does not declare the repository: the team that owns the repository adds the statement. If the app
   * declares the principal as a role of another account without a name, the role gets a tag (`aws-cdk:id`), and the
   * statement has a condition on that tag.
   */
  public statementFor(permission: RepositoryPermission, grantee: iam.IGrantable): iam.PolicyStatement {
    return ownerStatement(this.repository, grantee, actionsOf(permission));
  }

  /**
   * Adds statements to the repository's policy, such as for an organization, for AWS Lambda, or of your own.
   *
   * @throws if the app does not declare the repository
   */
  public admit(access: RepositoryAccess): void {
    checkValue({ scope: this.repository, api: `${API}.admit`, property: 'access' }, access, RepositoryAccess);
    this.add('admit', access);
  }

  /**
   * Lets a CodeBuild project use the images as its build environment.
   *
   * CodeBuild pulls the images with its own service credentials, not with the project's role. The repository's policy
   * contains the name of the project as text. With a reference, the project and the repository would depend on each
   * other.
   *
   * @throws if the app does not declare the repository, or the project's name is not known at synthesis
   */
  public pullFromCodeBuild(project: codebuild.IProjectRef): void {
    const place = { scope: this.repository, api: `${API}.pullFromCodeBuild`, property: 'project' };
    checkHas(place, project, 'projectRef', 'be a project', 'import it with codebuild.Project.fromProjectName');
    const { account, region } = project.env;
    const projectName = literalProjectName(project);
    if (projectName === undefined) {
      throw new InvalidInputError({
        scope: this.repository,
        api: `${API}.pullFromCodeBuild`,
        property: 'project',
        found: project.node.path,
        must: 'have a name that is known at synthesis: by a reference, project and repository would need each other',
        remedy: 'give the project a `projectName`',
      });
    }
    this.add('pullFromCodeBuild', RepositoryAccess._pullFromProject({ account, region, projectName }));
  }

  private grant(method: string, permission: RepositoryPermission, grantee: iam.IGrantable): iam.Grant {
    const place = { scope: this.repository, api: `${API}.${method}`, property: 'grantee' };
    const remedy = 'give a role, or a principal such as new iam.AccountPrincipal("111122223333")';
    checkHas(place, grantee, 'grantPrincipal', 'be a role, a user or another principal', remedy);
    const { grant, missing } = grantOnRepository(this.repository, grantee, actionsOf(permission));
    if (missing) {
      throw new InvalidInputError({
        scope: this.repository,
        api: `${API}.${method}`,
        property: 'grantee',
        found: grantee.grantPrincipal.toString(),
        must: 'be a role or user whose policy the app can change, as it cannot change that of the repository',
        remedy: `let the owner of the repository add ${this.text([missing])}`,
      });
    }
    const token = needsToken(permission) ? grantToken(grantee) : undefined;
    return token ? grant.combine(token) : grant;
  }

  private add(method: string, access: RepositoryAccess): void {
    const policy = RepositoryPolicy.of(this.repository);
    if (policy) return policy.addAccess(access);
    throw new InvalidInputError({
      scope: this.repository,
      api: `${API}.${method}`,
      property: 'repository',
      found: this.repository.node.path,
      must: 'be declared in the app, which cannot change the policy of an imported one',
      remedy: `let the owner of the repository add ${this.text(access.toStatements())}`,
    });
  }

  private text(statements: iam.PolicyStatement[]): string {
    const json = Stack.of(this.repository).resolve(statements.map((statement) => statement.toStatementJson()));
    return (withHoles(json) as unknown[]).map(readable).join(' and ');
  }
}

function literalProjectName(project: codebuild.IProjectRef): string | undefined {
  const { projectName } = project.projectRef;
  if (isLiteral(projectName)) return projectName;
  const name = l1Of<codebuild.CfnProject>({ CFN_RESOURCE_TYPE_NAME: 'AWS::CodeBuild::Project' }, project)?.name;
  return isLiteral(name) ? name : undefined;
}
