import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  checkDeploymentRoles,
  checkExemptAccounts,
  checkPermissionSets,
  checkPrincipalArns,
  checkProjectName,
  checkRegion,
} from './access-checks';
import { AccessKind, accessStatements, cacheClients } from './access-statements';
import type { AccessPart, ProjectSubject, SubjectOf } from './access-statements';
import type { Guardrail } from './guardrail';
import type {
  DenyOutsideOptions,
  PullFromCodeBuildOptions,
  PullFromLambdaOptions,
  PullFromPermissionSetsOptions,
} from './repository-access-options';
import { RepositoryPerimeter } from './repository-perimeter';
import { checkGivenStatement } from './review-statement';
import { ConstructLedger } from '../core/app-ledger';
import {
  mistakesInAccount,
  mistakesInAccounts,
  mistakesInOrganization,
  mistakesInOrganizationPaths,
} from '../ecr/mistakes/identifiers';
import { refuse } from '../ecr/mistakes/refuse';
import type { StatementJson } from '../ecr/policy/open-statement';
import { checkProperties, checkValue, declareValueClass } from '../text/kinds';

/**
 * Statements for repository policies that let principals pull or push, or deny it to them.
 *
 * Set `access` in the settings of a repository, a replica or a creation template, or pass a value to
 * `RepositoryGrants.admit`. The same value can be used in every account and region.
 *
 * A principal of another account also needs the same actions in its own identity policy, and
 * `ecr:GetAuthorizationToken`. No repository policy can give `ecr:GetAuthorizationToken`.
 *
 * @example
 * import { PrivateRepository, RepositoryAccess } from 'cdk-ecr';
 *
 * new PrivateRepository(this, 'Api', {
 *   repositoryName: 'team/api',
 *   access: [
 *     RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5'),
 *     RepositoryAccess.pullFromLambda({ accounts: ['111122223333'] }),
 *   ],
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export class RepositoryAccess {
  /**
   * Lets principals of some accounts pull.
   *
   * @param accounts account ids
   * @throws if there is no account id, or one is not 12 digits
   */
  public static pullFromAccounts(accounts: string[]): RepositoryAccess {
    refuse({ api: 'RepositoryAccess.pullFromAccounts', property: 'accounts' }, mistakesInAccounts(accounts));
    return RepositoryAccess.made(AccessKind.PULL_ACCOUNTS, accounts);
  }

  /**
   * Lets principals of some accounts push. This includes the permission to pull, because some clients read images
   * before they push.
   *
   * @param accounts account ids
   * @throws if there is no account id, or one is not 12 digits
   */
  public static pushFromAccounts(accounts: string[]): RepositoryAccess {
    refuse({ api: 'RepositoryAccess.pushFromAccounts', property: 'accounts' }, mistakesInAccounts(accounts));
    return RepositoryAccess.made(AccessKind.PUSH_ACCOUNTS, accounts);
  }

  /**
   * Lets all principals of an organization pull.
   *
   * Principals of the repository's own account are not included, because the repository policy alone would be enough for
   * all of them. Use `repository.grants.pull` for the roles and users that need it, or `cache.grants.pull` for a cache.
   *
   * AWS services are not principals of the organization: use `pullFromLambda` and `pullFromCodeBuild` for them.
   *
   * @param organizationId id of the organization, like `o-a1b2c3d4e5`
   * @throws if the id is not of this form
   */
  public static pullFromOrganization(organizationId: string): RepositoryAccess {
    const api = 'RepositoryAccess.pullFromOrganization';
    refuse({ api, property: 'organizationId' }, mistakesInOrganization(organizationId));
    return RepositoryAccess.made(AccessKind.PULL_ORGANIZATION, [organizationId]);
  }

  /**
   * Lets all principals of an organization push. This includes the permission to pull, because some clients read images
   * before they push.
   *
   * Principals of the repository's own account are not included, because the repository policy alone would be enough for
   * all of them. Use `repository.grants.push` for the roles and users that need it.
   *
   * AWS services are not principals of the organization.
   *
   * @param organizationId id of the organization, like `o-a1b2c3d4e5`
   * @throws if the id is not of this form
   */
  public static pushFromOrganization(organizationId: string): RepositoryAccess {
    const api = 'RepositoryAccess.pushFromOrganization';
    refuse({ api, property: 'organizationId' }, mistakesInOrganization(organizationId));
    return RepositoryAccess.made(AccessKind.PUSH_ORGANIZATION, [organizationId]);
  }

  /**
   * Lets all principals of the accounts in some organizational units pull.
   *
   * Principals of the repository's own account are not included, because the repository policy alone would be enough for
   * all of them. Use `repository.grants.pull` for the roles and users that need it, or `cache.grants.pull` for a cache.
   *
   * AWS services are not principals of the organization.
   *
   * @param paths paths of organizational units, like `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`. A path that ends in `/`
   * stands for accounts directly in the unit. A path that ends in `/*` also includes all units below.
   * @throws if there is no path, or one is not of this form
   */
  public static pullFromOrganizationPaths(paths: string[]): RepositoryAccess {
    const api = 'RepositoryAccess.pullFromOrganizationPaths';
    refuse({ api, property: 'paths' }, mistakesInOrganizationPaths(paths));
    return RepositoryAccess.made(AccessKind.PULL_ORGANIZATION_PATHS, paths);
  }

  /**
   * Lets people pull who sign in through IAM Identity Center with one of the given permission sets.
   *
   * This applies to sign-ins to any of the given accounts. The permission set itself must allow the pull too.
   *
   * IAM Identity Center adds a random suffix to the name of the role of a permission set. The statement therefore
   * matches roles by the start of their name, up to an underscore after the permission set: `Admin` also matches the
   * permission set `Admin_Extra`.
   *
   * @throws if there is no account or permission set, or one is not an account id or the name of a permission set
   */
  public static pullFromPermissionSets(options: PullFromPermissionSetsOptions): RepositoryAccess {
    const api = 'RepositoryAccess.pullFromPermissionSets';
    checkProperties({ api, property: 'options' }, options, 'write { accounts: […], permissionSets: […] }');
    const { accounts, permissionSets } = options;
    refuse({ api, property: 'accounts' }, mistakesInAccounts(accounts));
    checkPermissionSets(api, 'permissionSets', permissionSets);
    return RepositoryAccess.made(
      AccessKind.PULL_PERMISSION_SETS,
      accounts.flatMap((account) => permissionSets.map((permissionSet) => ({ account, permissionSet }))),
    );
  }

  /**
   * Lets a CodeBuild project use the images as its build environment.
   *
   * CodeBuild pulls the images with its own service credentials. A project whose `imagePullPrincipalType` is
   * `SERVICE_ROLE` pulls with its role instead: give that role access.
   *
   * @throws if the account, region or name is not a valid one
   */
  public static pullFromCodeBuild(options: PullFromCodeBuildOptions): RepositoryAccess {
    const api = 'RepositoryAccess.pullFromCodeBuild';
    checkProperties({ api, property: 'options' }, options, 'write { account: "…", projectName: "…" }');
    const { account, region, projectName } = options;
    refuse({ api, property: 'account' }, mistakesInAccount(account));
    if (region !== undefined) checkRegion(api, 'region', region);
    checkProjectName(api, 'projectName', projectName);
    return RepositoryAccess._pullFromProject({ account, region: region ?? '*', projectName });
  }

  /**
   * Lets Lambda functions of some accounts use the images.
   *
   * The repository policy gets two statements. The first lets principals of the accounts pull, which they need to
   * deploy a function. The second lets the service `lambda.amazonaws.com` pull for functions of the accounts. Without
   * the second statement, functions fail weeks after the deployment, when Lambda fetches the image of an idle function
   * again.
   *
   * Name the repository's own account too if its functions use the images. Otherwise Lambda adds a statement to the
   * repository's policy itself, and CloudFormation removes that statement when it next updates the repository.
   *
   * Lambda pulls only from a repository in the function's own region.
   *
   * @throws if there is no account id, or one is not 12 digits
   */
  public static pullFromLambda(options: PullFromLambdaOptions): RepositoryAccess {
    const api = 'RepositoryAccess.pullFromLambda';
    checkProperties({ api, property: 'options' }, options, 'write { accounts: ["111122223333"] }');
    refuse({ api, property: 'accounts' }, mistakesInAccounts(options.accounts));
    return new RepositoryAccess([
      { kind: AccessKind.LAMBDA_DEPLOYERS, subjects: [...options.accounts] },
      { kind: AccessKind.LAMBDA_SERVICE, subjects: [...options.accounts] },
    ]);
  }

  /**
   * A statement of your own, for any principal, service or condition. Prefer another factory if it fits.
   *
   * The statement is copied and checked. A mistake that Amazon ECR refuses, or that has no effect, is an error. A
   * statement that admits everybody causes a warning at the repository (`cdk-ecr::openPolicy`).
   *
   * @param statement statement with principals and actions, without resources. Give the statement a `sid` that no other
   * statement of the policy has.
   * @throws if the statement cannot stand in the policy of a repository
   *
   * @example
   * import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
   * import { RepositoryAccess } from 'cdk-ecr';
   *
   * const pullFromSageMaker = RepositoryAccess.of(
   *   new PolicyStatement({
   *     sid: 'PullFromSageMaker',
   *     principals: [new ServicePrincipal('sagemaker.amazonaws.com')],
   *     actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
   *     conditions: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
   *   }),
   * );
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
   */
  public static of(statement: iam.PolicyStatement): RepositoryAccess {
    const content = checkGivenStatement('RepositoryAccess.of', statement);
    return RepositoryAccess.made(AccessKind.STATEMENT, [{ content, statement: statement.copy() }]);
  }

  /**
   * Denies calls from outside a perimeter, even if another statement of the policy allows them.
   *
   * An organization or its units as the perimeter: the guardrail denies outsiders to pull, push, import, replicate into
   * and archive images, to delete images and the repository, and to change the repository's policies, settings and tags.
   * Service-linked roles, and calls that a service makes on behalf of an outsider, are denied like the outsider. AWS
   * services under their own name are exempt, unless they tell that they act for a resource outside. Principals of the
   * repository's own account may always delete and configure the repository, so that a wrong id can be corrected.
   *
   * VPCs or VPC endpoints as the perimeter: the guardrail denies pulling, pushing and deleting images from elsewhere. It
   * also denies deletion and configuration of the repository if you name `deploymentRoles`. AWS services, calls that a
   * service makes on behalf of a principal, and service-linked roles of the repository's own account are exempt.
   *
   * Calls that only describe the repository or its images are not denied.
   *
   * The guardrail cannot hold three things. Clients download layers from Amazon S3 through presigned URLs, which work
   * from everywhere until they expire. Replication rules of the registry can copy images to a registry outside.
   * Administrators of the repository's own account can change the policy.
   *
   * If a repository has several of these guardrails, a call must be inside all of their perimeters, such as an
   * organization and VPC endpoints.
   *
   * @throws if an account id or ARN is not valid, or `deploymentRoles` is set for a perimeter of identities
   *
   * @example
   * import { RepositoryAccess, RepositoryPerimeter } from 'cdk-ecr';
   *
   * const guardrail = RepositoryAccess.denyOutside(RepositoryPerimeter.organization('o-a1b2c3d4e5'), {
   *   exceptAccounts: ['444455556666'],
   *   exceptPrincipals: ['arn:aws:iam::111122223333:role/break-glass'],
   * });
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
   */
  public static denyOutside(perimeter: RepositoryPerimeter, options: DenyOutsideOptions = {}): RepositoryAccess {
    const api = 'RepositoryAccess.denyOutside';
    checkValue({ api, property: 'perimeter' }, perimeter, RepositoryPerimeter);
    checkProperties({ api, property: 'options' }, options, 'write { exceptPrincipals: […] }');
    const { exceptAccounts = [], exceptPrincipals = [], deploymentRoles } = options;
    checkExemptAccounts(api, 'exceptAccounts', exceptAccounts);
    checkPrincipalArns(api, 'exceptPrincipals', exceptPrincipals);
    const { _boundary: boundary } = perimeter;
    if (deploymentRoles !== undefined) checkDeploymentRoles(api, 'deploymentRoles', deploymentRoles, boundary);
    return RepositoryAccess.made(AccessKind.GUARDRAIL, [
      {
        boundary,
        exceptAccounts: sorted(exceptAccounts),
        exceptPrincipals: sorted(exceptPrincipals),
        deploymentRoles: sorted(deploymentRoles ?? []),
      },
    ]);
  }

  /**
   * A project whose account and region may be references.
   *
   * @internal
   */
  public static _pullFromProject(project: ProjectSubject): RepositoryAccess {
    return RepositoryAccess.made(AccessKind.PULL_CODEBUILD, [project]);
  }

  /**
   * Lambda's own statement, without that for deployers.
   *
   * @internal
   */
  public static _pullByLambdaService(accounts: string[]): RepositoryAccess {
    return RepositoryAccess.made(AccessKind.LAMBDA_SERVICE, accounts);
  }

  /**
   * The statements of several values: one per kind, sorted, so that order and repetition change nothing.
   *
   * @internal
   */
  public static _statements(access: RepositoryAccess[]): iam.PolicyStatement[] {
    return accessStatements(access.flatMap(({ parts }) => parts));
  }

  /**
   * The policy of several values as plain data, made once for all repositories of a stack that have the same:
   * a `PolicyDocument` for each of them would be rendered again in every pass of the synthesis.
   *
   * @internal
   */
  public static _policy(stack: Stack, access: RepositoryAccess[]): PolicyJson {
    const policies = POLICIES.require(stack, () => new Map<string, PolicyJson>());
    // By content: a list may have grown since it was seen last.
    const key = JSON.stringify(access.map(({ parts }) => parts));
    let policy = policies.get(key);
    if (!policy) {
      policies.set(key, (policy = render(stack, access)));
      SOURCES.set(policy, [...access]);
    }
    return policy;
  }

  /**
   * The values that a policy was made of, if it is one of ours.
   *
   * @internal
   */
  public static _sourceOf(policy: object): RepositoryAccess[] | undefined {
    return SOURCES.get(policy);
  }

  private static made<K extends AccessKind>(kind: K, subjects: SubjectOf<K>[]): RepositoryAccess {
    return new RepositoryAccess([{ kind, subjects: [...subjects] }]);
  }

  private constructor(private readonly parts: readonly AccessPart[]) {}

  /**
   * The principals that a registry's policy has to admit to a pull-through cache; undefined if it cannot admit them.
   *
   * @internal
   */
  public _cacheClients(): iam.IPrincipal[] | undefined {
    return cacheClients(this.parts);
  }

  /**
   * The statements that were given to `RepositoryAccess.of`.
   *
   * @internal
   */
  public _given(): iam.PolicyStatement[] {
    return accessStatements(this.parts.filter(({ kind }) => kind === AccessKind.STATEMENT));
  }

  /**
   * @internal
   */
  public _guardrails(): Guardrail[] {
    return this.parts.flatMap(({ kind, subjects }) => (kind === AccessKind.GUARDRAIL ? (subjects as Guardrail[]) : []));
  }

  /** Returns the statements for the policy of a repository that is declared outside the app. */
  public toStatements(): iam.PolicyStatement[] {
    return RepositoryAccess._statements([this]);
  }
}

function sorted(values: string[]): string[] {
  return [...new Set(values)].sort();
}

/** A repository policy as it is rendered. */
interface PolicyJson {
  readonly Version: string;
  readonly Statement: readonly StatementJson[];
}

const POLICIES = new ConstructLedger<Stack, Map<string, PolicyJson>>();
const SOURCES = new WeakMap<object, RepositoryAccess[]>();

function render(stack: Stack, access: RepositoryAccess[]): PolicyJson {
  return stack.resolve(new iam.PolicyDocument({ statements: RepositoryAccess._statements(access) })) as PolicyJson;
}

declareValueClass(
  RepositoryAccess,
  'RepositoryAccess',
  'use one of its factories, such as RepositoryAccess.pullFromAccounts([…])',
);
