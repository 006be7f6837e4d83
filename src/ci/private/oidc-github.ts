import { checkClaim, checkForm, checkOneOf } from './oidc-trust';
import type { OidcTrust } from './oidc-trust';
import { checkAtLeastOne } from '../../text/errors';
import { withoutUndefined } from '../../text/without-undefined';
import type { GitHubIdentityOptions } from '../workload-identity-options';

const API = 'WorkloadIdentity.gitHub';

/** A subject that names the repository by its id, too. */
const WITH_ID = /^repo:[^:/]+@\d+\/[^:/]+@\d+(:|$)|(^|:)repository_id:\d+(:|$)/;

/** Whose tokens of GitHub Actions a role accepts. */
export function gitHubTrust(options: GitHubIdentityOptions): OidcTrust {
  const { owner, repository, repositoryId, environment, jobWorkflowRef, subjects } = options;
  check(options);
  const name = `${owner}/${repository}`;
  const ref = refOf(options);
  // In a subject, ":" only separates.
  const job = environment === undefined ? `ref:${ref}` : `environment:${environment.replace(/:/g, '%3A')}`;
  const classic = `repo:${name}:${job}`;
  const trust = {
    issuer: 'token.actions.githubusercontent.com',
    audience: options.audience ?? 'sts.amazonaws.com',
    name: `GitHub ${name}`,
  };
  // STS knows these claims of GitHub as condition keys, and few others.
  const job_workflow_ref = jobWorkflowRef;
  const claims = { repository_id: repositoryId, ref, environment, job_workflow_ref };
  if (subjects) {
    const pinned = repositoryId !== undefined || subjects.every((subject) => WITH_ID.test(subject));
    // A customized subject need not name the repository at all.
    const named = repositoryId === undefined ? name : undefined;
    return {
      ...trust,
      equals: withoutUndefined({ ...claims, repository: named, sub: subjects }),
      reusableName: pinned ? undefined : reusable(name),
    };
  }
  if (repositoryId === undefined) {
    return { ...trust, equals: withoutUndefined({ sub: classic, job_workflow_ref }), reusableName: reusable(name) };
  }
  // The id of the owner is the only part that is not known; "@" cannot be in a name, so that nothing else fits there.
  const withIds = `repo:${owner}@*/${repository}@${repositoryId}:${job}`;
  return { ...trust, equals: withoutUndefined(claims), like: { sub: [classic, withIds] } };
}

function refOf({ branch, tag }: GitHubIdentityOptions): string | undefined {
  if (branch !== undefined) return `refs/heads/${branch}`;
  return tag === undefined ? undefined : `refs/tags/${tag}`;
}

function check(options: GitHubIdentityOptions): void {
  const { owner, repository, repositoryId, branch, tag, environment, jobWorkflowRef, subjects, audience } = options;
  checkForm(API, 'owner', owner, /^[\w-]+$/, 'acme');
  checkForm(API, 'repository', repository, /^[\w.-]+$/, 'api');
  if (repositoryId !== undefined) checkForm(API, 'repositoryId', repositoryId, /^\d+$/, '456789');
  checkOneOf(API, { branch, tag, environment }, subjects === undefined);
  if (branch !== undefined) checkForm(API, 'branch', branch, /^(?!refs\/)[^\s:]+$/, 'main');
  if (tag !== undefined) checkForm(API, 'tag', tag, /^(?!refs\/)[^\s:]+$/, 'v1.0.0');
  if (environment !== undefined) checkClaim(API, 'environment', environment);
  if (audience !== undefined) checkClaim(API, 'audience', audience);
  if (jobWorkflowRef !== undefined) {
    const form = /^[\w-]+\/[\w.-]+\/\.github\/workflows\/[^@]+@.+$/;
    checkForm(API, 'jobWorkflowRef', jobWorkflowRef, form, 'acme/ci/.github/workflows/push.yml@refs/heads/main');
  }
  const remedy = 'leave it out for the subjects that GitHub uses by default';
  checkAtLeastOne({ api: API, property: 'subjects' }, subjects, 'subject', remedy);
  subjects?.forEach((subject, index) => checkClaim(API, `subjects[${index}]`, subject));
}

function reusable(name: string): string {
  return (
    `the role trusts ${name} on GitHub by its name alone: a new owner of the name after a rename or deletion can push, and ` +
    'repositories created, renamed or transferred since July 2026 send another subject; give `repositoryId`, which ' +
    `\`gh api repos/${name} --jq .id\` prints`
  );
}
