/** Options of `pullFromOrganization`, `pullFromOrganizationPaths` and `pushFromOrganization` of `RepositoryAccess`. */
export interface OrganizationAccessOptions {
  /**
   * Whether the statement does not apply to principals of the repository's own account.
   *
   * If true, these principals still need an identity policy that allows the pull or push. If false, the repository
   * policy alone is enough for them.
   *
   * @default false
   */
  readonly exceptOwnAccount?: boolean;
}

/** Options of `RepositoryAccess.pullFromLambda`. */
export interface PullFromLambdaOptions {
  /**
   * Ids of the accounts whose Lambda functions use the images.
   *
   * Include the repository's own account if functions of this account use the images.
   */
  readonly accounts: string[];
}

/** Options of `RepositoryAccess.pullFromPermissionSets`. */
export interface PullFromPermissionSetsOptions {
  /** Ids of the accounts to which the permission sets are assigned. */
  readonly accounts: string[];

  /** Names of the permission sets. */
  readonly permissionSets: string[];
}

/** Options of `RepositoryAccess.pullFromCodeBuild`. */
export interface PullFromCodeBuildOptions {
  /** Id of the account that has the project. */
  readonly account: string;

  /** Name of the CodeBuild project, without wildcards. */
  readonly projectName: string;

  /**
   * Region of the project.
   *
   * @default - projects of this name may pull from any region
   */
  readonly region?: string;
}

/** Options of `RepositoryAccess.denyOutside`. */
export interface DenyOutsideOptions {
  /**
   * ARNs of roles and users to which the guardrail does not apply, such as `arn:aws:iam::*:role/break-glass`.
   *
   * The account in an ARN may be `*`.
   *
   * @default - only AWS services, calls that a service makes on behalf of a principal, and service-linked roles are
   * exempt
   */
  readonly exceptPrincipals?: string[];
}
