import { runSimulation } from '@cloud-copilot/iam-simulate';
import { App, Aws, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { admits } from './trust-evaluator';
import type { Token, TrustPolicy } from './trust-evaluator';
import { ImagePushRole } from '../../src/ci/image-push-role';
import { WorkloadIdentity } from '../../src/ci/workload-identity';
import type { CustomIdentityOptions, GitHubIdentityOptions } from '../../src/ci/workload-identity-options';
import { SynthesizedStack } from '../judges/iam/synthesized-stack';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };

interface Synthesized {
  readonly policy: TrustPolicy;
  readonly conditions: Record<string, Record<string, unknown>>;
  readonly warnings: string[];
}

/** The trust policy of a role with the identity. */
function synthesize(identity: WorkloadIdentity): Synthesized {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  new ImagePushRole(stack, 'Ci', { identity, prefixes: ['team-a/'] });
  const synthesized = SynthesizedStack.of(stack);
  const [policy] = synthesized.resourcePolicies(synthesized.onlyLogicalId('AWS::IAM::Role'));
  const [statement] = policy.Statement as [{ Condition: Record<string, Record<string, unknown>> }];
  return { policy, conditions: statement.Condition, warnings: warningsOf(stack) };
}

type Row = [what: string, admitted: boolean, change: Record<string, string | undefined>];

/** One test per token; a token is the base with some claims changed. */
function decide(name: string, identity: WorkloadIdentity, base: Token, rows: Row[]): void {
  const { policy } = synthesize(identity);
  describe(name, () => {
    test.each(rows)('%s: %s', (_, admitted, change) => {
      expect(admits(policy, { ...base, ...change })).toBe(admitted);
    });
  });
}

const GITHUB = 'token.actions.githubusercontent.com';
const ofBranch: GitHubIdentityOptions = { owner: 'acme', repository: 'api', branch: 'main' };
const withId: GitHubIdentityOptions = { ...ofBranch, repositoryId: '456' };

const gitHubToken: Token = {
  iss: `https://${GITHUB}`,
  aud: 'sts.amazonaws.com',
  sub: 'repo:acme/api:ref:refs/heads/main',
  ref: 'refs/heads/main',
  repository: 'acme/api',
  repository_id: '456',
  repository_owner_id: '123',
  job_workflow_ref: 'acme/ci/.github/workflows/push.yml@refs/heads/main',
  event_name: 'push',
};
const sub = (text: string, more: Record<string, string | undefined> = {}) => ({ sub: text, ...more });

const GITHUB_REFUSED: Row[] = [
  ['another branch', false, sub('repo:acme/api:ref:refs/heads/dev', { ref: 'refs/heads/dev' })],
  ['a branch that ends alike', false, sub('repo:acme/api:ref:refs/heads/x/main', { ref: 'refs/heads/x/main' })],
  ['a tag of the same name', false, sub('repo:acme/api:ref:refs/tags/main', { ref: 'refs/tags/main' })],
  [
    'a pull request',
    false,
    sub('repo:acme/api:pull_request', { ref: 'refs/pull/7/merge', event_name: 'pull_request' }),
  ],
  ['an environment', false, sub('repo:acme/api:environment:main', { environment: 'main' })],
  ['a fork', false, sub('repo:mallory/api:ref:refs/heads/main', { repository: 'mallory/api', repository_id: '999' })],
  ['another repository of the owner', false, sub('repo:acme/web:ref:refs/heads/main', { repository_id: '457' })],
  ['a repository that starts alike', false, sub('repo:acme/api-2:ref:refs/heads/main', { repository_id: '458' })],
  ['another audience', false, { aud: 'https://github.com/acme' }],
  ['no audience', false, { aud: undefined }],
  ['no subject', false, { sub: undefined }],
  ['another issuer', false, { iss: 'https://gitlab.com' }],
  ['an enterprise server', false, { iss: 'https://github.acme.example/_services/token' }],
];

decide('GitHub, a branch, with the id of the repository', WorkloadIdentity.gitHub(withId), gitHubToken, [
  ['the subject without ids', true, {}],
  ['the subject with ids', true, sub('repo:acme@123/api@456:ref:refs/heads/main')],
  ['the subject with ids, after the owner changed', true, sub('repo:acme@124/api@456:ref:refs/heads/main')],
  ['a repository that got the name', false, { repository_id: '789' }],
  [
    'a repository that got the name, with ids',
    false,
    sub('repo:acme@9/api@789:ref:refs/heads/main', { repository_id: '789' }),
  ],
  ['a subject with the id of another one', false, sub('repo:acme@123/api@789:ref:refs/heads/main')],
  ['the repository under a new name', false, sub('repo:acme@123/service@456:ref:refs/heads/main')],
  ['a pull request with ids', false, sub('repo:acme@123/api@456:pull_request', { ref: 'refs/pull/7/merge' })],
  [
    'a pull request to an environment',
    false,
    sub('repo:acme@123/api@456:environment:prod', { ref: 'refs/pull/7/merge' }),
  ],
  ['a fork with ids', false, sub('repo:mallory@1/api@999:ref:refs/heads/main', { repository_id: '999' })],
  ['the ref of another branch', false, { ref: 'refs/heads/dev' }],
  ['no id', false, { repository_id: undefined }],
  ...GITHUB_REFUSED,
]);

decide('GitHub, a branch, without the id of the repository', WorkloadIdentity.gitHub(ofBranch), gitHubToken, [
  ['the subject without ids', true, {}],
  // What the warning says.
  ['a repository that got the name', true, { repository_id: '789' }],
  ['the subject with ids', false, sub('repo:acme@123/api@456:ref:refs/heads/main')],
  ...GITHUB_REFUSED,
]);

const { branch: _, ...ofTag } = { ...withId, tag: 'v1.0.0' };
decide(
  'GitHub, a tag',
  WorkloadIdentity.gitHub(ofTag),
  { ...gitHubToken, ref: 'refs/tags/v1.0.0', sub: 'repo:acme/api:ref:refs/tags/v1.0.0' },
  [
    ['the subject without ids', true, {}],
    ['the subject with ids', true, sub('repo:acme@123/api@456:ref:refs/tags/v1.0.0')],
    ['another tag', false, sub('repo:acme/api:ref:refs/tags/v1.0.1', { ref: 'refs/tags/v1.0.1' })],
    ['a branch of the same name', false, sub('repo:acme/api:ref:refs/heads/v1.0.0', { ref: 'refs/heads/v1.0.0' })],
  ],
);

decide(
  'GitHub, an environment',
  WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456', environment: 'prod:eu' }),
  { ...gitHubToken, environment: 'prod:eu', sub: 'repo:acme/api:environment:prod%3Aeu' },
  [
    ['the subject without ids', true, {}],
    ['the subject with ids', true, sub('repo:acme@123/api@456:environment:prod%3Aeu')],
    ['any branch', true, { ref: 'refs/heads/dev' }],
    ['another environment', false, sub('repo:acme/api:environment:dev', { environment: 'dev' })],
    ['no environment', false, sub('repo:acme/api:ref:refs/heads/main', { environment: undefined })],
    ['an environment with a longer name', false, sub('repo:acme/api:environment:prod%3Aeu:x')],
    ['a repository that got the name', false, { repository_id: '789' }],
  ],
);

const WORKFLOW = 'acme/ci/.github/workflows/push.yml@refs/heads/main';
decide('GitHub, a reusable workflow', WorkloadIdentity.gitHub({ ...withId, jobWorkflowRef: WORKFLOW }), gitHubToken, [
  ['the workflow', true, {}],
  ['the workflow of another branch', false, { job_workflow_ref: WORKFLOW.replace('main', 'dev') }],
  ['no reusable workflow', false, { job_workflow_ref: undefined }],
]);

decide(
  'GitHub, customized subjects',
  WorkloadIdentity.gitHub({ ...ofBranch, subjects: ['repository_owner:acme:ref:refs/heads/main', 'other'] }),
  { ...gitHubToken, sub: 'repository_owner:acme:ref:refs/heads/main' },
  [
    ['one of them', true, {}],
    ['the other one', true, { sub: 'other' }],
    ['the subject that is not customized', false, sub('repo:acme/api:ref:refs/heads/main')],
    ['another repository of the owner', false, { repository: 'acme/web' }],
    ['another branch', false, { ref: 'refs/heads/dev' }],
  ],
);

const gitLabToken: Token = {
  iss: 'https://gitlab.com',
  aud: 'https://gitlab.com',
  sub: 'project_path:acme/backend/api:ref_type:branch:ref:main',
};
const GITLAB_REFUSED: Row[] = [
  ['another branch', false, sub('project_path:acme/backend/api:ref_type:branch:ref:dev')],
  ['a branch that starts alike', false, sub('project_path:acme/backend/api:ref_type:branch:ref:main2')],
  ['a tag of the same name', false, sub('project_path:acme/backend/api:ref_type:tag:ref:main')],
  ['a fork', false, sub('project_path:mallory/api:ref_type:branch:ref:main')],
  ['another project of the group', false, sub('project_path:acme/backend/web:ref_type:branch:ref:main')],
  ['a project below the path', false, sub('project_path:acme/backend/api/x:ref_type:branch:ref:main')],
  ['a project above the path', false, sub('project_path:acme/api:ref_type:branch:ref:main')],
  ['another audience', false, { aud: 'https://vault.acme.example' }],
  ['no audience', false, { aud: undefined }],
];

decide('GitLab', WorkloadIdentity.gitLab({ projectPath: 'acme/backend/api', branch: 'main' }), gitLabToken, [
  ['the branch', true, {}],
  ...GITLAB_REFUSED,
  ['another instance', false, { iss: 'https://gitlab.acme.example' }],
]);

decide(
  'GitLab, an instance of its own and a tag',
  WorkloadIdentity.gitLab({
    projectPath: 'acme/backend/api',
    tag: 'v1',
    url: 'https://gitlab.acme.example/git',
    audience: 'sts.amazonaws.com',
  }),
  {
    iss: 'https://gitlab.acme.example/git',
    aud: 'sts.amazonaws.com',
    sub: 'project_path:acme/backend/api:ref_type:tag:ref:v1',
  },
  [
    ['the tag', true, {}],
    ...GITLAB_REFUSED,
    ['gitlab.com', false, { iss: 'https://gitlab.com' }],
    ['the instance as the audience', false, { aud: 'https://gitlab.acme.example/git' }],
  ],
);

const [WORKSPACE, REPOSITORY, ENVIRONMENT, STEP, OTHER] = [1, 2, 3, 4, 5].map(
  (digit) => `${`${digit}`.repeat(8)}-aaaa-bbbb-cccc-${`${digit}`.repeat(12)}`,
);
const bitbucketToken: Token = {
  iss: 'https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
  aud: `ari:cloud:bitbucket::workspace/${WORKSPACE}`,
  sub: `{${REPOSITORY}}:{${ENVIRONMENT}}:{${STEP}}`,
};
const BITBUCKET_REFUSED: Row[] = [
  ['another repository', false, sub(`{${OTHER}}:{${ENVIRONMENT}}:{${STEP}}`)],
  ['a fork with the environment', false, sub(`{${OTHER}}:{${REPOSITORY}}:{${ENVIRONMENT}}:{${STEP}}`)],
  ['the repository as the step', false, sub(`{${OTHER}}:{${REPOSITORY}}`)],
  ['a subject without braces', false, sub(`${REPOSITORY}:${ENVIRONMENT}:${STEP}`)],
  ['another workspace', false, { iss: bitbucketToken.iss.replace('acme', 'mallory') }],
  ['the audience of another workspace', false, { aud: `ari:cloud:bitbucket::workspace/${OTHER}` }],
  ['a custom audience', false, { aud: 'sts.amazonaws.com' }],
  ['no audience', false, { aud: undefined }],
  ['no subject', false, { sub: undefined }],
];
const ofBitbucket = { workspace: 'acme', workspaceUuid: `{${WORKSPACE}}`, repositoryUuid: REPOSITORY };

decide('Bitbucket', WorkloadIdentity.bitbucket(ofBitbucket), bitbucketToken, [
  ['a step of an environment', true, {}],
  ['a step without an environment', true, sub(`{${REPOSITORY}}:{${STEP}}`)],
  ...BITBUCKET_REFUSED,
]);

decide(
  'Bitbucket, an environment',
  WorkloadIdentity.bitbucket({ ...ofBitbucket, environmentUuid: `{${ENVIRONMENT}}` }),
  bitbucketToken,
  [
    ['a step of the environment', true, {}],
    ['a later step', true, sub(`{${REPOSITORY}}:{${ENVIRONMENT}}:{${OTHER}}`)],
    ['a step without an environment', false, sub(`{${REPOSITORY}}:{${STEP}}`)],
    ['a step of another environment', false, sub(`{${REPOSITORY}}:{${OTHER}}:{${STEP}}`)],
    ...BITBUCKET_REFUSED,
  ],
);

const [ORGANIZATION, PROJECT, USER] = [WORKSPACE, REPOSITORY, STEP];
const ofCircleCi = { organizationId: ORGANIZATION, projectId: PROJECT };
const RUN = `org/${ORGANIZATION}/project/${PROJECT}/user/${USER}`;
const circleCiToken: Token = { iss: `https://oidc.circleci.com/org/${ORGANIZATION}`, aud: ORGANIZATION, sub: RUN };
const CIRCLECI_REFUSED: Row[] = [
  ['another project', false, sub(RUN.replace(PROJECT, OTHER))],
  ['another organization', false, sub(RUN.replace(ORGANIZATION, OTHER))],
  ['the issuer of another organization', false, { iss: `https://oidc.circleci.com/org/${OTHER}` }],
  ['the audience of another organization', false, { aud: OTHER }],
  ['a custom audience', false, { aud: 'sts.amazonaws.com' }],
  ['no audience', false, { aud: undefined }],
  ['no subject', false, { sub: undefined }],
  ['a subject in another one', false, sub(`x/${RUN}`)],
];

decide('CircleCI', WorkloadIdentity.circleCi(ofCircleCi), circleCiToken, [
  ['a run', true, {}],
  ['a run of another user', true, sub(RUN.replace(USER, OTHER))],
  ['a run with its branch', true, sub(`${RUN}/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/dev`)],
  ...CIRCLECI_REFUSED,
]);

const MAIN = `${RUN}/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/main`;
decide(
  'CircleCI, a branch',
  WorkloadIdentity.circleCi({ ...ofCircleCi, vcsOrigin: 'github.com/acme/api', branch: 'main' }),
  { ...circleCiToken, sub: MAIN },
  [
    ['a run', true, {}],
    ['a run of another user', true, sub(MAIN.replace(USER, OTHER))],
    ['a run without its branch', false, sub(RUN)],
    ['another branch', false, sub(MAIN.replace('main', 'dev'))],
    ['a tag of the same name', false, sub(MAIN.replace('heads', 'tags'))],
    ['a fork', false, sub(MAIN.replace('acme/api', 'mallory/api'))],
    ['a branch whose name repeats the rest', false, sub(MAIN.replace('main', `x${MAIN.slice(RUN.length)}`))],
    ...CIRCLECI_REFUSED,
  ],
);

const custom: CustomIdentityOptions = {
  issuerUrl: 'https://agent.buildkite.com',
  audience: 'sts.amazonaws.com',
  subjectPrefixes: ['organization:acme:pipeline:api:ref:refs/heads/main:commit:'],
};
const customToken: Token = {
  iss: 'https://agent.buildkite.com',
  aud: 'sts.amazonaws.com',
  sub: 'organization:acme:pipeline:api:ref:refs/heads/main:commit:9f3182061f1e2cca:step:build',
  amr: 'hwk',
};
decide('another system', WorkloadIdentity.custom(custom), customToken, [
  ['a run', true, {}],
  ['a later run', true, sub(customToken.sub!.replace('9f3', '123'))],
  ['another branch', false, sub(customToken.sub!.replace('main', 'dev'))],
  ['a branch that starts alike', false, sub(customToken.sub!.replace('main', 'main2'))],
  ['another pipeline', false, sub(customToken.sub!.replace('api', 'web'))],
  ['another organization', false, sub(customToken.sub!.replace('acme', 'mallory'))],
  ['a subject in another one', false, sub(`x:${customToken.sub}`)],
  ['another audience', false, { aud: 'acme' }],
  ['no audience', false, { aud: undefined }],
  ['another issuer', false, { iss: 'https://agent.acme.example' }],
]);
decide(
  'another system, exact subjects, a prefix and a claim',
  WorkloadIdentity.custom({ ...custom, subjects: ['nightly'], claims: { amr: 'hwk' } }),
  customToken,
  [
    ['a run', true, {}],
    ['the exact subject', true, { sub: 'nightly' }],
    ['a subject that starts alike', false, { sub: 'nightly2' }],
    ['another value of the claim', false, { amr: 'pwd' }],
    ['no claim', false, { amr: undefined }],
  ],
);

describe('the trust of a WorkloadIdentity', () => {
  test('of GitHub with the id has exact values, and a pattern only for the ids in the subject', () => {
    const { conditions, warnings } = synthesize(WorkloadIdentity.gitHub(withId));
    expect(conditions).toEqual({
      StringEquals: {
        [`${GITHUB}:aud`]: 'sts.amazonaws.com',
        [`${GITHUB}:ref`]: 'refs/heads/main',
        [`${GITHUB}:repository_id`]: '456',
      },
      StringLike: {
        [`${GITHUB}:sub`]: ['repo:acme/api:ref:refs/heads/main', 'repo:acme@*/api@456:ref:refs/heads/main'],
      },
    });
    expect(warnings).toEqual([]);
  });

  test('of GitHub without the id has exact values and a warning', () => {
    const { conditions, warnings } = synthesize(WorkloadIdentity.gitHub(ofBranch));
    expect(conditions).toEqual({
      StringEquals: {
        [`${GITHUB}:aud`]: 'sts.amazonaws.com',
        [`${GITHUB}:ref`]: 'refs/heads/main',
        [`${GITHUB}:sub`]: 'repo:acme/api:ref:refs/heads/main',
      },
    });
    expect(warnings).toEqual([
      'the role trusts acme/api on GitHub by its name alone: a new owner of the name after a rename or deletion can push, ' +
        'and repositories created, renamed or transferred since July 2026 send another subject; give `repositoryId`, ' +
        'which `gh api repos/acme/api --jq .id` prints [ack: cdk-ecr::reusableName]',
    ]);
  });

  test.each([
    ['the default form', 'repo:acme@123/api@456:ref:refs/heads/main'],
    ['a claim', 'repository_owner:acme:repository_id:456'],
  ])('of GitHub with subjects that have an id has no warning: %s', (__, subject) => {
    expect(synthesize(WorkloadIdentity.gitHub({ ...ofBranch, subjects: [subject] })).warnings).toEqual([]);
  });

  test('of GitHub with subjects without an id has a warning', () => {
    expect(synthesize(WorkloadIdentity.gitHub({ ...ofBranch, subjects: ['repo:acme/api'] })).warnings).toHaveLength(1);
  });

  test('accepts tokens of the CDK', () => {
    const { conditions } = synthesize(WorkloadIdentity.gitLab({ projectPath: 'acme/api', branch: Aws.REGION }));
    expect(conditions.StringEquals['gitlab.com:sub']).toBe('project_path:acme/api:ref_type:branch:ref:eu-west-1');
  });

  test('tells the name of its CI system', () => {
    expect(`${WorkloadIdentity.gitHub(withId)}, ${WorkloadIdentity.custom(custom)}`).toBe(
      'GitHub acme/api, agent.buildkite.com',
    );
  });

  test('admits only tokens of the same repository and branch', () => {
    const { policy } = synthesize(WorkloadIdentity.gitHub(withId));
    const part = fc.constantFrom('acme', 'api', 'main', '@', '/', ':', '456', '123', 'repo', 'ref', 'refs/heads/', '*');
    const text = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(''));
    const subject = fc.oneof(
      text,
      fc.tuple(text, text).map(([left, right]) => `repo:acme${left}/api${right}:ref:refs/heads/main`),
    );
    fc.assert(
      fc.property(subject, (value) => {
        const admitted = admits(policy, { ...gitHubToken, sub: value });
        // Every admitted subject names the repository, with the id 456 or without an id.
        if (admitted) expect(value).toMatch(/^repo:acme(@.*)?\/api(@456)?:ref:refs\/heads\/main$/);
        if (value === gitHubToken.sub) expect(admitted).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a WorkloadIdentity', () => {
  const WILDCARD = 'must have no wildcard and no policy variable, which would admit other jobs as well';
  const ONE_VALUE = 'write the one value that the token has';

  test.each(['*', 'release/*', 'v?', '${aws:PrincipalTag/branch}'])('fails when the branch is %s', (branch) => {
    expect(() => WorkloadIdentity.gitHub({ ...withId, branch })).toThrow(
      `WorkloadIdentity.gitHub: branch is "${branch}" but ${WILDCARD}; ${ONE_VALUE}`,
    );
  });

  test.each(['*', 'repo:acme/*', 'repo:acme/api:*', 'repo:acme/api:ref:refs/heads/${x}'])(
    'fails when a subject is %s',
    (subject) => {
      expect(() => WorkloadIdentity.gitHub({ ...withId, subjects: ['x', subject] })).toThrow(
        `WorkloadIdentity.gitHub: subjects[1] is "${subject}" but ${WILDCARD}; ${ONE_VALUE}`,
      );
      expect(() => WorkloadIdentity.custom({ ...custom, subjects: [subject] })).toThrow(
        `WorkloadIdentity.custom: subjects[0] is "${subject}" but ${WILDCARD}; ${ONE_VALUE}`,
      );
    },
  );

  test.each(['repo:acme/api:pull_request', 'repo:acme@1/api@2:pull_request', 'ref:refs/pull/7/merge'])(
    'fails when a subject is %s',
    (subject) => {
      expect(() => WorkloadIdentity.gitHub({ ...withId, subjects: [subject] })).toThrow(
        `WorkloadIdentity.gitHub: subjects[0] is "${subject}" but must not admit pull requests, whose author ` +
          `decides what is pushed; ${ONE_VALUE}`,
      );
    },
  );

  test('fails when the branch has a prefix', () => {
    expect(() => WorkloadIdentity.gitHub({ ...withId, branch: 'refs/heads/main' })).toThrow(
      'WorkloadIdentity.gitHub: branch is "refs/heads/main" but must be like "main"; copy it from the settings of the CI system',
    );
  });

  test('fails when neither branch nor tag nor environment is given', () => {
    expect(() => WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456' })).toThrow(
      'WorkloadIdentity.gitHub: branch, tag or environment is undefined but must be given, because without it every branch ' +
        'and every pull request could use the role; name what images are built from',
    );
    expect(() => WorkloadIdentity.gitLab({ projectPath: 'acme/api' })).toThrow(
      'WorkloadIdentity.gitLab: branch or tag is undefined but must be given, because without it every branch and every pull ' +
        'request could use the role; name what images are built from',
    );
  });

  test('fails when protectedRef is a text, which would count as true', () => {
    const protectedRef = 'false' as unknown as boolean;
    expect(() => WorkloadIdentity.gitLab({ projectPath: 'acme/api', branch: 'main', protectedRef })).toThrow(
      'WorkloadIdentity.gitLab: protectedRef is "false" but must be true or false; write it without quotes',
    );
  });

  test('fails when both branch and tag are given', () => {
    const both = 'branch and tag is ["main","v1"] but must be only one of branch or tag';
    const why = 'because a token is for one of them; declare a role for each';
    expect(() => WorkloadIdentity.gitHub({ ...withId, tag: 'v1', environment: 'prod' })).toThrow(
      `WorkloadIdentity.gitHub: ${both}, ${why}`,
    );
    expect(() => WorkloadIdentity.gitLab({ projectPath: 'acme/api', branch: 'main', tag: 'v1' })).toThrow(
      `WorkloadIdentity.gitLab: ${both}, ${why}`,
    );
  });

  test.each<[string, GitHubIdentityOptions, string]>([
    ['neither a repository nor ids are given', { owner: 'acme', branch: 'main' }, 'undefined'],
    ['an id is given without the name', { owner: 'acme', branch: 'main', repositoryId: '456' }, 'undefined'],
    ['a repository and several ids are given', { ...ofBranch, repositoryIds: ['456'] }, '"api"'],
    [
      'an id and several ids are given',
      { owner: 'acme', branch: 'main', repositoryId: '456', repositoryIds: ['457'] },
      'undefined',
    ],
  ])('fails when %s', (__, options, found) => {
    expect(() => WorkloadIdentity.gitHub(options)).toThrow(
      `WorkloadIdentity.gitHub: repository is ${found} but must be given with repositoryId for one repository, or left out ` +
        'with it for several repositoryIds; give either repository and repositoryId, or repositoryIds',
    );
  });

  test('fails when there are no ids of repositories, or one is a name', () => {
    const several = (repositoryIds: string[]) =>
      WorkloadIdentity.gitHub({ owner: 'acme', branch: 'main', repositoryIds });
    expect(() => several([])).toThrow(
      'WorkloadIdentity.gitHub: repositoryIds is [] but must have at least one id of a repository, without which every ' +
        'repository of the owner could use the role; give their ids',
    );
    expect(() => several(['456', 'api'])).toThrow(
      'WorkloadIdentity.gitHub: repositoryIds[1] is "api" but must be like "456789"; copy it from the settings of the CI system',
    );
    expect(() => several(['45*'])).toThrow(`WorkloadIdentity.gitHub: repositoryIds[0] is "45*" but ${WILDCARD}`);
  });

  test.each([
    ['acme/ci/.github/workflows/*@refs/heads/main', WILDCARD],
    ['acme/ci/.github/workflows/push.yml@refs/tags/v*', WILDCARD],
    ['acme/ci/.github/workflows/push.yml@refs/pull/7/merge', 'must not admit pull requests'],
    ['acme/ci/.github/workflows/push.yml', 'must be like "acme/ci/.github/workflows/push.yml@refs/heads/main"'],
    ['acme/ci/.github/workflows/push.yml@', 'must be like "acme/ci/.github/workflows/push.yml@refs/heads/main"'],
    ['acme/ci/.github/workflows/push.yml@main', 'must be like "acme/ci/.github/workflows/push.yml@refs/heads/main"'],
    ['acme/ci/.github/workflows/push.yml@9f31820', 'must be like "acme/ci/.github/workflows/push.yml@refs/heads/main"'],
  ])('fails when the reusable workflow is %s', (jobWorkflowRef, must) => {
    expect(() => WorkloadIdentity.gitHub({ ...withId, jobWorkflowRef })).toThrow(
      `WorkloadIdentity.gitHub: jobWorkflowRef is "${jobWorkflowRef}" but ${must}`,
    );
  });

  const FORM = 'copy it from the settings of the CI system';
  test.each<[string, string, () => unknown]>([
    [
      'WorkloadIdentity.gitHub: owner is "acme/api"',
      'like "acme"',
      () => WorkloadIdentity.gitHub({ ...withId, owner: 'acme/api' }),
    ],
    [
      'WorkloadIdentity.gitHub: repository is "acme/api"',
      'like "api"',
      () => WorkloadIdentity.gitHub({ ...withId, repository: 'acme/api' }),
    ],
    [
      'WorkloadIdentity.gitHub: repositoryId is "R_kgDO"',
      'like "456789"',
      () => WorkloadIdentity.gitHub({ ...withId, repositoryId: 'R_kgDO' }),
    ],
    [
      'WorkloadIdentity.gitHub: jobWorkflowRef is "push.yml"',
      'like "acme/ci/.github/workflows/push.yml@refs/heads/main"',
      () => WorkloadIdentity.gitHub({ ...withId, jobWorkflowRef: 'push.yml' }),
    ],
    [
      'WorkloadIdentity.gitLab: projectPath is "acme"',
      'like "acme/backend/api"',
      () => WorkloadIdentity.gitLab({ projectPath: 'acme', branch: 'main' }),
    ],
    [
      'WorkloadIdentity.bitbucket: repositoryUuid is "api"',
      'like "8a2c3f60-0b1d-4a6e-9c57-1f2e3d4c5b6a"',
      () => WorkloadIdentity.bitbucket({ ...ofBitbucket, repositoryUuid: 'api' }),
    ],
    [
      'WorkloadIdentity.circleCi: projectId is "api"',
      'like "8a2c3f60-0b1d-4a6e-9c57-1f2e3d4c5b6a"',
      () => WorkloadIdentity.circleCi({ ...ofCircleCi, projectId: 'api' }),
    ],
  ])('fails when %s', (start, like, make) => {
    expect(make).toThrow(`${start} but must be ${like}; ${FORM}`);
  });

  test('fails when there are no subjects', () => {
    expect(() => WorkloadIdentity.gitHub({ ...withId, subjects: [] })).toThrow(
      'WorkloadIdentity.gitHub: subjects is [] but must have at least one subject; leave it out for the subjects that GitHub ' +
        'uses by default',
    );
    expect(() => WorkloadIdentity.custom({ issuerUrl: custom.issuerUrl, audience: 'x' })).toThrow(
      'WorkloadIdentity.custom: subjects is [] but must have at least one subject, without which every job of the issuer ' +
        'could use the role; give subjects, or subjectPrefixes where a subject ends in something that differs from run to run',
    );
  });

  test.each(['', ' '])('fails when the audience is "%s"', (audience) => {
    const text = `audience is "${audience}" but must not be empty; ${ONE_VALUE}`;
    expect(() => WorkloadIdentity.custom({ ...custom, audience })).toThrow(`WorkloadIdentity.custom: ${text}`);
    expect(() => WorkloadIdentity.gitHub({ ...withId, audience })).toThrow(`WorkloadIdentity.gitHub: ${text}`);
  });

  test.each([':', '/', 'organization:acme', 'a::'])('fails when a prefix of subjects is %s', (prefix) => {
    expect(() => WorkloadIdentity.custom({ ...custom, subjectPrefixes: [prefix] })).toThrow(
      `WorkloadIdentity.custom: subjectPrefixes[0] is "${prefix}" but must name something and end in ":" or "/", so that it ` +
        'does not match the start of a longer name; end it at the last separator before what differs from run to run',
    );
  });

  test.each([
    ['https://token.actions.githubusercontent.com', 'repo:'],
    ['https://token.actions.githubusercontent.com', 'repo:acme/'],
    ['https://token.actions.githubusercontent.com', 'repo:acme/api:'],
    ['https://gitlab.com', 'project_path:acme/'],
    ['https://ci.example', 'organization:'],
  ])('fails when a prefix of a subject of %s names no job: %s', (issuerUrl, prefix) => {
    expect(() => WorkloadIdentity.custom({ ...custom, issuerUrl, subjectPrefixes: [prefix] })).toThrow(
      `WorkloadIdentity.custom: subjectPrefixes[0] is "${prefix}" but must name the owner, the project and the branch or ` +
        'environment, as far as the subjects of the issuer have them; add the parts of the subject that are the same in ' +
        'every run, or give whole subjects',
    );
  });

  test.each(['aud', 'sub', 'a:b'])('fails when a further claim is %s', (claim) => {
    expect(() => WorkloadIdentity.custom({ ...custom, claims: { [claim]: 'x' } })).toThrow(
      `WorkloadIdentity.custom: claims is "${claim}" but must be the name of a claim other than aud and sub; use audience, ` +
        'subjects and subjectPrefixes for these two',
    );
  });

  test.each(['http://gitlab.com', 'gitlab.com', 'https://gitlab.com/', 'https://gitlab.com:8443', 'https://a.b/c?d'])(
    'fails when the URL is %s',
    (url) => {
      expect(() => WorkloadIdentity.gitLab({ projectPath: 'acme/api', branch: 'main', url })).toThrow(
        `WorkloadIdentity.gitLab: url is "${url}" but must be a literal https URL of at most 255 characters without port, ` +
          'query and slash at the end; write the value of the claim "iss"',
      );
    },
  );

  test('fails when the URL is a token, because a condition key needs the text', () => {
    expect(() => WorkloadIdentity.custom({ ...custom, issuerUrl: `https://${Aws.STACK_NAME}` })).toThrow(
      /must be a literal/,
    );
  });

  test('fails when a branch of CircleCI has no origin', () => {
    expect(() => WorkloadIdentity.circleCi({ ...ofCircleCi, branch: 'main' })).toThrow(
      'WorkloadIdentity.circleCi: branch is "main" but must come with the other one of vcsOrigin and branch, because the ' +
        'token names both together; give both, or neither for every branch of the project',
    );
  });
});

describe('the evaluator of trusts', () => {
  const statement = (Condition: object, Effect = 'Allow') => ({
    Effect,
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' },
    Condition,
  });
  const policy = (...conditions: object[]) => ({ Statement: conditions.map((each) => statement(each)) });

  test('ignores a claim that STS makes no key of', () => {
    const token = { ...gitLabToken, project_id: '7' };
    expect(admits(policy({ StringEquals: { 'gitlab.com:project_id': '7' } }), token)).toBe(false);
    // The reason to refuse ForAllValues.
    expect(admits(policy({ 'ForAllValues:StringEquals': { 'gitlab.com:project_id': '8' } }), token)).toBe(true);
  });

  test('ignores a key of another issuer', () => {
    expect(admits(policy({ StringEquals: { 'gitlab.example:aud': gitLabToken.aud } }), gitLabToken)).toBe(false);
  });

  test('admits by one of the statements, unless a Deny matches', () => {
    const [no, yes] = [{ StringEquals: { 'gitlab.com:aud': 'x' } }, { StringLike: { 'gitlab.com:aud': 'https://*' } }];
    expect(admits(policy(no), gitLabToken)).toBe(false);
    expect(admits(policy(no, yes), gitLabToken)).toBe(true);
    expect(admits({ Statement: [statement(yes), statement(yes, 'Deny')] }, gitLabToken)).toBe(false);
  });

  test('compares values with case, and takes no pattern for a regular expression', () => {
    expect(admits(policy({ StringEquals: { 'gitlab.com:aud': 'HTTPS://gitlab.com' } }), gitLabToken)).toBe(false);
    expect(admits(policy({ StringLike: { 'gitlab.com:aud': 'https://gitlab?com' } }), gitLabToken)).toBe(true);
    expect(admits(policy({ StringLike: { 'gitlab.com:aud': '.*' } }), gitLabToken)).toBe(false);
  });

  test('fails when it does not know an operator', () => {
    expect(() => admits(policy({ StringNotEquals: { 'gitlab.com:aud': 'x' } }), gitLabToken)).toThrow(
      'The evaluator does not know StringNotEquals: teach it',
    );
  });
});

test('iam-simulate ignores the claims of providers, which is why there is an evaluator of our own', async () => {
  const provider = 'arn:aws:iam::111122223333:oidc-provider/gitlab.com';
  const outcome = await runSimulation(
    {
      request: {
        principal: provider,
        action: 'sts:AssumeRoleWithWebIdentity',
        resource: { resource: 'arn:aws:iam::111122223333:role/ci', accountId: '111122223333' },
        contextVariables: { 'gitlab.com:aud': 'https://gitlab.com' },
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: provider },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' } },
          },
        ],
      },
    },
    {},
  );
  expect(outcome).toMatchObject({
    resultType: 'single',
    result: { ignoredContextKeys: ['gitlab.com:aud'], analysis: { result: 'ImplicitlyDenied' } },
  });
});
