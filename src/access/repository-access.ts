import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { checkPermissionSets, checkPrincipalArns, checkProjectName, checkRegion } from './access-checks';
import { AccessKind, accessStatements, cacheClients } from './access-statements';
import type { AccessPart, ProjectSubject, SubjectOf } from './access-statements';
import type {
  DenyOutsideOptions,
  OrganizationAccessOptions,
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
 * Permission to pull from or push to a repository, as a value that does not depend on an account or region.
 *
 * `RepositorySettings` carry it to repositories, replicas and creation templates, where it becomes part of the
 * repository's policy. A principal of another account needs the same actions in its own identity policy, and
 * `ecr:GetAuthorizationToken`, which no repository policy can give.
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
   * Accounts whose principals may pull.
   *
   * @param accounts account ids
   * @throws if there is none or one is not of 12 digits
   */
  public static pullFromAccounts(accounts: string[]): RepositoryAccess {
    refuse({ api: 'RepositoryAccess.pullFromAccounts', property: 'accounts' }, mistakesInAccounts(accounts));
    return RepositoryAccess.made(AccessKind.PULL_ACCOUNTS, accounts);
  }

  /**
   * Accounts whose principals may push, and read what a client reads before it pushes.
   *
   * @param accounts account ids
   * @throws if there is none or one is not of 12 digits
   */
  public static pushFromAccounts(accounts: string[]): RepositoryAccess {
    refuse({ api: 'RepositoryAccess.pushFromAccounts', property: 'accounts' }, mistakesInAccounts(accounts));
    return RepositoryAccess.made(AccessKind.PUSH_ACCOUNTS, accounts);
  }

  /**
   * All principals of an organization may pull.
   *
   * This admits every principal of the repository's own account outright: as members of the organization they may then
   * pull without an identity policy of their own. `exceptOwnAccount` prevents it. AWS services are not principals of the
   * organization: see `pullFromLambda` and `pullFromCodeBuild`.
   *
   * @param organizationId id of the organization, like `o-a1b2c3d4e5`
   * @throws if the id has another form
   */
  public static pullFromOrganization(
    organizationId: string,
    options: OrganizationAccessOptions = {},
  ): RepositoryAccess {
    checkOrganization('RepositoryAccess.pullFromOrganization', organizationId, options);
    return RepositoryAccess.made(
      options.exceptOwnAccount ? AccessKind.PULL_ORGANIZATION_EXCEPT_OWN_ACCOUNT : AccessKind.PULL_ORGANIZATION,
      [organizationId],
    );
  }

  /**
   * All principals of an organization may push, and read what a client reads before it pushes.
   *
   * This admits every principal of the repository's own account outright, as `pullFromOrganization` does.
   * `exceptOwnAccount` prevents it. AWS services are not principals of the organization.
   *
   * @param organizationId id of the organization, like `o-a1b2c3d4e5`
   * @throws if the id has another form
   */
  public static pushFromOrganization(
    organizationId: string,
    options: OrganizationAccessOptions = {},
  ): RepositoryAccess {
    checkOrganization('RepositoryAccess.pushFromOrganization', organizationId, options);
    return RepositoryAccess.made(
      options.exceptOwnAccount ? AccessKind.PUSH_ORGANIZATION_EXCEPT_OWN_ACCOUNT : AccessKind.PUSH_ORGANIZATION,
      [organizationId],
    );
  }

  /**
   * All principals of accounts in some organizational units may pull.
   *
   * Where the repository's own account is in one of them, this admits every principal of it outright, without an
   * identity policy of its own. `exceptOwnAccount` prevents it. AWS services are not principals of the organization.
   *
   * @param paths paths of organizational units, which end in `/` for the unit itself or in `/*` for the units below
   * it as well, like `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`
   * @throws if there is none or one has another form
   */
  public static pullFromOrganizationPaths(paths: string[], options: OrganizationAccessOptions = {}): RepositoryAccess {
    const api = 'RepositoryAccess.pullFromOrganizationPaths';
    refuse({ api, property: 'paths' }, mistakesInOrganizationPaths(paths));
    checkProperties({ api, property: 'options' }, options, 'write { exceptOwnAccount: true }');
    return RepositoryAccess.made(
      options.exceptOwnAccount
        ? AccessKind.PULL_ORGANIZATION_PATHS_EXCEPT_OWN_ACCOUNT
        : AccessKind.PULL_ORGANIZATION_PATHS,
      paths,
    );
  }

  /**
   * People who sign in to some accounts through IAM Identity Center with some permission sets may pull.
   *
   * The full name of a permission set's role is not known beforehand, so the accounts are admitted under a condition on
   * the start of the role's name. The permission set must allow pulls as well. A name also matches permission sets
   * whose name continues with an underscore: `Admin` matches `Admin_Extra`.
   *
   * @throws if there is no account or permission set, or one has another form
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
   * A CodeBuild project may use the images as its environment, with the credentials of the service.
   *
   * A project whose `imagePullPrincipalType` is `SERVICE_ROLE` pulls by its role instead.
   *
   * @throws if the account, region or name has another form
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
   * Lambda functions of some accounts may use the images.
   *
   * Renders the statement for the account, which deploys functions, and the one for the service, without which Lambda
   * loses the image weeks after the deployment, when it fetches the image of an idle function again. Lambda pulls in its
   * own region only. Name the repository's own account too: otherwise Lambda writes its statement itself, and the next
   * update of the stack removes it.
   *
   * @throws if there is no account or one is not of 12 digits
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
   * A statement of your own, for any principal, service or condition.
   *
   * Prefer the other factories where one fits. The statement is copied, and judged like every other one: mistakes that
   * Amazon ECR refuses, or that have no effect, are errors; a statement that admits everybody is a warning of the
   * repository (`cdk-ecr::openPolicy`).
   *
   * @param statement statement with principals and actions, and without resources. Give it a `sid` that no other
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
   * A guardrail that denies moving images in or out, or deleting them, from outside a perimeter. It overrides every
   * Allow.
   *
   * It denies the calls that pull, push and delete images, and none that describes or configures the repository, so that
   * it locks nobody out of changing it. AWS services under their own name, calls that a service makes on behalf of a
   * principal, and service-linked roles (of replication, pull-through cache and Amazon Inspector) are exempt. Several
   * guardrails hold together: one for the organization and one for VPC endpoints ask for both.
   */
  public static denyOutside(perimeter: RepositoryPerimeter, options: DenyOutsideOptions = {}): RepositoryAccess {
    const api = 'RepositoryAccess.denyOutside';
    checkValue({ api, property: 'perimeter' }, perimeter, RepositoryPerimeter);
    checkProperties({ api, property: 'options' }, options, 'write { exceptPrincipals: […] }');
    const { exceptPrincipals: given = [] } = options;
    checkPrincipalArns(api, 'exceptPrincipals', given);
    const exceptPrincipals = [...new Set(given)].sort();
    const { _sid: sid, _outside: outside } = perimeter;
    return RepositoryAccess.made(AccessKind.GUARDRAIL, [{ sid, outside, exceptPrincipals }]);
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

  /** The statements for the policy of a repository that is declared elsewhere. */
  public toStatements(): iam.PolicyStatement[] {
    return RepositoryAccess._statements([this]);
  }
}

function checkOrganization(api: string, organizationId: string, options: OrganizationAccessOptions): void {
  refuse({ api, property: 'organizationId' }, mistakesInOrganization(organizationId));
  checkProperties({ api, property: 'options' }, options, 'write { exceptOwnAccount: true }');
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
