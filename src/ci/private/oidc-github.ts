import { checkAtMostOne, checkClaim, checkForm, checkOneGiven } from './oidc-trust';
import type { OidcTrust } from './oidc-trust';
import { checkAtLeastOne, InvalidInputError } from '../../text/errors';
import { withoutUndefined } from '../../text/without-undefined';
import type { GitHubIdentityOptions } from '../workload-identity-options';

const API = 'WorkloadIdentity.gitHub';

/** A subject that names the repository by its id, too. */
const WITH_ID = /^repo:[^:/]+@\d+\/[^:/]+@\d+(:|$)|(^|:)repository_id:\d+(:|$)/;

/** A subject that names a branch or tag. Those of pull requests name "pull_request", or a ref below "refs/pull/". */
const WITH_REF = /(^|:)ref:refs\/(heads|tags)\//;

/** Whose tokens of GitHub Actions a role accepts. */
export function gitHubTrust(options: GitHubIdentityOptions): OidcTrust {
  const { owner, repository, repositoryId, repositoryIds, environment, jobWorkflowRef, subjects } = options;
  check(options);
  const name = repository === undefined ? undefined : `${owner}/${repository}`;
  const ref = refOf(options);
  const trust = {
    issuer: 'token.actions.githubusercontent.com',
    audience: options.audience ?? 'sts.amazonaws.com',
    name: `GitHub ${name ?? `${owner} (${repositoryIds?.length} repositories)`}`,
    pullRequests: ref === undefined ? pullRequestsOf(options) : undefined,
  };
  // STS knows these claims of GitHub as condition keys, and few others.
  const repository_id = repositoryIds ?? repositoryId;
  const job_workflow_ref = jobWorkflowRef;
  const claims = { repository_id, ref, environment, job_workflow_ref };
  if (subjects) {
    const pinned = repository_id !== undefined || subjects.every((subject) => WITH_ID.test(subject));
    // A customized subject need not name the repository at all.
    const named = repository_id === undefined ? name : undefined;
    return {
      ...trust,
      equals: withoutUndefined({ ...claims, repository: named, sub: subjects }),
      reusableName: pinned ? undefined : reusable(`${name}`),
    };
  }
  // In a subject, ":" only separates.
  const job = environment === undefined ? `ref:${ref}` : `environment:${environment.replace(/:/g, '%3A')}`;
  if (repositoryIds) return { ...trust, equals: withoutUndefined(claims), like: { sub: ofAnyName(owner, job) } };
  const classic = `repo:${name}:${job}`;
  if (repositoryId === undefined) {
    return { ...trust, equals: withoutUndefined({ ...claims, sub: classic }), reusableName: reusable(`${name}`) };
  }
  // The id of the owner is the only part that is not known; "@" cannot be in a name, so that nothing else fits there.
  const withIds = `repo:${owner}@*/${repository}@${repositoryId}:${job}`;
  return { ...trust, equals: withoutUndefined(claims), like: { sub: [classic, withIds] } };
}

/** The subjects of all repositories of an owner. The claim `repository_id` says which of them are meant. */
function ofAnyName(owner: string, job: string): string[] {
  return [`repo:${owner}/*:${job}`, `repo:${owner}@*/*:${job}`];
}

function refOf({ branch, tag }: GitHubIdentityOptions): string | undefined {
  if (branch !== undefined) return `refs/heads/${branch}`;
  return tag === undefined ? undefined : `refs/tags/${tag}`;
}

/** The pull requests that a trust without a branch and tag admits. */
function pullRequestsOf({ environment, subjects }: GitHubIdentityOptions): string | undefined {
  if (subjects?.every((subject) => WITH_REF.test(subject))) return undefined;
  if (environment === undefined) {
    return (
      'the subjects name no branch or tag: a pull request whose token has one of them can push images; give `branch` or ' +
      '`tag` as well'
    );
  }
  return (
    `a pull request can push images if a job of it names the environment "${environment}"; give \`branch\` or \`tag\` as ` +
    'well, or restrict the environment to branches or tags in GitHub and acknowledge this warning'
  );
}

function check(options: GitHubIdentityOptions): void {
  const { owner, branch, tag, environment, jobWorkflowRef, subjects, audience } = options;
  checkForm(API, 'owner', owner, /^[\w-]+$/, 'acme');
  checkRepositories(options);
  checkAtMostOne(API, { branch, tag });
  if (subjects === undefined) checkOneGiven(API, { branch, tag, environment });
  if (branch !== undefined) checkForm(API, 'branch', branch, /^(?!refs\/)[^\s:]+$/, 'main');
  if (tag !== undefined) checkForm(API, 'tag', tag, /^(?!refs\/)[^\s:]+$/, 'v1.0.0');
  if (environment !== undefined) checkClaim(API, 'environment', environment);
  if (audience !== undefined) checkClaim(API, 'audience', audience);
  if (jobWorkflowRef !== undefined) {
    // GitHub writes the whole ref, or the commit where the workflow is called by one.
    const form = /^[\w-]+\/[\w.-]+\/\.github\/workflows\/[^@]+@(refs\/(heads|tags)\/.+|[0-9a-f]{40})$/;
    checkForm(API, 'jobWorkflowRef', jobWorkflowRef, form, 'acme/ci/.github/workflows/push.yml@refs/heads/main');
  }
  const remedy = 'leave it out for the subjects that GitHub uses by default';
  checkAtLeastOne({ api: API, property: 'subjects' }, subjects, 'subject', remedy);
  subjects?.forEach((subject, index) => checkClaim(API, `subjects[${index}]`, subject));
}

function checkRepositories({ repository, repositoryId, repositoryIds }: GitHubIdentityOptions): void {
  const one = repository ?? repositoryId;
  if ((one === undefined) === (repositoryIds === undefined) || (!repositoryIds && repository === undefined)) {
    throw new InvalidInputError({
      api: API,
      property: 'repository',
      found: repository,
      must: 'be given with repositoryId for one repository, or left out with it for several repositoryIds',
      remedy: 'give either repository and repositoryId, or repositoryIds',
    });
  }
  if (repository !== undefined) checkForm(API, 'repository', repository, /^[\w.-]+$/, 'api');
  if (repositoryId !== undefined) checkForm(API, 'repositoryId', repositoryId, /^\d+$/, '456789');
  const none = 'id of a repository, without which every repository of the owner could use the role';
  checkAtLeastOne({ api: API, property: 'repositoryIds' }, repositoryIds, none, 'give their ids');
  repositoryIds?.forEach((id, index) => checkForm(API, `repositoryIds[${index}]`, id, /^\d+$/, '456789'));
}

function reusable(name: string): string {
  return (
    `the role trusts ${name} on GitHub by its name alone: a new owner of the name after a rename or deletion can push, and ` +
    'repositories created, renamed or transferred since July 2026 send another subject; give `repositoryId`, which ' +
    `\`gh api repos/${name} --jq .id\` prints`
  );
}
