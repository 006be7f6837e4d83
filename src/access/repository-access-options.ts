/** Options of `RepositoryAccess.pullFromOrganization` and `RepositoryAccess.pullFromOrganizationPaths`. */
export interface OrganizationAccessOptions {
  /**
   * Whether the repository's own account is left out, so that its principals still need an identity policy.
   *
   * @default false
   */
  readonly exceptOwnAccount?: boolean;
}

/** Options of `RepositoryAccess.pullFromLambda`. */
export interface PullFromLambdaOptions {
  /** Ids of the accounts whose Lambda functions use the images, the repository's own account included where it does. */
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
  /** Id of the account of the project. */
  readonly account: string;

  /** Name of the project. */
  readonly projectName: string;

  /**
   * Region of the project.
   *
   * @default - a project of that name in any region
   */
  readonly region?: string;
}

/** Options of `RepositoryAccess.denyOutside`. */
export interface DenyOutsideOptions {
  /**
   * ARNs of roles and users to whom the guardrail does not apply, such as `arn:aws:iam::*:role/break-glass`.
   *
   * @default - only AWS services and service-linked roles are exempt
   */
  readonly exceptPrincipals?: string[];
}
