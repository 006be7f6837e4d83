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
   * Ids of accounts outside the perimeter, such as those of partners, to which the guardrail does not apply.
   *
   * All principals of these accounts are exempt. With an organization as the perimeter, so are AWS services that act for
   * resources of these accounts. Another statement still has to allow what they do.
   *
   * @default - no account is exempt
   */
  readonly exceptAccounts?: string[];

  /**
   * ARNs of roles and users to which the guardrail does not apply, such as
   * `arn:aws:iam::111122223333:role/break-glass`.
   *
   * Each ARN must have an account id, and no wildcard in or before it. Every AWS account can have a role of the same
   * name, and a role whose path contains the account id of another account.
   *
   * @default - no role or user is exempt
   */
  readonly exceptPrincipals?: string[];

  /**
   * ARNs of the roles that deploy the repository, if VPCs or VPC endpoints are the perimeter.
   *
   * CloudFormation works with one of these roles, and its requests do not come through your VPC endpoints. If you set
   * this, the guardrail also denies deletion and configuration of the repository from outside the perimeter, except by
   * these roles. Check the ARNs: if they are wrong, only requests from inside the perimeter can change the repository.
   * The default bootstrap of the AWS CDK names the role
   * `arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1`.
   *
   * @default - a perimeter of networks does not deny deletion and configuration of the repository
   */
  readonly deploymentRoles?: string[];
}
