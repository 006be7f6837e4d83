import type { Token } from './trust-evaluator';

/** The facts about a job, of which a CI system makes its token. */
export interface Job {
  readonly [fact: string]: string | undefined;
}

/** A job of GitHub Actions on the branch "main" of acme/api. */
export const gitHubJob: Job = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'sts.amazonaws.com',
  owner: 'acme',
  ownerId: '123',
  repository: 'api',
  repositoryId: '456',
  ref: 'refs/heads/main',
  workflow: 'acme/ci/.github/workflows/push.yml@refs/heads/main',
};

/**
 * The token of a job of GitHub Actions. With the fact `ids`, its subject is the one of repositories created since July
 * 2026.
 */
export function gitHubToken(job: Job): Token {
  const { iss, aud, owner, repository, ref, environment, repositoryId, ids, workflow } = job;
  const name = ids ? `${owner}@${job.ownerId}/${repository}@${repositoryId}` : `${owner}/${repository}`;
  const ofRef = /^refs\/pull\//.test(`${ref}`) ? 'pull_request' : `ref:${ref}`;
  const of = environment === undefined ? ofRef : `environment:${environment}`;
  return {
    iss: `${iss}`,
    aud,
    sub: `repo:${name}:${of}`,
    ref,
    environment,
    repository: `${owner}/${repository}`,
    repository_id: repositoryId,
    job_workflow_ref: workflow,
  };
}

/** A job of GitLab CI/CD on the protected branch "main" of acme/backend/api. */
export const gitLabJob: Job = {
  iss: 'https://gitlab.com',
  aud: 'https://gitlab.com',
  path: 'acme/backend/api',
  type: 'branch',
  ref: 'main',
  protected: 'true',
};

/** The token of a job of GitLab CI/CD. With the fact `components`, its subject names the protection of the ref. */
export function gitLabToken(job: Job): Token {
  const { iss, aud, path, type, ref, protected: protection, components } = job;
  const sub = `project_path:${path}:ref_type:${type}:ref:${ref}`;
  return {
    iss: `${iss}`,
    aud,
    sub: components ? `${sub}:ref_protected:${protection}` : sub,
    ref_protected: protection,
  };
}

/** UUIDs that differ in all digits. */
export const [WORKSPACE, REPOSITORY, ENVIRONMENT, STEP, OTHER] = [1, 2, 3, 4, 5].map(
  (digit) => `${`${digit}`.repeat(8)}-aaaa-bbbb-cccc-${`${digit}`.repeat(12)}`,
);

/** A step of Bitbucket Pipelines that deploys to an environment. */
export const bitbucketJob: Job = {
  workspace: 'acme',
  workspaceId: WORKSPACE,
  repository: REPOSITORY,
  step: STEP,
  environment: ENVIRONMENT,
};

/** The token of a step of Bitbucket Pipelines. Its subject is the same for branches and pull requests. */
export function bitbucketToken(job: Job): Token {
  const { workspace, workspaceId, repository, environment, step, aud, iss } = job;
  const ids = [repository, environment, step].filter((id) => id !== undefined);
  return {
    iss: iss ?? `https://api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`,
    aud: aud ?? `ari:cloud:bitbucket::workspace/${workspaceId}`,
    sub: ids.map((id) => `{${id}}`).join(':'),
  };
}

/** A job of CircleCI on the branch "main" of acme/api. */
export const circleCiJob: Job = {
  organization: WORKSPACE,
  project: REPOSITORY,
  user: STEP,
  origin: 'github.com/acme/api',
  ref: 'refs/heads/main',
};

/** The token of a job of CircleCI in CIRCLE_OIDC_TOKEN_V2. */
export function circleCiToken(job: Job): Token {
  const { organization, project, user, origin, ref, aud, iss } = job;
  return {
    iss: iss ?? `https://oidc.circleci.com/org/${organization}`,
    aud: aud ?? organization,
    sub: `org/${organization}/project/${project}/user/${user}/vcs-origin/${origin}/vcs-ref/${ref}`,
  };
}

/** A job of Buildkite on the branch "main" of acme/api. */
export const buildkiteJob: Job = {
  iss: 'https://agent.buildkite.com',
  aud: 'sts.amazonaws.com',
  organization: 'acme',
  pipeline: 'api',
  ref: 'refs/heads/main',
  commit: '9f3182061f1e2cca',
  step: 'build',
};

/** The token of a job of Buildkite. */
export function buildkiteToken(job: Job): Token {
  const { iss, aud, organization, pipeline, ref, commit, step } = job;
  return {
    iss: `${iss}`,
    aud,
    sub: `organization:${organization}:pipeline:${pipeline}:ref:${ref}:commit:${commit}:step:${step}`,
  };
}
