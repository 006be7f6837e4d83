/** Options of `PushIdentity.gitHub`. */
export interface GitHubIdentityOptions {
  /** Organization or user that owns the repository, in the case that GitHub shows. */
  readonly owner: string;

  /** Name of the repository without its owner, in the case that GitHub shows. */
  readonly repository: string;

  /**
   * Id of the repository, a number that survives renames and is never given to another one:
   * `gh api repos/<owner>/<repository> --jq .id`.
   *
   * @default - the repository is trusted by its name alone, with the warning `cdk-ecr::reusableName`; one that was
   * created, renamed or transferred since July 2026 is not admitted
   */
  readonly repositoryId?: string;

  /**
   * Branch from which images are pushed, without `refs/heads/`. Protect it: everyone who can push to it can push
   * images.
   *
   * @default - none; `tag` or `environment` must be given instead
   */
  readonly branch?: string;

  /**
   * Git tag from which images are pushed, without `refs/tags/`. For a pattern of tags use an environment that GitHub
   * allows to these tags only.
   *
   * @default - none; `branch` or `environment` must be given instead
   */
  readonly tag?: string;

  /**
   * Environment of the jobs that push images. Its token says nothing reliable of the branch, so restrict the environment
   * to branches or tags in GitHub: otherwise a pull request whose job names it can push.
   *
   * @default - none; `branch` or `tag` must be given instead
   */
  readonly environment?: string;

  /**
   * The reusable workflow that pushes, like `acme/ci/.github/workflows/push.yml@refs/heads/main`.
   *
   * @default - any workflow of the repository
   */
  readonly jobWorkflowRef?: string;

  /**
   * Exact subjects, for an organization or repository that customizes them. `branch`, `tag` or `environment` may be left
   * out then.
   *
   * @default - the two forms that GitHub uses by default, with and without ids
   */
  readonly subjects?: string[];

  /**
   * Audience that the workflow asks for.
   *
   * @default 'sts.amazonaws.com' - which aws-actions/configure-aws-credentials asks for
   */
  readonly audience?: string;
}

/** Options of `PushIdentity.gitLab`. */
export interface GitLabIdentityOptions {
  /** Path of the project with all of its groups, like `acme/backend/api`. */
  readonly projectPath: string;

  /**
   * Branch from which images are pushed. Protect it: everyone who can push to it can push images.
   *
   * @default - none; `tag` must be given instead
   */
  readonly branch?: string;

  /**
   * Git tag from which images are pushed.
   *
   * @default - none; `branch` must be given instead
   */
  readonly tag?: string;

  /**
   * URL of the GitLab instance, which AWS must be able to reach. Without a slash at the end.
   *
   * @default 'https://gitlab.com'
   */
  readonly url?: string;

  /**
   * Audience that the job asks for in `id_tokens`.
   *
   * @default - the URL of the instance
   */
  readonly audience?: string;
}

/** Options of `PushIdentity.bitbucket`. */
export interface BitbucketIdentityOptions {
  /** Id of the workspace as in URLs. */
  readonly workspace: string;

  /** UUID of the workspace, with or without braces. */
  readonly workspaceUuid: string;

  /** UUID of the repository, with or without braces. */
  readonly repositoryUuid: string;

  /**
   * UUID of the deployment environment of the steps that push, with or without braces. Restrict the environment to
   * branches in Bitbucket.
   *
   * @default - every step of the repository's pipelines may push, on any branch: Bitbucket's subject names none
   */
  readonly environmentUuid?: string;

  /**
   * Audience that the step asks for.
   *
   * @default - the one of the workspace, `ari:cloud:bitbucket::workspace/<UUID>`
   */
  readonly audience?: string;
}

/** Options of `PushIdentity.circleCi`. */
export interface CircleCiIdentityOptions {
  /** UUID of the organization, which is the audience, too. */
  readonly organizationId: string;

  /** UUID of the project. */
  readonly projectId: string;

  /**
   * Where the code comes from, like `github.com/acme/api`; goes with `branch`.
   *
   * @default - `branch` is not given
   */
  readonly vcsOrigin?: string;

  /**
   * Branch from which images are pushed. The job then has to use `CIRCLE_OIDC_TOKEN_V2`. Needs `vcsOrigin`.
   *
   * @default - every job of the project may push, on any branch
   */
  readonly branch?: string;
}

/** Options of `PushIdentity.custom`. */
export interface CustomIdentityOptions {
  /** URL of the issuer, the value of the claim `iss`. */
  readonly issuerUrl: string;

  /** Audience of the tokens, the value of the claim `aud`. */
  readonly audience: string;

  /**
   * Exact values of the claim `sub` that are admitted.
   *
   * @default - `subjectPrefixes` are given
   */
  readonly subjects?: string[];

  /**
   * Prefixes of the claim `sub`, if its end differs from run to run. Each ends in `:` or `/`.
   *
   * @default - none; `subjects` must be given
   */
  readonly subjectPrefixes?: string[];

  /**
   * Further claims and their only values. Use those that STS has condition keys for: a role with another one can never
   * be assumed.
   *
   * @default - only `aud` and `sub` are looked at
   */
  readonly claims?: { [claim: string]: string };
}
