import { App, Stack } from 'aws-cdk-lib';
import {
  bitbucketJob,
  bitbucketToken,
  buildkiteJob,
  buildkiteToken,
  circleCiJob,
  circleCiToken,
  ENVIRONMENT,
  gitHubJob,
  gitHubToken,
  gitLabJob,
  gitLabToken,
  OTHER,
  REPOSITORY,
  WORKSPACE,
} from './jobs';
import type { Job } from './jobs';
import { admits } from './trust-evaluator';
import type { Token, TrustPolicy } from './trust-evaluator';
import { ImagePushRole } from '../../src/ci/image-push-role';
import { WorkloadIdentity } from '../../src/ci/workload-identity';
import { SynthesizedStack } from '../judges/iam/synthesized-stack';
import { warningsOf } from '../support/warnings';

/** The trust policy and the warnings of a role with the identity. */
function synthesize(identity: WorkloadIdentity): { policy: TrustPolicy; warnings: string[] } {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  new ImagePushRole(stack, 'Ci', { identity, prefixes: ['team-a/'] });
  const synthesized = SynthesizedStack.of(stack);
  const [policy] = synthesized.resourcePolicies(synthesized.onlyLogicalId('AWS::IAM::Role'));
  return { policy, warnings: warningsOf(stack) };
}

type Change = [what: string, change: Job];

interface Table {
  readonly identity: WorkloadIdentity;
  readonly token: (job: Job) => Token;
  /** A job that may push. */
  readonly job: Job;
  /** Jobs that may push, too. */
  readonly admitted: Change[];
  /** Jobs that may not push, and differ from the first one in one fact. */
  readonly refused: Change[];
}

/** One test per job, beside the job that may push: what differs is the reason for the refusal. */
function decide(name: string, { identity, token, job, admitted, refused }: Table): void {
  const { policy } = synthesize(identity);
  describe(name, () => {
    test.each<Change>([['the job itself', {}], ...admitted])('admits %s', (_, change) => {
      expect(admits(policy, token({ ...job, ...change }))).toBe(true);
    });
    test.each(refused)('admits the job and refuses %s', (_, change) => {
      expect(Object.keys(change)).toHaveLength(1);
      expect([{}, change].map((each) => admits(policy, token({ ...job, ...each })))).toEqual([true, false]);
    });
  });
}

const WORKFLOW = 'acme/ci/.github/workflows/push.yml';

/** Jobs of GitHub that no identity of the branch "main" of repository 456 of acme admits. */
const GITHUB_OTHERS: Change[] = [
  ['another branch', { ref: 'refs/heads/dev' }],
  ['a branch that starts alike', { ref: 'refs/heads/main2' }],
  ['a branch that ends alike', { ref: 'refs/heads/x/main' }],
  ['a branch in another case', { ref: 'refs/heads/Main' }],
  ['a tag of the same name', { ref: 'refs/tags/main' }],
  ['a pull request', { ref: 'refs/pull/7/merge' }],
  ['a merge queue', { ref: 'refs/heads/gh-readonly-queue/main/pr-7' }],
  ['another owner', { owner: 'mallory' }],
  ['an owner that starts alike', { owner: 'acme-evil' }],
  ['an owner that ends alike', { owner: 'not-acme' }],
  ['a reused name, which has another id', { repositoryId: '789' }],
  ['an id that starts alike', { repositoryId: '4567' }],
  ['another audience', { aud: 'https://github.com/acme' }],
  ['no audience', { aud: undefined }],
  ['another issuer', { iss: 'https://github.acme.example/_services/token' }],
];

/** Other repositories, for a job that is identified by the name of its repository. */
const GITHUB_NAMES: Change[] = [
  ['another repository', { repository: 'web' }],
  ['a repository that starts alike', { repository: 'api-fork' }],
  ['a repository that ends alike', { repository: 'my-api' }],
];

describe.each<[string, Job]>([
  ['without ids in the subject', {}],
  ['with ids in the subject', { ids: 'true' }],
])('GitHub %s', (_, form) => {
  const job: Job = { ...gitHubJob, ...form };
  const main = { owner: 'acme', branch: 'main' };

  decide('a branch', {
    identity: WorkloadIdentity.gitHub({ ...main, repository: 'api', repositoryId: '456' }),
    token: gitHubToken,
    job,
    admitted: [
      ['any workflow', { workflow: 'acme/api/.github/workflows/other.yml@refs/heads/main' }],
      ['another form of the subject', { ids: form.ids ? undefined : 'true' }],
    ],
    refused: [...GITHUB_OTHERS, ...GITHUB_NAMES, ['an environment', { environment: 'prod' }]],
  });

  decide('several repositories', {
    identity: WorkloadIdentity.gitHub({ ...main, repositoryIds: ['456', '457'] }),
    token: gitHubToken,
    job,
    admitted: [
      ['the other repository', { repository: 'web', repositoryId: '457' }],
      ['a repository after it was renamed', { repository: 'service' }],
    ],
    refused: [...GITHUB_OTHERS, ['an environment', { environment: 'prod' }]],
  });

  decide('several repositories, a branch, an environment and a reusable workflow', {
    identity: WorkloadIdentity.gitHub({
      ...main,
      repositoryIds: ['456', '457'],
      environment: 'prod',
      jobWorkflowRef: `${WORKFLOW}@refs/heads/main`,
    }),
    token: gitHubToken,
    job: { ...job, environment: 'prod' },
    admitted: [['the other repository', { repository: 'web', repositoryId: '457' }]],
    refused: [
      ...GITHUB_OTHERS,
      ['another environment', { environment: 'dev' }],
      ['an environment that starts alike', { environment: 'prod2' }],
      ['no environment', { environment: undefined }],
      ['the reusable workflow of another branch', { workflow: `${WORKFLOW}@refs/heads/dev` }],
      ['the reusable workflow of a branch that starts alike', { workflow: `${WORKFLOW}@refs/heads/main2` }],
      ['the reusable workflow of a tag', { workflow: `${WORKFLOW}@refs/tags/main` }],
      ['the reusable workflow of a pull request', { workflow: `${WORKFLOW}@refs/pull/7/merge` }],
      ['another workflow', { workflow: 'acme/ci/.github/workflows/test.yml@refs/heads/main' }],
      ['a workflow of a look-alike', { workflow: `acme-evil/ci/.github/workflows/push.yml@refs/heads/main` }],
      ['no workflow', { workflow: undefined }],
    ],
  });

  decide('an environment and a branch', {
    identity: WorkloadIdentity.gitHub({ ...main, repository: 'api', repositoryId: '456', environment: 'prod' }),
    token: gitHubToken,
    job: { ...job, environment: 'prod' },
    admitted: [],
    refused: [
      ...GITHUB_OTHERS,
      ...GITHUB_NAMES,
      ['another environment', { environment: 'dev' }],
      ['no environment', { environment: undefined }],
    ],
  });

  decide('a tag, an environment and a reusable workflow', {
    identity: WorkloadIdentity.gitHub({
      owner: 'acme',
      repository: 'api',
      repositoryId: '456',
      tag: 'v1',
      environment: 'prod',
      jobWorkflowRef: `${WORKFLOW}@refs/tags/v3`,
    }),
    token: gitHubToken,
    job: { ...job, ref: 'refs/tags/v1', environment: 'prod', workflow: `${WORKFLOW}@refs/tags/v3` },
    admitted: [],
    refused: [
      ...GITHUB_NAMES,
      ['a branch of the same name', { ref: 'refs/heads/v1' }],
      ['a tag that starts alike', { ref: 'refs/tags/v1.1' }],
      ['a pull request', { ref: 'refs/pull/7/merge' }],
      ['no environment', { environment: undefined }],
      ['the reusable workflow at another tag', { workflow: `${WORKFLOW}@refs/tags/v4` }],
      ['the reusable workflow of a branch of the same name', { workflow: `${WORKFLOW}@refs/heads/v3` }],
    ],
  });

  // What the warning says.
  decide('an environment alone', {
    identity: WorkloadIdentity.gitHub({
      owner: 'acme',
      repository: 'api',
      repositoryId: '456',
      environment: 'prod',
    }),
    token: gitHubToken,
    job: { ...job, environment: 'prod' },
    admitted: [
      ['a pull request', { ref: 'refs/pull/7/merge' }],
      ['any branch', { ref: 'refs/heads/dev' }],
    ],
    refused: [...GITHUB_NAMES, ['a reused name, which has another id', { repositoryId: '789' }]],
  });
});

decide('GitHub, a branch and an environment without the id', {
  identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', branch: 'main', environment: 'prod' }),
  token: gitHubToken,
  job: { ...gitHubJob, environment: 'prod' },
  // What the warning about names says.
  admitted: [['a reused name, which has another id', { repositoryId: '789' }]],
  refused: [
    ...GITHUB_OTHERS.filter(([, change]) => change.repositoryId === undefined),
    ...GITHUB_NAMES,
    ['no environment', { environment: undefined }],
  ],
});

/** Jobs of GitLab that no identity of acme/backend/api on gitlab.com admits. */
const GITLAB_OTHERS: Change[] = [
  ['another branch', { ref: 'dev' }],
  ['a branch that starts alike', { ref: 'main2' }],
  ['a branch that ends alike', { ref: 'x/main' }],
  ['a branch in another case', { ref: 'Main' }],
  ['a tag of the same name', { type: 'tag' }],
  ['another project', { path: 'acme/backend/web' }],
  ['a project that starts alike', { path: 'acme/backend/api-fork' }],
  ['a fork, also by a merge request that names the fork', { path: 'mallory/api' }],
  ['another group', { path: 'mallory/backend/api' }],
  ['a group that starts alike', { path: 'acme-evil/backend/api' }],
  ['a project of a subgroup', { path: 'acme/backend/api/x' }],
  ['a project of the group above', { path: 'acme/api' }],
  ['another audience', { aud: 'https://vault.acme.example' }],
  ['no audience', { aud: undefined }],
  ['another instance', { iss: 'https://gitlab.acme.example' }],
];

decide('GitLab, a branch', {
  identity: WorkloadIdentity.gitLab({ projectPath: 'acme/backend/api', branch: 'main' }),
  token: gitLabToken,
  job: gitLabJob,
  // What the warning says.
  admitted: [['a merge request from the branch', { protected: 'false' }]],
  refused: [...GITLAB_OTHERS, ['a subject that names the protection', { components: 'true' }]],
});

decide('GitLab, a protected branch', {
  identity: WorkloadIdentity.gitLab({ projectPath: 'acme/backend/api', branch: 'main', protectedRef: true }),
  token: gitLabToken,
  job: { ...gitLabJob, components: 'true' },
  admitted: [],
  refused: [
    ...GITLAB_OTHERS,
    ['a merge request from the branch', { protected: 'false' }],
    ['a subject that does not name the protection', { components: undefined }],
  ],
});

decide('GitLab, a tag', {
  identity: WorkloadIdentity.gitLab({ projectPath: 'acme/backend/api', tag: 'main' }),
  token: gitLabToken,
  job: { ...gitLabJob, type: 'tag' },
  admitted: [],
  refused: [
    ...GITLAB_OTHERS.filter(([, change]) => change.type === undefined),
    ['a branch of the same name, also by a merge request', { type: 'branch' }],
  ],
});

const BITBUCKET_OTHERS: Change[] = [
  ['another repository', { repository: OTHER }],
  ['the environment as the repository', { repository: ENVIRONMENT }],
  ['a repository in another case', { repository: REPOSITORY.toUpperCase() }],
  ['a repository that starts alike', { repository: `${REPOSITORY}0` }],
  ['a repository before the repository', { repository: `${OTHER}}:{${REPOSITORY}` }],
  ['another workspace', { workspace: 'mallory' }],
  ['a workspace that starts alike', { workspace: 'acme-evil' }],
  ['a reused name of a workspace, which has another id', { workspaceId: OTHER }],
  ['another audience', { aud: 'sts.amazonaws.com' }],
  ['an audience that starts alike', { aud: `ari:cloud:bitbucket::workspace/${WORKSPACE}0` }],
  ['another issuer', { iss: 'https://gitlab.com' }],
];
const ofBitbucket = { workspace: 'acme', workspaceUuid: WORKSPACE, repositoryUuid: REPOSITORY };

decide('Bitbucket, an environment', {
  identity: WorkloadIdentity.bitbucket({ ...ofBitbucket, environmentUuid: ENVIRONMENT }),
  token: bitbucketToken,
  job: bitbucketJob,
  admitted: [['another step', { step: OTHER }]],
  refused: [
    ...BITBUCKET_OTHERS,
    ['no environment, as the steps of pull requests have', { environment: undefined }],
    ['another environment', { environment: OTHER }],
    ['an environment that starts alike', { environment: `${ENVIRONMENT}0` }],
  ],
});

decide('Bitbucket, a repository', {
  identity: WorkloadIdentity.bitbucket(ofBitbucket),
  token: bitbucketToken,
  job: bitbucketJob,
  // What the warning says.
  admitted: [['no environment, as the steps of pull requests have', { environment: undefined }]],
  refused: BITBUCKET_OTHERS,
});

const CIRCLECI_OTHERS: Change[] = [
  ['another project', { project: OTHER }],
  ['a project that starts alike', { project: `${REPOSITORY}0` }],
  ['a project in another case', { project: REPOSITORY.toUpperCase() }],
  ['another organization', { organization: OTHER }],
  ['another issuer', { iss: `https://oidc.circleci.com/org/${OTHER}` }],
  ['another audience', { aud: 'sts.amazonaws.com' }],
  ['the audience of another organization', { aud: OTHER }],
];
const ofCircleCi = { organizationId: WORKSPACE, projectId: REPOSITORY };

decide('CircleCI, a branch', {
  identity: WorkloadIdentity.circleCi({ ...ofCircleCi, vcsOrigin: 'github.com/acme/api', branch: 'main' }),
  token: circleCiToken,
  job: circleCiJob,
  admitted: [['another user', { user: OTHER }]],
  refused: [
    ...CIRCLECI_OTHERS,
    ['another branch', { ref: 'refs/heads/dev' }],
    ['a branch that starts alike', { ref: 'refs/heads/main2' }],
    ['a branch that ends alike', { ref: 'refs/heads/x/main' }],
    ['a tag of the same name', { ref: 'refs/tags/main' }],
    ['the pull request of a fork', { ref: 'refs/heads/pull/7' }],
    ['a fork', { origin: 'github.com/mallory/api' }],
    ['another repository', { origin: 'github.com/acme/web' }],
    ['a repository that starts alike', { origin: 'github.com/acme/api-fork' }],
    ['an owner that starts alike', { origin: 'github.com/acme-evil/api' }],
    ['the same name on another host', { origin: 'gitlab.com/acme/api' }],
    ['a user that is no id', { user: `${OTHER}/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/main/user/${OTHER}` }],
  ],
});

decide('CircleCI, a project', {
  identity: WorkloadIdentity.circleCi(ofCircleCi),
  token: circleCiToken,
  job: circleCiJob,
  // What the warning says.
  admitted: [
    ['the pull request of a fork', { origin: 'github.com/mallory/api', ref: 'refs/heads/pull/7' }],
    ['another branch', { ref: 'refs/heads/dev' }],
  ],
  refused: CIRCLECI_OTHERS,
});

decide('another system', {
  identity: WorkloadIdentity.custom({
    issuerUrl: 'https://agent.buildkite.com',
    audience: 'sts.amazonaws.com',
    subjectPrefixes: ['organization:acme:pipeline:api:ref:refs/heads/main:commit:'],
  }),
  token: buildkiteToken,
  job: buildkiteJob,
  admitted: [
    ['another commit', { commit: '0123456789abcdef' }],
    ['another step', { step: 'push' }],
  ],
  refused: [
    ['another branch', { ref: 'refs/heads/dev' }],
    ['a branch that starts alike', { ref: 'refs/heads/main2' }],
    ['a branch that ends alike', { ref: 'refs/heads/x/main' }],
    ['a tag of the same name', { ref: 'refs/tags/main' }],
    ['a pull request', { ref: 'refs/pull/7/head' }],
    ['the branch of a fork', { ref: 'refs/heads/mallory:main' }],
    ['another pipeline', { pipeline: 'web' }],
    ['a pipeline that starts alike', { pipeline: 'api-fork' }],
    ['another organization', { organization: 'mallory' }],
    ['an organization that starts alike', { organization: 'acme-evil' }],
    ['another audience', { aud: 'https://acme.example' }],
    ['no audience', { aud: undefined }],
    ['another issuer', { iss: 'https://agent.acme.example' }],
  ],
});

describe('a warning', () => {
  const gitHub = { owner: 'acme', repository: 'api', repositoryId: '456' };
  const customOf = (subject: string, claims?: Record<string, string>) =>
    WorkloadIdentity.custom({ issuerUrl: 'https://ci.example', audience: 'x', subjects: [subject], claims });

  test.each<[string, WorkloadIdentity, string]>([
    [
      'an environment of GitHub',
      WorkloadIdentity.gitHub({ ...gitHub, environment: 'prod' }),
      'a pull request can push images if a job of it names the environment "prod"; give `branch` or `tag` as well, or ' +
        'restrict the environment to branches or tags in GitHub and acknowledge this warning',
    ],
    [
      'an environment of several repositories of GitHub',
      WorkloadIdentity.gitHub({ owner: 'acme', repositoryIds: ['456'], environment: 'prod' }),
      'a pull request can push images if a job of it names the environment "prod"; give `branch` or `tag` as well, or ' +
        'restrict the environment to branches or tags in GitHub and acknowledge this warning',
    ],
    [
      'subjects of GitHub without a ref',
      WorkloadIdentity.gitHub({ ...gitHub, subjects: ['repo:acme/api:ref:refs/heads/main', 'repo:acme/api:actor:me'] }),
      'the subjects name no branch or tag: a pull request whose token has one of them can push images; give `branch` or ' +
        '`tag` as well',
    ],
    [
      'a branch of GitLab',
      WorkloadIdentity.gitLab({ projectPath: 'acme/api', branch: 'main' }),
      'a merge request of acme/api can push images if its source branch is "main", because GitLab gives both the same ' +
        'subject; add `ref_protected` to `ci_id_token_sub_claim_components` of the project and set `protectedRef`',
    ],
    [
      'a repository of Bitbucket',
      WorkloadIdentity.bitbucket(ofBitbucket),
      `a pull request of the repository ${REPOSITORY} can push images, because the subjects of Bitbucket name no branch; ` +
        'give `environmentUuid`, and restrict that environment to branches in Bitbucket',
    ],
    [
      'a project of CircleCI',
      WorkloadIdentity.circleCi(ofCircleCi),
      `a pull request of the project ${REPOSITORY} can push images, one of a fork too if CircleCI passes secrets to builds ` +
        'from forks; give `vcsOrigin` and `branch`',
    ],
    ...['pipeline:acme:api', 'repo:api:base_ref:refs/heads/main', 'workflow:x@refs/heads/main'].map(
      (subject): [string, WorkloadIdentity, string] => [
        `the subject ${subject}`,
        customOf(subject),
        'a subject names no branch or tag (`refs/heads/…` or `refs/tags/…`): a pull request whose token has the subject ' +
          'can push images; give subjects that name one, or see that no pull request gets such a token and acknowledge ' +
          'this warning',
      ],
    ),
  ])('says which pull requests can push, and what keeps them out: %s', (_, identity, text) => {
    expect(synthesize(identity).warnings).toEqual([`${text} [ack: cdk-ecr::pullRequestPush]`]);
  });

  test.each<[string, WorkloadIdentity]>([
    ['a branch of GitHub', WorkloadIdentity.gitHub({ ...gitHub, branch: 'main' })],
    ['a tag of GitHub', WorkloadIdentity.gitHub({ ...gitHub, tag: 'v1' })],
    ['a branch and an environment', WorkloadIdentity.gitHub({ ...gitHub, branch: 'main', environment: 'prod' })],
    ['subjects and a branch', WorkloadIdentity.gitHub({ ...gitHub, subjects: ['owner:acme'], branch: 'main' })],
    ['subjects with a ref', WorkloadIdentity.gitHub({ ...gitHub, subjects: ['owner:acme:ref:refs/heads/main'] })],
    ['a tag of GitLab', WorkloadIdentity.gitLab({ projectPath: 'acme/api', tag: 'v1' })],
    ['a protected branch', WorkloadIdentity.gitLab({ projectPath: 'acme/api', branch: 'main', protectedRef: true })],
    ['an environment of Bitbucket', WorkloadIdentity.bitbucket({ ...ofBitbucket, environmentUuid: ENVIRONMENT })],
    [
      'a branch of CircleCI',
      WorkloadIdentity.circleCi({ ...ofCircleCi, vcsOrigin: 'github.com/acme/api', branch: 'main' }),
    ],
    ['a subject with a ref', customOf('pipeline:api:ref:refs/tags/v1')],
    ['a service account', customOf('system:serviceaccount:ci:builder')],
    ['a claim with a ref', customOf('pipeline:acme:api', { ref: 'refs/heads/main' })],
    ['a tag in a subject of GitLab', customOf('project_path:acme/api:ref_type:tag:ref:v1')],
    ['a protected ref in a subject of GitLab', customOf('project_id:7:ref:main:ref_protected:true')],
  ])('is not given where the claims keep pull requests out: %s', (_, identity) => {
    expect(synthesize(identity).warnings).toEqual([]);
  });
});

test('80 repositories of GitHub fit into a trust policy of 2,048 characters, and 120 do not', () => {
  const lengthOf = (count: number) => {
    const repositoryIds = Array.from({ length: count }, (_, index) => `${1_000_000_000 + index}`);
    const options = { owner: 'a-company-with-a-long-name', branch: 'release/production', repositoryIds };
    const { policy } = synthesize(
      WorkloadIdentity.gitHub({
        ...options,
        environment: 'production',
        jobWorkflowRef: 'a-company-with-a-long-name/workflows/.github/workflows/push-images.yml@refs/heads/production',
      }),
    );
    return JSON.stringify(policy).length;
  };
  expect(lengthOf(80)).toBeLessThanOrEqual(2048);
  expect(lengthOf(120)).toBeGreaterThan(2048);
});
