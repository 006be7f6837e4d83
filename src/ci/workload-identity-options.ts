/** Options of `WorkloadIdentity.gitHub`. */
export interface GitHubIdentityOptions {
  /** Organization or user that owns the repository, in the same upper and lower case as on GitHub. */
  readonly owner: string;

  /**
   * Name of the repository without its owner, in the same upper and lower case as on GitHub.
   *
   * @default - none; `repositoryIds` must be given instead
   */
  readonly repository?: string;

  /**
   * Numeric id of the repository, which `gh api repos/<owner>/<repository> --jq .id` prints.
   *
   * The id protects the role from a later owner of the same name: the id stays the same after a rename, and GitHub
   * never gives the id to another repository. You may leave out the id if each of `subjects` contains it.
   *
   * @default - the role trusts the repository by its name alone, with the warning `cdk-ecr::reusableName`; jobs of a
   * repository that was created, renamed or transferred since July 2026 cannot assume the role, because GitHub puts ids
   * into the subjects of their tokens
   */
  readonly repositoryId?: string;

  /**
   * Numeric ids of several repositories of the owner whose jobs may push images with the same role. Leave out
   * `repository` and `repositoryId` then.
   *
   * The role accepts the repositories under any name, so that you may rename them. By default, the trust policy of a
   * role has at most 2,048 characters: enough for about 80 repositories.
   *
   * @default - none; `repository` must be given instead
   */
  readonly repositoryIds?: string[];

  /**
   * Git branch whose jobs may push images, without `refs/heads/`. Protect the branch in GitHub: everyone who can push
   * to the branch can push images.
   *
   * The tokens of pull requests name another ref, so that the role refuses them. A workflow that runs for the event
   * `pull_request_target` or `workflow_run` has the token of a branch, even if a pull request caused it: do not let such
   * a workflow run code of the pull request.
   *
   * @default - any branch; `tag` or `environment` must be given
   */
  readonly branch?: string;

  /**
   * Git tag whose jobs may push images, without `refs/tags/`. For a pattern of tags, use an `environment` that you
   * restrict to these tags in GitHub.
   *
   * @default - any tag; `branch` or `environment` must be given
   */
  readonly tag?: string;

  /**
   * GitHub environment of the jobs that may push images.
   *
   * Give `branch` or `tag` as well if all jobs of the environment run for the same one: the role then compares the ref
   * of the token, too, and refuses pull requests. Without them, a pull request whose job names the environment can push
   * images, unless you restrict the environment to branches or tags in GitHub.
   *
   * @default - jobs without an environment; `branch` or `tag` must be given
   */
  readonly environment?: string;

  /**
   * The reusable workflow whose jobs may push images, such as `acme/ci/.github/workflows/push.yml@refs/heads/main`. The
   * ref is a whole one, or a commit, if workflows call it with a commit.
   *
   * The repository and the branch, tag or environment are those of the workflow that calls it. Pull requests may call
   * it, too: `branch` or `tag` keeps them out.
   *
   * @default - any workflow of the repository
   */
  readonly jobWorkflowRef?: string;

  /**
   * Exact values of the claim `sub` (the subject) of the tokens. Set it only if your organization or repository
   * customizes its subjects.
   *
   * With `subjects`, you may leave out `branch`, `tag` and `environment`.
   *
   * @default - the subjects that GitHub uses by default: with and without ids if `repositoryId` is given, otherwise
   * without ids
   */
  readonly subjects?: string[];

  /**
   * Audience of the token that the workflow requests: its claim `aud`.
   *
   * @default 'sts.amazonaws.com' - the audience that aws-actions/configure-aws-credentials requests
   */
  readonly audience?: string;
}

/** Options of `WorkloadIdentity.gitLab`. */
export interface GitLabIdentityOptions {
  /** Path of the project with all of its groups, such as `acme/backend/api`. */
  readonly projectPath: string;

  /**
   * Git branch whose jobs may push images. Protect the branch in GitLab: everyone who can push to the branch can push
   * images.
   *
   * The subject of a merge request names its source branch. Set `protectedRef` to keep out merge requests from this
   * branch.
   *
   * @default - none; `tag` must be given instead
   */
  readonly branch?: string;

  /**
   * Git tag whose jobs may push images.
   *
   * @default - none; `branch` must be given instead
   */
  readonly tag?: string;

  /**
   * Whether the subject must say that the branch or tag is protected. GitLab says so of no merge request, by default.
   *
   * GitLab puts this into the subject if you set `ci_id_token_sub_claim_components` of the project to `project_path`,
   * `ref_type`, `ref` and `ref_protected`, in this order, with the projects API. Without that setting, no job can assume
   * the role.
   *
   * @default false - the subject is the one that GitLab uses by default; a `branch` then also admits merge requests from
   * the branch, with the warning `cdk-ecr::pullRequestPush`
   */
  readonly protectedRef?: boolean;

  /**
   * URL of the GitLab instance, without a slash at the end. AWS must be able to reach this URL.
   *
   * @default 'https://gitlab.com'
   */
  readonly url?: string;

  /**
   * Audience of the token (its claim `aud`), as the job sets it in `id_tokens`.
   *
   * @default - the URL of the instance
   */
  readonly audience?: string;
}

/** Options of `WorkloadIdentity.bitbucket`. */
export interface BitbucketIdentityOptions {
  /** Id of the workspace, as in URLs of Bitbucket. */
  readonly workspace: string;

  /** UUID of the workspace, with or without braces. */
  readonly workspaceUuid: string;

  /** UUID of the repository, with or without braces. */
  readonly repositoryUuid: string;

  /**
   * UUID of the deployment environment whose steps may push images, with or without braces.
   *
   * Restrict the environment to branches in Bitbucket: otherwise a pull request whose step deploys to the environment
   * can push images.
   *
   * @default - every step of the repository's pipelines may push images, on any branch and for any pull request, with
   * the warning `cdk-ecr::pullRequestPush`; the subject of Bitbucket's tokens names no branch
   */
  readonly environmentUuid?: string;

  /**
   * Audience of the token that the step gets: its claim `aud`.
   *
   * @default - the audience of the workspace, `ari:cloud:bitbucket::workspace/<UUID>`
   */
  readonly audience?: string;
}

/** Options of `WorkloadIdentity.circleCi`. */
export interface CircleCiIdentityOptions {
  /** UUID of the organization. It is also the audience of the tokens. */
  readonly organizationId: string;

  /** UUID of the project. */
  readonly projectId: string;

  /**
   * Source repository whose jobs may push images, such as `github.com/acme/api`. Needs `branch`.
   *
   * @default - any source repository of the project; `branch` must be left out
   */
  readonly vcsOrigin?: string;

  /**
   * Git branch whose jobs may push images. Needs `vcsOrigin`. The jobs must use the token in `CIRCLE_OIDC_TOKEN_V2`.
   *
   * The role refuses pull requests of forks, whose tokens name the fork.
   *
   * @default - every job of the project may push images, on any branch and for any pull request, with the warning
   * `cdk-ecr::pullRequestPush`
   */
  readonly branch?: string;
}

/** Options of `WorkloadIdentity.custom`. */
export interface CustomIdentityOptions {
  /** URL of the issuer of the tokens: the value of their claim `iss`. */
  readonly issuerUrl: string;

  /** Audience of the tokens: the value of their claim `aud`. */
  readonly audience: string;

  /**
   * Exact values of the claim `sub` (the subject). Jobs whose tokens have one of these values may push images.
   *
   * A subject that names no branch or tag, as `refs/heads/…` or `refs/tags/…`, may be one of pull requests, too: the
   * library warns with `cdk-ecr::pullRequestPush`.
   *
   * @default - none; `subjectPrefixes` must be given
   */
  readonly subjects?: string[];

  /**
   * Prefixes of the claim `sub` (the subject), for systems where the end of the subject differs from run to run. Each
   * prefix ends in `:` or `/`, and has at least two parts before it, such as `organization:acme:`. On GitHub, GitLab,
   * Bitbucket and CircleCI only the parts that name no owner, project, branch or environment may be left out.
   *
   * @default - none; `subjects` must be given
   */
  readonly subjectPrefixes?: string[];

  /**
   * Further claims that tokens must have, each with its only value. Use only claims that AWS STS has condition keys
   * for: with any other claim, no job can assume the role.
   *
   * @default - only the issuer and the claims `aud` and `sub` decide
   */
  readonly claims?: { [claim: string]: string };
}

/** Options of `WorkloadIdentity.eksServiceAccount`. */
export interface EksServiceAccountIdentityOptions {
  /**
   * URL of the cluster's OpenID Connect issuer, such as `https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE`.
   *
   * `aws eks describe-cluster --name <name> --query cluster.identity.oidc.issuer` prints the URL. It must be known at
   * synthesis, because condition keys of the trust policy contain it.
   */
  readonly issuerUrl: string;

  /** Kubernetes namespace of the service account. */
  readonly namespace: string;

  /**
   * Name of the Kubernetes service account. Avoid `default`, which all pods of the namespace use that name no service
   * account.
   */
  readonly serviceAccount: string;
}

/** Options of `WorkloadIdentity.eksPodIdentity`. */
export interface EksPodIdentityOptions {
  /** ARN of the cluster, in the account of the role. */
  readonly cluster: string;

  /** Kubernetes namespace of the service account. */
  readonly namespace: string;

  /**
   * Name of the Kubernetes service account. Avoid `default`, which all pods of the namespace use that name no service
   * account.
   */
  readonly serviceAccount: string;
}
