import { Aws } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { StatementJson } from './open-statement';
import { PULL_ACTIONS, PUSH_ACTIONS, SERVICE_PULL_ACTIONS } from './ecr-actions';
import { checkAccounts, checkOrganizationId, checkOrganizationPaths } from '../private/identifiers';

/** Options of {@link RepositoryAccess.pullFromLambda}. */
export interface PullFromLambdaOptions {
  /** Ids of the accounts whose Lambda functions use the images, the repository's own account included where it does. */
  readonly accounts: string[];
}

/** Whom an access admits; values of one kind become one statement. */
enum Kind {
  PULL_ACCOUNTS,
  PUSH_ACCOUNTS,
  PULL_ORGANIZATION,
  PULL_ORGANIZATION_PATHS,
  PULL_LAMBDA,
}

/**
 * Who may pull from or push to a repository, as a value that does not depend on an account or region.
 *
 * It travels in {@link RepositorySettings} to repositories, replicas and creation templates, and becomes part of the
 * repository's policy there. A principal of another account needs the same actions in its own identity policy, and
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
    checkAccounts('RepositoryAccess.pullFromAccounts', 'accounts', accounts);
    return new RepositoryAccess(Kind.PULL_ACCOUNTS, accounts);
  }

  /**
   * Accounts whose principals may push, and read what a client reads before it pushes.
   *
   * @param accounts account ids
   * @throws if there is none or one is not of 12 digits
   */
  public static pushFromAccounts(accounts: string[]): RepositoryAccess {
    checkAccounts('RepositoryAccess.pushFromAccounts', 'accounts', accounts);
    return new RepositoryAccess(Kind.PUSH_ACCOUNTS, accounts);
  }

  /**
   * All principals of an organization may pull.
   *
   * Principals of the repository's own account, as members of the organization, may then pull without an identity
   * policy of their own. AWS services are not principals of the organization.
   *
   * @param organizationId id of the organization, like `o-a1b2c3d4e5`
   * @throws if the id has another form
   */
  public static pullFromOrganization(organizationId: string): RepositoryAccess {
    checkOrganizationId('RepositoryAccess.pullFromOrganization', 'organizationId', organizationId);
    return new RepositoryAccess(Kind.PULL_ORGANIZATION, [organizationId]);
  }

  /**
   * All principals of accounts in some organizational units may pull.
   *
   * Where the repository's own account is in one of them, its principals may then pull without an identity policy of
   * their own. AWS services are not principals of the organization.
   *
   * @param paths paths of organizational units, which end in `/` for the unit itself or in `/*` for the units below
   * it as well, like `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`
   * @throws if there is none or one has another form
   */
  public static pullFromOrganizationPaths(paths: string[]): RepositoryAccess {
    checkOrganizationPaths('RepositoryAccess.pullFromOrganizationPaths', 'paths', paths);
    return new RepositoryAccess(Kind.PULL_ORGANIZATION_PATHS, paths);
  }

  /**
   * Lambda functions of some accounts may use the images.
   *
   * Renders the statement for the account, which deploys functions, and the one for the service, without which Lambda
   * loses the image weeks after the deployment, when it fetches the image of an idle function again. Lambda pulls in its own region only.
   *
   * @throws if there is no account or one is not of 12 digits
   */
  public static pullFromLambda(options: PullFromLambdaOptions): RepositoryAccess {
    checkAccounts('RepositoryAccess.pullFromLambda', 'accounts', options.accounts);
    return new RepositoryAccess(Kind.PULL_LAMBDA, options.accounts);
  }

  /**
   * The statements of several values: one per kind, sorted, so that order and repetition change nothing.
   *
   * @internal
   */
  public static _statements(access: RepositoryAccess[]): iam.PolicyStatement[] {
    const subjects = new Map<Kind, Set<string>>();
    for (const { kind, subjects: own } of access) {
      subjects.set(kind, new Set([...(subjects.get(kind) ?? []), ...own]));
    }
    return [...subjects.entries()]
      .sort(([left], [right]) => left - right)
      .flatMap(([kind, all]) => STATEMENTS[kind]([...all].sort()));
  }

  /**
   * The policy of several values as plain data, made once for all repositories of a stack that have the same:
   * a `PolicyDocument` for each of them would be rendered again in every pass of the synthesis.
   *
   * @internal
   */
  public static _policy(stack: Stack, access: RepositoryAccess[]): PolicyJson {
    let policies = POLICIES.get(stack);
    if (!policies) POLICIES.set(stack, (policies = new Map()));
    // By content: a list may have grown since it was seen last.
    const key = access.map(({ kind, subjects }) => `${kind}:${subjects.join()}`).join(';');
    let policy = policies.get(key);
    if (!policy) policies.set(key, (policy = render(stack, access)));
    return policy;
  }

  private readonly subjects: string[];

  private constructor(
    private readonly kind: Kind,
    subjects: string[],
  ) {
    this.subjects = [...subjects];
  }
}

/** A repository policy as it is rendered. */
interface PolicyJson {
  readonly Version: string;
  readonly Statement: readonly StatementJson[];
}

const POLICIES = new WeakMap<Stack, Map<string, PolicyJson>>();

function render(stack: Stack, access: RepositoryAccess[]): PolicyJson {
  return stack.resolve(new iam.PolicyDocument({ statements: RepositoryAccess._statements(access) })) as PolicyJson;
}

function accountPrincipals(accounts: string[]): iam.IPrincipal[] {
  return accounts.map((account) => new iam.AccountPrincipal(account));
}

/** Sids are stable, so that a policy reads the same wherever it stands; Lambda's own is the one that Lambda looks for. */
const STATEMENTS: Record<Kind, (subjects: string[]) => iam.PolicyStatement[]> = {
  [Kind.PULL_ACCOUNTS]: (accounts) => [
    new iam.PolicyStatement({
      sid: 'PullFromAccounts',
      actions: PULL_ACTIONS,
      principals: accountPrincipals(accounts),
    }),
  ],
  [Kind.PUSH_ACCOUNTS]: (accounts) => [
    new iam.PolicyStatement({
      sid: 'PushFromAccounts',
      actions: PUSH_ACTIONS,
      principals: accountPrincipals(accounts),
    }),
  ],
  [Kind.PULL_ORGANIZATION]: (organizations) => [
    new iam.PolicyStatement({
      sid: 'PullFromOrganization',
      actions: PULL_ACTIONS,
      principals: [new iam.AnyPrincipal()],
      conditions: { StringEquals: { 'aws:PrincipalOrgID': one(organizations) } },
    }),
  ],
  [Kind.PULL_ORGANIZATION_PATHS]: (paths) => [
    new iam.PolicyStatement({
      sid: 'PullFromOrganizationPaths',
      actions: PULL_ACTIONS,
      principals: [new iam.AnyPrincipal()],
      conditions: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': one(paths) } },
    }),
  ],
  [Kind.PULL_LAMBDA]: (accounts) => [
    new iam.PolicyStatement({
      sid: 'LambdaDeploymentAccounts',
      actions: SERVICE_PULL_ACTIONS,
      principals: accountPrincipals(accounts),
    }),
    new iam.PolicyStatement({
      sid: 'LambdaECRImageRetrievalPolicy',
      actions: SERVICE_PULL_ACTIONS,
      principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
      conditions: {
        StringLike: {
          'aws:SourceArn': one(accounts.map((account) => `arn:${Aws.PARTITION}:lambda:*:${account}:function:*`)),
        },
      },
    }),
  ],
};

/** A condition with a single value is a string in every policy that AWS prints. */
function one(values: string[]): string | string[] {
  return values.length === 1 ? values[0] : values;
}
