/** Options of `pullFromOrganization`, `pullFromOrganizationPaths` and `pushFromOrganization` of `RepositoryAccess`. */
export interface OrganizationAccessOptions {
  /**
   * Whether the repository's own account is left out. Its principals then still need an identity policy.
   *
   * @default false
   */
  readonly exceptOwnAccount?: boolean;
}

/** Options of `RepositoryAccess.pullFromLambda`. */
export interface PullFromLambdaOptions {
  /**
   * Ids of the accounts whose Lambda functions use the images. Include the repository's own account if its functions
   * do.
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

  /** Name of the project. */
  readonly projectName: string;

  /**
   * Region of the project.
   *
   * @default - the project may be in any region
   */
  readonly region?: string;
}

/** Options of `RepositoryAccess.denyOutside`. */
export interface DenyOutsideOptions {
  /**
   * ARNs of roles and users to which the guardrail does not apply, such as `arn:aws:iam::*:role/break-glass`.
   *
   * @default - only AWS services and service-linked roles are exempt
   */
  readonly exceptPrincipals?: string[];
}
