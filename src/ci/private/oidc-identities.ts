import { checkAtMostOne, checkClaim, checkForm, checkOneGiven, issuerOf } from './oidc-trust';
import type { OidcTrust } from './oidc-trust';
import { flawOfSubject } from '../../ecr/oidc/subject-flaw';
import { checkAtLeastOne, InvalidInputError } from '../../text/errors';
import { checkBoolean } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import type {
  BitbucketIdentityOptions,
  CircleCiIdentityOptions,
  CustomIdentityOptions,
  GitLabIdentityOptions,
} from '../workload-identity-options';

const HEX_UUID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';
const UUID = new RegExp(`^(?:${HEX_UUID}|\\{${HEX_UUID}\\})$`);
const UUID_LIKE = '8a2c3f60-0b1d-4a6e-9c57-1f2e3d4c5b6a';
/** As long as a UUID: "*" would also match a longer text, such as one with the name of another branch. */
const ANY_UUID = '?'.repeat(36);
const GIT_REF = /^(?!refs\/)[^\s:]+$/;

/** Whose tokens of GitLab a role accepts. */
export function gitLabTrust(options: GitLabIdentityOptions): OidcTrust {
  const { projectPath, branch, tag, protectedRef, url, audience } = options;
  const api = 'WorkloadIdentity.gitLab';
  const instance = url ?? 'https://gitlab.com';
  checkForm(api, 'projectPath', projectPath, /^[\w.-]+(\/[\w.-]+)+$/, 'acme/backend/api');
  checkAtMostOne(api, { branch, tag });
  checkOneGiven(api, { branch, tag });
  if (branch !== undefined) checkForm(api, 'branch', branch, GIT_REF, 'main');
  if (tag !== undefined) checkForm(api, 'tag', tag, GIT_REF, 'v1.0.0');
  if (protectedRef !== undefined) checkBoolean({ api, property: 'protectedRef' }, protectedRef);
  if (audience !== undefined) checkClaim(api, 'audience', audience);
  const ref = branch === undefined ? `ref_type:tag:ref:${tag}` : `ref_type:branch:ref:${branch}`;
  return {
    issuer: issuerOf(api, 'url', instance),
    audience: audience ?? instance,
    name: `GitLab ${projectPath}`,
    equals: { sub: `project_path:${projectPath}:${ref}${protectedRef ? ':ref_protected:true' : ''}` },
    // The subject of a merge request has the type "branch".
    pullRequests: branch === undefined || protectedRef ? undefined : ofMergeRequests(projectPath, branch),
  };
}

function ofMergeRequests(projectPath: string, branch: string): string {
  return (
    `a merge request of ${projectPath} can push images if its source branch is "${branch}", because GitLab gives both the ` +
    'same subject; add `ref_protected` to `ci_id_token_sub_claim_components` of the project and set `protectedRef`'
  );
}

/** Whose tokens of Bitbucket Pipelines a role accepts. */
export function bitbucketTrust(options: BitbucketIdentityOptions): OidcTrust {
  const api = 'WorkloadIdentity.bitbucket';
  const { workspace, workspaceUuid, repositoryUuid, environmentUuid, audience } = options;
  checkForm(api, 'workspace', workspace, /^[\w-]+$/, 'acme');
  checkForm(api, 'workspaceUuid', workspaceUuid, UUID, UUID_LIKE);
  checkForm(api, 'repositoryUuid', repositoryUuid, UUID, UUID_LIKE);
  if (environmentUuid !== undefined) checkForm(api, 'environmentUuid', environmentUuid, UUID, UUID_LIKE);
  if (audience !== undefined) checkClaim(api, 'audience', audience);
  const bare = (uuid: string) => uuid.replace(/^\{|\}$/g, '');
  const environment = environmentUuid === undefined ? '' : `{${bare(environmentUuid)}}:`;
  const url = `https://api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`;
  return {
    issuer: issuerOf(api, 'workspace', url),
    audience: audience ?? `ari:cloud:bitbucket::workspace/${bare(workspaceUuid)}`,
    name: `Bitbucket ${workspace} ${bare(repositoryUuid)}`,
    equals: {},
    // A subject ends in the step, and has the environment before it where there is one.
    like: { sub: `{${bare(repositoryUuid)}}:${environment}*` },
    pullRequests:
      environmentUuid === undefined
        ? `a pull request of the repository ${bare(repositoryUuid)} can push images, because the subjects of Bitbucket ` +
          'name no branch; give `environmentUuid`, and restrict that environment to branches in Bitbucket'
        : undefined,
  };
}

/** Whose tokens of CircleCI a role accepts. */
export function circleCiTrust({ organizationId, projectId, vcsOrigin, branch }: CircleCiIdentityOptions): OidcTrust {
  const api = 'WorkloadIdentity.circleCi';
  checkForm(api, 'organizationId', organizationId, new RegExp(`^${HEX_UUID}$`), UUID_LIKE);
  checkForm(api, 'projectId', projectId, new RegExp(`^${HEX_UUID}$`), UUID_LIKE);
  if ((vcsOrigin === undefined) !== (branch === undefined)) {
    throw new InvalidInputError({
      api,
      property: vcsOrigin === undefined ? 'branch' : 'vcsOrigin',
      found: vcsOrigin ?? branch,
      must: 'come with the other one of vcsOrigin and branch, because the token names both together',
      remedy: 'give both, or neither for every branch of the project',
    });
  }
  if (vcsOrigin !== undefined) checkForm(api, 'vcsOrigin', vcsOrigin, /^[\w.-]+(\/[\w.-]+)+$/, 'github.com/acme/api');
  if (branch !== undefined) checkForm(api, 'branch', branch, GIT_REF, 'main');
  const project = `org/${organizationId}/project/${projectId}/user`;
  return {
    issuer: issuerOf(api, 'organizationId', `https://oidc.circleci.com/org/${organizationId}`),
    audience: organizationId,
    name: `CircleCI ${projectId}`,
    equals: {},
    // The user is the one that caused the run.
    like: {
      sub:
        branch === undefined
          ? `${project}/*`
          : `${project}/${ANY_UUID}/vcs-origin/${vcsOrigin}/vcs-ref/refs/heads/${branch}`,
    },
    pullRequests:
      branch === undefined
        ? `a pull request of the project ${projectId} can push images, one of a fork too if CircleCI passes secrets to ` +
          'builds from forks; give `vcsOrigin` and `branch`'
        : undefined,
  };
}

/** Whose tokens of any other system a role accepts. */
export function customTrust(options: CustomIdentityOptions): OidcTrust {
  const api = 'WorkloadIdentity.custom';
  const { issuerUrl, audience, subjects = [], subjectPrefixes = [], claims = {} } = options;
  const issuer = issuerOf(api, 'issuerUrl', issuerUrl);
  checkClaim(api, 'audience', audience);
  checkAtLeastOne(
    { api, property: 'subjects' },
    [...subjects, ...subjectPrefixes],
    'subject, without which every job of the issuer could use the role',
    'give subjects, or subjectPrefixes where a subject ends in something that differs from run to run',
  );
  subjects.forEach((subject, index) => checkClaim(api, `subjects[${index}]`, subject));
  subjectPrefixes.forEach((prefix, index) => checkPrefix(`subjectPrefixes[${index}]`, prefix, issuer));
  Object.entries(claims).forEach(([claim, value]) => checkFurtherClaim(api, claim, value));
  // All in one operator: two of them would both have to hold.
  const patterns = [...subjects, ...subjectPrefixes.map((prefix) => `${prefix}*`)];
  return {
    issuer,
    audience,
    name: issuer,
    equals: { ...claims, ...(subjectPrefixes.length === 0 && { sub: subjects }) },
    ...(subjectPrefixes.length > 0 && { like: { sub: patterns } }),
    pullRequests:
      [...subjects, ...subjectPrefixes].every(keepsOutPullRequests) || isRef(claims.ref) ? undefined : NO_REF,
  };
}

/**
 * Whether a subject says that its job runs for a branch or tag, or belongs to a pod. A base is the branch that a pull
 * request is for.
 */
function keepsOutPullRequests(subject: string): boolean {
  return /^system:serviceaccount:|(?<!base_ref)[:/]refs\/(heads|tags)\/|:ref_type:tag:|:ref_protected:true(:|$)/.test(
    subject,
  );
}

function isRef(claim: string | undefined): boolean {
  return claim !== undefined && /^refs\/(heads|tags)\//.test(claim);
}

const NO_REF =
  'a subject names no branch or tag (`refs/heads/…` or `refs/tags/…`): a pull request whose token has the subject can ' +
  'push images; give subjects that name one, or see that no pull request gets such a token and acknowledge this warning';

function checkPrefix(property: string, prefix: string, issuer: string): void {
  const place = { api: 'WorkloadIdentity.custom', property, found: prefix };
  checkClaim(place.api, property, prefix);
  if (!isLiteral(prefix)) return;
  if (!/[^:/][:/]$/.test(prefix)) {
    throw new InvalidInputError({
      ...place,
      must: 'name something and end in ":" or "/", so that it does not match the start of a longer name',
      remedy: 'end it at the last separator before what differs from run to run',
    });
  }
  if (flawOfSubject(issuer, `${prefix}*`) === undefined) return;
  throw new InvalidInputError({
    ...place,
    must: 'name the owner, the project and the branch or environment, as far as the subjects of the issuer have them',
    remedy: 'add the parts of the subject that are the same in every run, or give whole subjects',
  });
}

function checkFurtherClaim(api: string, claim: string, value: string): void {
  checkClaim(api, `claims.${claim}`, value);
  if (!['aud', 'sub'].includes(claim) && /^[\w./-]+$/.test(claim)) return;
  throw new InvalidInputError({
    api,
    property: 'claims',
    found: claim,
    must: 'be the name of a claim other than aud and sub',
    remedy: 'use audience, subjects and subjectPrefixes for these two',
  });
}
