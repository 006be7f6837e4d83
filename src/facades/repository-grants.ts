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
 * Grants on a private repository: this library's, the L2's, the L1, declared or imported.
 *
 * A grant takes effect or is an error. A grant between accounts has two halves: a statement in the repository's policy
 * and one in the principal's. If the app declares both, it renders both. The repository's policy names a role of the app
 * by its account and a condition, so the role need not exist yet: on its ARN if the role has a name, otherwise on a tag
 * (`aws-cdk:id`) that the role gets. If the app declares the principal only, it renders the principal's half, and
 * `statementFor` has the statement for the owner of the repository. If the app declares the repository only, the
 * owner of the principal gives it the same actions and `ecr:GetAuthorizationToken`.
 *
 * `pull`, `push` and `pullPush` also give `ecr:GetAuthorizationToken`, which has no resource: cdk-nag reports
 * `AwsSolutions-IAM5[Resource::*]` for the policy of the principal, to be acknowledged there.
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
  /** Grants on a repository, of any construct. */
  public static fromRepository(repository: ecr.IRepositoryRef): RepositoryGrants {
    return new RepositoryGrants(repository);
  }

  private constructor(private readonly repository: ecr.IRepositoryRef) {}

  /**
   * Pulls images.
   *
   * @throws if neither the principal's policy nor the repository's can be changed
   */
  public pull(grantee: iam.IGrantable): iam.Grant {
    return this.grant('pull', RepositoryPermission.PULL, grantee);
  }

  /**
   * Pushes images, with any client. A principal that pushes to a repository that the registry signs may sign as well.
   *
   * | actions                       | who calls them                                                          |
   * |-------------------------------|-------------------------------------------------------------------------|
   * | `InitiateLayerUpload`,        | every client                                                            |
   * | `UploadLayerPart`,            |                                                                         |
   * | `CompleteLayerUpload`,        |                                                                         |
   * | `PutImage`                    |                                                                         |
   * | `BatchCheckLayerAvailability` | every client, which skips layers that are there                         |
   * | `BatchGetImage`               | crane, Bazel and buildx, which ask for a tag or index before they push  |
   * | `GetDownloadUrlForLayer`      | buildx with a cache in the registry, tools that sign or attach          |
   * | `DescribeImages`              | pipelines that ask whether a tag is there                               |
   *
   * @throws if neither the principal's policy nor the repository's can be changed
   */
  public push(grantee: iam.IGrantable): iam.Grant {
    return this.grant('push', RepositoryPermission.PUSH, grantee);
  }

  /**
   * Pulls and pushes images.
   *
   * @throws if neither the principal's policy nor the repository's can be changed
   */
  public pullPush(grantee: iam.IGrantable): iam.Grant {
    return this.grant('pullPush', RepositoryPermission.PULL_PUSH, grantee);
  }

  /**
   * Lists and describes images, without their content.
   *
   * @throws if neither the principal's policy nor the repository's can be changed
   */
  public read(grantee: iam.IGrantable): iam.Grant {
    return this.grant('read', RepositoryPermission.READ, grantee);
  }

  /**
   * Deletes images and tags.
   *
   * @throws if neither the principal's policy nor the repository's can be changed
   */
  public delete(grantee: iam.IGrantable): iam.Grant {
    return this.grant('delete', RepositoryPermission.DELETE, grantee);
  }

  /**
   * Starts basic scans and reads findings.
   *
   * @throws if neither the principal's policy nor the repository's can be changed
   */
  public scan(grantee: iam.IGrantable): iam.Grant {
    return this.grant('scan', RepositoryPermission.SCAN, grantee);
  }

  /**
   * The statement that gives a permission to a principal in the repository's policy, for an owner of the repository
   * outside the app. A role of another account that the app declares without a name gets a tag for it.
   */
  public statementFor(permission: RepositoryPermission, grantee: iam.IGrantable): iam.PolicyStatement {
    return ownerStatement(this.repository, grantee, actionsOf(permission));
  }

  /**
   * Adds an access to the repository's policy: accounts, an organization, AWS Lambda, a guardrail, or a statement of your
   * own.
   *
   * @throws if the app does not declare the repository
   */
  public admit(access: RepositoryAccess): void {
    checkValue({ scope: this.repository, api: `${API}.admit`, property: 'access' }, access, RepositoryAccess);
    this.add('admit', access);
  }

  /**
   * A CodeBuild project may use the images as its environment, with the credentials of the service.
   *
   * The policy has the project's name, not a reference: otherwise project and repository would need each other.
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
