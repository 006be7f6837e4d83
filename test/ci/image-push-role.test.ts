import { App, CfnParameter, Duration, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { ImagePushRole } from '../../src/ci/image-push-role';
import type { ImagePushRoleProps } from '../../src/ci/image-push-role-props';
import { WorkloadIdentity } from '../../src/ci/workload-identity';
import { WorkloadIdentityProvider } from '../../src/ci/workload-identity-provider';
import { Registry } from '../../src/registry/registry';
import { ImageSigningProfile } from '../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../src/repository/private-repository';
import { PublicRepository } from '../../src/repository/public-repository';
import type { AccessRequest, PolicyDocument } from '../judges/iam/access-request';
import { describeDecisions } from '../judges/iam/decisions';
import { SynthesizedStack } from '../judges/iam/synthesized-stack';
import { warningsOf } from '../support/warnings';

const ACCOUNT = '111122223333';
const UUID = '8a2c3f60-0b1d-4a6e-9c57-1f2e3d4c5b6a';
const REGION = 'us-east-1';
const ENV = { account: ACCOUNT, region: REGION };
const PUSH = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:DescribeImages',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: ENV });
});

const identity = WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456', branch: 'main' });
const gitLab = (audience?: string) => WorkloadIdentity.gitLab({ projectPath: 'acme/api', branch: 'main', audience });
const prefixes = ['team-a/'];

function pushRole(props: Partial<ImagePushRoleProps> = {}, scope: Stack | Stage = stack, id = 'Ci'): ImagePushRole {
  return new ImagePushRole(scope, id, { ...(props.role ? {} : { identity }), prefixes, ...props });
}

describe('the role of CI jobs', () => {
  test('trusts the identity by the provider of the account', () => {
    pushRole();
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Role', {
      Description: 'Pushes images to Amazon ECR from GitHub acme/api',
      RoleName: Match.absent(),
      PermissionsBoundary: Match.absent(),
      MaxSessionDuration: Match.absent(),
      Tags: Match.absent(),
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: {
              Federated: {
                'Fn::Join': [
                  '',
                  [
                    'arn:',
                    { Ref: 'AWS::Partition' },
                    `:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
                  ],
                ],
              },
            },
          },
        ],
      },
    });
    template.resourceCountIs('AWS::IAM::OIDCProvider', 0);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('has no inline policy, and is created after its permissions', () => {
    const { managedPolicy, role } = pushRole();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [stack.resolve(managedPolicy.managedPolicyArn)],
    });
    expect(role.node.path).toBe('Stack/Ci/Resource');
  });

  test('has the given name, boundary and duration', () => {
    const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'ci-boundary');
    pushRole({ roleName: 'ci', permissionsBoundary, maxSessionDuration: Duration.hours(2) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'ci',
      MaxSessionDuration: 7200,
      PermissionsBoundary: stack.resolve(permissionsBoundary.managedPolicyArn),
    });
  });

  test('can be a grantee', () => {
    const grantee = pushRole();
    new ecr.Repository(stack, 'Other').grantPull(grantee);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
  });

  test('passes cdk-nag, with a wildcard for logging in and one for each prefix and tag', () => {
    pushRole({
      repositories: [new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' })],
      publicRepositories: [new PublicRepository(stack, 'Cli', { tags: { team: 'cli' } })],
      prefixes: ['team-a/', 'team-b/'],
      repositoriesTagged: { key: 'team', value: 'a' },
    });
    app.synth();
    for (const pack of [
      new AwsSolutionsChecks(),
      new HIPAASecurityChecks(),
      new NIST80053R5Checks(),
      new PCIDSS321Checks(),
    ]) {
      expect(pack.validateScope(app).violations).toEqual([]);
    }
  });
});

describe('a given role of CI jobs', () => {
  const given = () => new iam.Role(stack, 'Given', { assumedBy: new iam.AccountRootPrincipal() });

  test('gets the permissions', () => {
    const role = given();
    expect(pushRole({ role }).role).toBe(role);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [stack.resolve(role.roleName)] });
  });

  test('may be imported', () => {
    pushRole({ role: iam.Role.fromRoleName(stack, 'Imported', 'ci') });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: ['ci'] });
  });

  test('may be in an environment-agnostic stack', () => {
    const open = new Stack(app, 'Open');
    expect(() => pushRole({ role: iam.Role.fromRoleName(open, 'Imported', 'ci') }, open)).not.toThrow();
  });

  const MUST_NOT = 'correct it, or leave the role out and give an identity';
  const GITHUB = 'token.actions.githubusercontent.com';
  const trusting = (conditions: Record<string, Record<string, string>>, issuer = GITHUB) =>
    new iam.Role(stack, 'Given', {
      assumedBy: new iam.WebIdentityPrincipal(`arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`, conditions),
    });
  const [AUD, SUB] = [`${GITHUB}:aud`, `${GITHUB}:sub`];
  const audience = { [AUD]: 'sts.amazonaws.com' };

  test.each<[string, string, Record<string, Record<string, string>>]>([
    ['exact values', GITHUB, { StringEquals: { ...audience, [SUB]: 'repo:acme/api:ref:refs/heads/main' } }],
    ['ids', GITHUB, { StringEquals: audience, StringLike: { [SUB]: 'repo:acme@*/api@456:ref:refs/heads/main' } }],
    [
      'a tail, of another system',
      'ci.example',
      { StringEquals: { 'ci.example:aud': 'x' }, StringLike: { 'ci.example:sub': 'pipeline:api:*' } },
    ],
    [
      'condition keys in another case',
      GITHUB,
      {
        StringEquals: {
          [AUD.toUpperCase()]: 'sts.amazonaws.com',
          [SUB.toUpperCase()]: 'repo:acme/api:environment:prod',
        },
      },
    ],
  ])('may have a trust by %s', (_, issuer, conditions) => {
    pushRole({ role: trusting(conditions, issuer) });
    expect(() => app.synth()).not.toThrow();
  });

  const OWN_IDENTITIES: [string, () => WorkloadIdentity][] = [
    ['GitHub', () => WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '42', branch: 'main' })],
    ['GitHub without an id', () => WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', environment: 'prod' })],
    [
      'GitHub with several repositories',
      () =>
        WorkloadIdentity.gitHub({ owner: 'acme', repositoryIds: ['42', '43'], branch: 'main', environment: 'prod' }),
    ],
    ['GitLab', () => WorkloadIdentity.gitLab({ projectPath: 'acme/backend/api', branch: 'main' })],
    [
      'GitLab with a protected branch',
      () => WorkloadIdentity.gitLab({ projectPath: 'acme/backend/api', branch: 'main', protectedRef: true }),
    ],
    ['Bitbucket', () => WorkloadIdentity.bitbucket({ workspace: 'acme', workspaceUuid: UUID, repositoryUuid: UUID })],
    [
      'Bitbucket with an environment',
      () =>
        WorkloadIdentity.bitbucket({
          workspace: 'acme',
          workspaceUuid: UUID,
          repositoryUuid: UUID,
          environmentUuid: UUID,
        }),
    ],
    ['CircleCI', () => WorkloadIdentity.circleCi({ organizationId: UUID, projectId: UUID })],
    [
      'CircleCI with a branch',
      () =>
        WorkloadIdentity.circleCi({
          organizationId: UUID,
          projectId: UUID,
          vcsOrigin: 'github.com/acme/api',
          branch: 'main',
        }),
    ],
    [
      'another system',
      () =>
        WorkloadIdentity.custom({
          issuerUrl: 'https://ci.example',
          audience: 'x',
          subjectPrefixes: ['pipeline:acme:api:'],
        }),
    ],
  ];

  test.each(OWN_IDENTITIES)('may have the trust that the library itself gives: %s', (_, make) => {
    const own = new ImagePushRole(stack, 'Own', { identity: make(), prefixes });
    const trust = stack.resolve((own.role as iam.Role).assumeRolePolicy) as { Statement: [{ Condition: object }] };
    const [{ Condition: conditions }] = trust.Statement as [
      { Condition: Record<string, Record<string, string>>; Principal: { Federated: unknown } },
    ];
    const issuer = Object.keys(conditions.StringEquals)[0].replace(/:aud$/, '');
    pushRole({ role: trusting(conditions, issuer) });
    expect(() => app.synth()).not.toThrow();
  });

  const GITLAB = 'gitlab.com';
  const CIRCLE_CI = `oidc.circleci.com/org/${UUID}`;
  const BITBUCKET = 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc';
  const WILDCARD = 'have no wildcard and no policy variable, which would admit other jobs as well';
  const by = (issuer: string, sub: string) => ({
    StringEquals: { [`${issuer}:aud`]: 'x' },
    StringLike: { [`${issuer}:sub`]: sub },
  });

  test.each<[string, () => iam.IRole, string]>([
    ...['sts:*', 'sts:AssumeRole*', 'STS:AssumeRoleWithWebIdentity', '*'].map(
      (action): [string, () => iam.IRole, string] => [
        `allows ${action} without a condition`,
        () =>
          new iam.Role(stack, 'Given', {
            assumedBy: new iam.FederatedPrincipal(`arn:aws:iam::${ACCOUNT}:oidc-provider/${GITHUB}`, {}, action),
          }),
        'compare aud with StringEquals',
      ],
    ),
    ['trusts a group of GitLab', () => trusting(by(GITLAB, 'project_path:acme/*'), GITLAB), WILDCARD],
    ['trusts all of GitLab', () => trusting(by(GITLAB, 'project_path:*'), GITLAB), WILDCARD],
    [
      'trusts every branch of a project of GitLab',
      () => trusting(by(GITLAB, 'project_path:acme/api:ref_type:branch:ref:*'), GITLAB),
      WILDCARD,
    ],
    ['trusts an owner by a key in another case', () => trusting(by(GITHUB.toUpperCase(), 'repo:acme/*')), WILDCARD],
    [
      'has the claims of another issuer',
      () => trusting({ StringEquals: { 'gitlab.com:aud': 'x', 'gitlab.com:sub': 'project_path:acme/api' } }),
      'compare aud with StringEquals',
    ],
    ['trusts an organization of CircleCI', () => trusting(by(CIRCLE_CI, `org/${UUID}/*`), CIRCLE_CI), WILDCARD],
    ['trusts every project of CircleCI', () => trusting(by(CIRCLE_CI, `org/${UUID}/project/*`), CIRCLE_CI), WILDCARD],
    ['trusts a workspace of Bitbucket', () => trusting(by(BITBUCKET, '{*}:*'), BITBUCKET), WILDCARD],
    ['names one part only, of another system', () => trusting(by('ci.example', 'pipeline:*'), 'ci.example'), WILDCARD],
    [
      'admits everybody',
      () => new iam.Role(stack, 'Given', { assumedBy: new iam.AnyPrincipal() }),
      'not admit everybody without a condition',
    ],
  ])('fails when its trust policy %s', (_, make, must) => {
    pushRole({ role: make() });
    expect(() => app.synth()).toThrow(`trust policy of the role is "Stack/Given" but must ${must}`);
  });

  test.each<[string, Record<string, Record<string, string>>, string]>([
    ['has no sub', { StringEquals: audience }, 'compare sub with StringEquals or StringLike'],
    ['has no aud', { StringEquals: { [SUB]: 'repo:acme/api:ref:refs/heads/main' } }, 'compare aud with StringEquals'],
    [
      'compares aud by a pattern',
      { StringLike: { [AUD]: 'sts.amazonaws.com', [SUB]: 'repo:acme/api:ref:refs/heads/main' } },
      'compare aud with StringEquals',
    ],
    [
      'compares sub only if it is there',
      { StringEquals: audience, StringEqualsIfExists: { [SUB]: 'repo:acme/api:ref:refs/heads/main' } },
      'compare sub with StringEquals or StringLike',
    ],
    [
      'uses ForAllValues',
      {
        StringEquals: { ...audience, [SUB]: 'repo:acme/api:ref:refs/heads/main' },
        'ForAllValues:StringEquals': { [`${GITHUB}:actor`]: 'me' },
      },
      'not use ForAllValues, which is true for a token without the claim',
    ],
    [
      'trusts everybody',
      { StringEquals: audience, StringLike: { [SUB]: '*' } },
      'have no wildcard and no policy variable, which would admit other jobs as well (sub "*")',
    ],
    [
      'trusts every repository of an owner',
      { StringEquals: audience, StringLike: { [SUB]: 'repo:acme/*' } },
      'have no wildcard and no policy variable, which would admit other jobs as well (sub "repo:acme/*")',
    ],
    [
      'trusts pull requests by a tail',
      { StringEquals: audience, StringLike: { [SUB]: 'repo:acme/api:*' } },
      'have no wildcard and no policy variable, which would admit other jobs as well (sub "repo:acme/api:*")',
    ],
    [
      'trusts pull requests',
      { StringEquals: { ...audience, [SUB]: 'repo:acme/api:pull_request' } },
      'not admit pull requests, whose author decides what is pushed (sub "repo:acme/api:pull_request")',
    ],
  ])('fails when its trust policy %s', (_, conditions, must) => {
    pushRole({ role: trusting(conditions) });
    expect(() => app.synth()).toThrow(
      `ImagePushRole at Stack/Ci: trust policy of the role is "Stack/Given" but must ${must}; ${MUST_NOT}`,
    );
  });

  const IDS = `${GITHUB}:repository_id`;
  const anyName = (ids: object, sub = 'repo:acme/*:ref:refs/heads/main', more: object = {}) =>
    trusting({ StringEquals: { ...audience, ...ids }, StringLike: { [SUB]: sub }, ...more } as never);

  test.each<[string, object, string?]>([
    ['one id', { [IDS]: '456' }],
    ['several ids', { [IDS]: ['456', '457'] }],
    ['a key in another case', { [IDS.toUpperCase()]: '456' }],
    ['ids in the subject, too', { [IDS]: '456' }, 'repo:acme@*/*@456:ref:refs/heads/main'],
    ['the id of the owner', { [IDS]: '456' }, 'repo:acme@1/*:ref:refs/heads/main'],
    ['an environment', { [IDS]: '456' }, 'repo:acme/*:environment:prod'],
  ])('may trust repositories of any name by their ids: %s', (...[, ids, sub]) => {
    pushRole({ role: anyName(ids, sub) });
    expect(() => app.synth()).not.toThrow();
  });

  test.each<[string, object, string?, object?]>([
    ['no ids', {}],
    ['an id that is a pattern', { [IDS]: '45*' }],
    ['an id among others that is a pattern', { [IDS]: ['456', '*'] }],
    ['an id that only the deployment knows', { [IDS]: ['456', { Ref: 'Id' }] }],
    ['no id in the list', { [IDS]: [] }, 'repo:acme/*', undefined],
    ['ids by a pattern', {}, undefined, { StringLike: { [IDS]: '456', [SUB]: 'repo:acme/*:ref:refs/heads/main' } }],
    ['ids that may be missing', {}, undefined, { StringEqualsIfExists: { [IDS]: '456' } }],
    ['ids of another issuer', { 'gitlab.com:repository_id': '456' }],
    ['another claim', { [`${GITHUB}:repository`]: 'acme/api' }],
    ['any owner', { [IDS]: '456' }, 'repo:*/*:ref:refs/heads/main'],
    ['owners that start alike', { [IDS]: '456' }, 'repo:acme*/*:ref:refs/heads/main'],
    ['names that start alike', { [IDS]: '456' }, 'repo:acme/api*:ref:refs/heads/main'],
    ['any branch', { [IDS]: '456' }, 'repo:acme/*:ref:refs/heads/*'],
    ['any subject of the owner', { [IDS]: '456' }, 'repo:acme/*'],
  ])('fails when it trusts repositories of any name by %s', (...[, ids, sub, more]) => {
    pushRole({ role: anyName(ids, sub, more) });
    expect(() => app.synth()).toThrow(WILDCARD);
  });

  test('fails when it trusts pull requests of several repositories', () => {
    pushRole({ role: anyName({ [IDS]: '456' }, 'repo:acme/*:pull_request') });
    expect(() => app.synth()).toThrow('not admit pull requests');
  });

  const SOUND = { StringEquals: { ...audience, [SUB]: 'repo:acme/api:ref:refs/heads/main' } };
  const lax = { StringEquals: audience };

  test.each(['STS:assumeROLEwithWEBidentity', 'sts:AssumeRole*', 'sts:*', '*'])(
    'is judged by a trust policy with the action %s',
    (action) => {
      const provider = new iam.FederatedPrincipal(
        `arn:aws:iam::${ACCOUNT}:oidc-provider/${GITHUB}`,
        lax,
        'sts:TagSession',
      );
      const role = new iam.Role(stack, 'Given', { assumedBy: provider });
      role.assumeRolePolicy!.addStatements(
        new iam.PolicyStatement({ actions: [action], principals: [provider], conditions: lax }),
      );
      pushRole({ role });
      expect(() => app.synth()).toThrow('must compare sub with StringEquals or StringLike');
    },
  );

  test.each<[string, iam.IPrincipal]>([
    ['an account', new iam.AccountPrincipal(ACCOUNT)],
    ['a service', new iam.ServicePrincipal('codebuild.amazonaws.com')],
    ['a SAML provider', new iam.FederatedPrincipal(`arn:aws:iam::${ACCOUNT}:saml-provider/idp`, {}, 'sts:AssumeRole')],
  ])('may trust %s with all actions of STS, because it has no tokens', (_, principal) => {
    const role = trusting(SOUND);
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:*'], principals: [principal] }));
    pushRole({ role });
    expect(() => app.synth()).not.toThrow();
  });

  test('is judged by keys and operators in any case', () => {
    const upper = (sub: string) => ({
      STRINGequals: { [AUD.toUpperCase()]: 'sts.amazonaws.com' },
      stringLIKE: { [SUB.toUpperCase()]: sub },
    });
    pushRole({ role: trusting(upper('repo:acme/api:*')) });
    expect(() => app.synth()).toThrow('which would admit other jobs as well (sub "repo:acme/api:*")');
  });

  test('may have a trust whose keys and operators are in another case', () => {
    const conditions = Object.entries(SOUND.StringEquals).map(([key, value]) => [key.toUpperCase(), value]);
    pushRole({ role: trusting({ stringEQUALS: Object.fromEntries(conditions) as Record<string, string> }) });
    expect(() => app.synth()).not.toThrow();
  });

  test('fails when something is given that a role has where it is declared', () => {
    expect(() => pushRole({ role: given(), identity, roleName: 'ci' })).toThrow(
      'ImagePushRole at Stack/Ci: role is "Stack/Given" but must not be given together with identity, roleName, which a ' +
        'role has where it is declared; leave out one or the other',
    );
  });

  test.each<[string, () => iam.IRole]>([
    ['of another account', () => iam.Role.fromRoleArn(stack, 'Given', 'arn:aws:iam::444455556666:role/ci')],
    ['not to be changed', () => iam.Role.fromRoleName(stack, 'Given', 'ci', { mutable: false })],
    [
      'declared in another account',
      () =>
        new iam.Role(new Stack(app, 'Other', { env: { ...ENV, account: '444455556666' } }), 'Given', {
          roleName: 'ci',
          assumedBy: new iam.AccountRootPrincipal(),
        }),
    ],
  ])('fails when it is %s', (_, make) => {
    expect(() => pushRole({ role: make() })).toThrow(
      /ImagePushRole at Stack\/Ci: role is ".*Given" but must be a role of the same account that can be changed, to which the permissions can be attached; declare the ImagePushRole in a stack of that account, or import the role without `mutable: false`/,
    );
  });

  test('fails when neither role nor identity is given', () => {
    expect(() => new ImagePushRole(stack, 'Ci', { prefixes })).toThrow(
      'ImagePushRole at Stack/Ci: identity is undefined but must be given where no role is; name the jobs that push, e.g. ' +
        'WorkloadIdentity.gitHub(…)',
    );
  });
});

test.each(['', 'team', 'team-*/'])('fails the synthesis when a prefix that is known late is "%s"', (late) => {
  new ImagePushRole(stack, 'Ci', { identity, prefixes: [Lazy.string({ produce: () => late })] });
  expect(() => app.synth()).toThrow(
    `ImagePushRole at Stack/Ci: prefixes[0] is "${late}" but must be the start of a repository name that ends in "/", so ` +
      'that it does not match "team-ab" for "team-a"; end it at a "/" and leave out wildcards',
  );
});

test('accepts a prefix that is known late, and one that only the deployment knows', () => {
  const parameter = new CfnParameter(stack, 'Prefix');
  const late = [Lazy.string({ produce: () => 'team/' }), parameter.valueAsString];
  new ImagePushRole(stack, 'Ci', { identity, prefixes: late });
  expect(() => app.synth()).not.toThrow();
});

describe('the OpenID Connect provider', () => {
  const TYPE = 'AWS::IAM::OIDCProvider';
  const create = (removalPolicy?: never) => WorkloadIdentityProvider.create({ removalPolicy });

  test('is created on request, retained', () => {
    pushRole({ identityProvider: create() });
    const template = Template.fromStack(stack);
    template.hasResource(TYPE, {
      DeletionPolicy: 'Retain',
      Properties: {
        Url: 'https://token.actions.githubusercontent.com',
        ClientIdList: ['sts.amazonaws.com'],
        ThumbprintList: Match.absent(),
      },
    });
    const [logicalId] = Object.keys(template.findResources(TYPE));
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { Federated: { 'Fn::GetAtt': [logicalId, 'Arn'] } } }],
      },
    });
  });

  test('has the audiences of all roles of the account, in any order and region', () => {
    pushRole({ identity: gitLab('b') }, stack, 'First');
    pushRole({ identity: gitLab('c'), identityProvider: create() }, stack, 'Second');
    pushRole({ identity: gitLab('a') }, new Stack(app, 'Region', { env: { ...ENV, region: 'eu-west-1' } }));
    pushRole({ identity: gitLab('x') }, new Stack(app, 'Account', { env: { ...ENV, account: '444455556666' } }));
    pushRole({}, stack, 'GitHub');
    Template.fromStack(stack).hasResourceProperties(TYPE, { ClientIdList: ['a', 'b', 'c'] });
  });

  test('is created before every role of the account that refers to it by URL', () => {
    const early = new Stack(app, 'Early', { env: ENV });
    pushRole({}, early);
    pushRole({ identity: gitLab() }, early, 'GitLab');
    pushRole({}, stack, 'Beside');
    pushRole({ identityProvider: create() });
    const other = new Stack(app, 'Other', { env: { ...ENV, account: '444455556666' } });
    pushRole({}, other);
    app.synth();
    expect(early.dependencies).toEqual([stack]);
    expect(other.dependencies).toEqual([]);
    const [provider] = Object.keys(Template.fromStack(stack).findResources(TYPE));
    const depending = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role'))
      .filter(([, { DependsOn = [] }]) => DependsOn.includes(provider))
      .map(([logicalId]) => logicalId);
    expect(depending).toEqual([expect.stringMatching(/^Beside/)]);
  });

  test('is that of the account for a stage, which cannot wait for it', () => {
    pushRole({ identityProvider: create() });
    const stage = new Stage(app, 'Prod', { env: ENV });
    pushRole({}, new Stack(stage, 'Stack'));
    expect(() => app.synth()).not.toThrow();
  });

  test('accepts a role after its stage was synthesized if it has the audience', () => {
    const stage = new Stage(app, 'Prod', { env: ENV });
    pushRole({ identityProvider: create() }, new Stack(stage, 'Stack'));
    stage.synth();
    expect(() => pushRole()).not.toThrow();
  });

  test('fails when an audience comes after its stage was synthesized', () => {
    const stage = new Stage(app, 'Prod', { env: ENV });
    pushRole({ identityProvider: create(), identity: gitLab('a') }, new Stack(stage, 'Stack'));
    stage.synth();
    expect(() => pushRole({ identity: gitLab('b') })).toThrow(
      'WorkloadIdentityProvider at Stack/Ci: audience is "b" but must be known before Prod/Stack/Ci/Provider is synthesized, ' +
        'which has to list it; declare the role before the stage is added to a pipeline (addStage) or the app is ' +
        'synthesized',
    );
  });

  test('may be given', () => {
    const provider = new iam.OidcProviderNative(stack, 'Own', { url: 'https://gitlab.com', clientIds: ['x'] });
    pushRole({ identity: gitLab('x'), identityProvider: WorkloadIdentityProvider.fromProvider(provider) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { Federated: stack.resolve(provider.oidcProviderArn) } }],
      },
    });
  });

  test('is created once for each account, and for each URL', () => {
    pushRole({ identityProvider: create() });
    pushRole({ identityProvider: create(), identity: gitLab() }, stack, 'GitLab');
    const other = new Stack(app, 'Other', { env: { ...ENV, account: '444455556666' } });
    pushRole({ identityProvider: create() }, other);
    // Each stage may be deployed to an account of its own.
    for (const id of ['One', 'Two']) {
      pushRole({ identityProvider: create() }, new Stack(new Stage(app, id), 'Stack'));
    }
    Template.fromStack(stack).resourceCountIs(TYPE, 2);
  });

  const SECOND = (path: string) =>
    'provider is "https://token.actions.githubusercontent.com" but must be created once for an account, and ' +
    `${path} creates it already; use WorkloadIdentityProvider.existing(), which waits for it`;

  test.each([
    ['the same stack', () => stack],
    ['another region', () => new Stack(app, 'Region', { env: { ...ENV, region: 'eu-west-1' } })],
  ])('fails when it is created twice: %s', (_, scope) => {
    pushRole({ identityProvider: create() });
    const other = scope();
    expect(() => pushRole({ identityProvider: create() }, other, 'Second')).toThrow(
      `WorkloadIdentityProvider.create at ${other.node.path}/Second: ${SECOND('Stack/Ci/Provider')}`,
    );
  });

  test('fails when it is created twice: stacks that leave their account open', () => {
    pushRole({ identityProvider: create() }, new Stack(app, 'One'));
    expect(() => pushRole({ identityProvider: create() }, new Stack(app, 'Two'))).toThrow(SECOND('One/Ci/Provider'));
  });

  test('fails when it is created twice: by something else', () => {
    pushRole({ identityProvider: create() });
    const url = 'https://token.actions.githubusercontent.com';
    new iam.OidcProviderNative(stack, 'Own', { url });
    expect(() => app.synth()).toThrow(SECOND('Stack/Own/Resource'));
  });

  test('fails at the line that gives an ARN in place of a provider', () => {
    const arn = 'arn:aws:iam::111122223333:oidc-provider/gitlab.com';
    expect(() => WorkloadIdentityProvider.fromProvider(arn as never)).toThrow(
      `WorkloadIdentityProvider.fromProvider: provider is "${arn}" but must be an OpenID Connect provider of IAM; import ` +
        'one by its ARN with OidcProviderNative.fromOidcProviderArn, or use existing()',
    );
  });

  test('fails with options that are no object', () => {
    expect(() => WorkloadIdentityProvider.create(null as never)).toThrow(
      'WorkloadIdentityProvider.create: options is null but must be an object with properties; write { removalPolicy: … }, ' +
        'or nothing',
    );
  });

  test('fails when it is given and of another issuer', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com`;
    const provider = iam.OidcProviderNative.fromOidcProviderArn(stack, 'Own', arn);
    expect(() => pushRole({ identityProvider: WorkloadIdentityProvider.fromProvider(provider) })).toThrow(
      `WorkloadIdentityProvider.fromProvider at Stack/Ci: provider is "${arn}" but must be of ` +
        'https://token.actions.githubusercontent.com, which issues the tokens of GitHub acme/api; give the provider of ' +
        'that URL, or leave it out for the one that the account has',
    );
  });
});

describe('the repositories of an ImagePushRole', () => {
  test('allow the role also in another account', () => {
    const owner = new Stack(app, 'Owner', { env: { ...ENV, account: '444455556666' } });
    const repository = new PrivateRepository(owner, 'Api', { repositoryName: 'team/api' });
    pushRole({ repositories: [repository], prefixes: [], roleName: 'ci' });
    Template.fromStack(owner).hasResourceProperties('AWS::ECR::Repository', {
      RepositoryPolicyText: { Statement: [{ Action: PUSH, Effect: 'Allow' }] },
    });
  });

  test.each<[string, () => ecr.IRepository]>([
    ['ours', () => new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api' })],
    ['of the base library', () => new ecr.Repository(stack, 'Api', { repositoryName: 'prod/api' })],
  ])('include a repository %s that a rule signs', (_, make) => {
    const profile = new ImageSigningProfile(stack, 'Profile', { signingProfileName: 'images' });
    new Registry(stack, 'Registry').addSigningRule({ profile, repositoryFilters: ['prod/*'] });
    pushRole({ repositories: [make()], prefixes: [] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'signer:SignPayload' })]) },
    });
    expect(warningsOf(stack).filter((warning) => warning.includes('cannotSign'))).toEqual([]);
  });

  test('may need profiles that the app does not know', () => {
    const profile = new ImageSigningProfile(stack, 'Profile', { signingProfileName: 'images' });
    pushRole({ signingProfiles: [profile] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Action: 'signer:SignPayload',
            Effect: 'Allow',
            Resource: stack.resolve(profile.signingProfileArn),
          },
        ]),
      },
    });
  });

  test('are named in one statement', () => {
    const repositories = ['a1', 'b1', 'c1'].map((repositoryName) =>
      PrivateRepository.fromRepositoryName(stack, repositoryName, repositoryName),
    );
    pushRole({ repositories, prefixes: [] });
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(policy.Properties.PolicyDocument.Statement).toHaveLength(2);
  });

  test('may be found by a tag, which the role has as well', () => {
    pushRole({ prefixes: [], repositoriesTagged: { key: 'team', value: 'a' } });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { Tags: [{ Key: 'team', Value: 'a' }] });
  });

  test('fails when there is nothing', () => {
    expect(() => pushRole({ prefixes: [] })).toThrow(
      'ImagePushRole at Stack/Ci: repositories is [] but must name what the role pushes to; give repositories, ' +
        'publicRepositories, prefixes or repositoriesTagged',
    );
  });

  test('fails when it creates on push without a prefix', () => {
    const repositories = [PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api')];
    expect(() => pushRole({ prefixes: undefined, repositories, createOnPush: true })).toThrow(
      'ImagePushRole at Stack/Ci: createOnPush is true but must come with prefixes, below which the role may create ' +
        'repositories; give prefixes or leave it out',
    );
  });

  test.each(['team-a', '/', '', '*', 'team-*/', '/team-a/', 'Team/', 'team//'])(
    'fails when a prefix is "%s"',
    (prefix) => {
      expect(() => pushRole({ prefixes: ['ok/', prefix] })).toThrow(
        `ImagePushRole at Stack/Ci: prefixes[1] is "${prefix}" but must be the start of a repository name that ends in ` +
          '"/", so that it does not match "team-ab" for "team-a"; end it at a "/" and leave out wildcards',
      );
    },
  );

  test('fails when a tag cannot be one', () => {
    expect(() => pushRole({ repositoriesTagged: { key: 'aws:team', value: 'a' } })).toThrow(
      'ImagePushRole at Stack/Ci: repositoriesTagged.key is "aws:team" but must be 1 to 127 letters, digits and ' +
        '".:/=+@_-" that do not start with "aws:"; use another tag',
    );
    expect(() => pushRole({ repositoriesTagged: { key: 'team', value: '*' } }, stack, 'Second')).toThrow(
      'ImagePushRole at Stack/Second: repositoriesTagged.value is "*" but must be 1 to 255 letters, digits, spaces and ' +
        '".:/=+@_-", as tags of IAM; use another value',
    );
  });
});

/** What the role may do. */
function policies(props: (scope: Stack) => Partial<ImagePushRoleProps>): PolicyDocument[] {
  const one = new Stack(new App(), 'Stack', { env: ENV });
  pushRole({ prefixes: [], ...props(one) }, one);
  const synthesized = SynthesizedStack.of(one);
  return synthesized.identityPolicies(synthesized.onlyLogicalId('AWS::IAM::Role'));
}

const arnOf = (name: string, region = REGION) => `arn:aws:ecr:${region}:${ACCOUNT}:repository/${name}`;
const request = (identityPolicies: PolicyDocument[], action: string, resource: string): AccessRequest => ({
  caller: { kind: 'role', account: ACCOUNT, name: 'ci' },
  action,
  resource,
  identityPolicies,
});

const NEVER = ['ecr:BatchDeleteImage', 'ecr:DeleteRepository', 'ecr:SetRepositoryPolicy', 'ecr:PutImageTagMutability'];
const denied = NEVER.map((action) => ({ when: `it calls ${action} instead`, change: { action } }));

const ofRepository = policies((scope) => ({
  repositories: [PrivateRepository.fromRepositoryName(scope, 'Api', 'team/api')],
}));
const ofPrefix = policies(() => ({ prefixes: ['team-a/', 'team-b/'] }));
const ofCreating = policies(() => ({ prefixes: ['team-a/'], createOnPush: true }));
const ofTag = policies(() => ({ repositoriesTagged: { key: 'team', value: 'a' } }));
const ofPublic = policies((scope) => ({
  publicRepositories: [PublicRepository.fromPublicRepositoryName(scope, 'Cli', 'acme/cli')],
}));

describeDecisions('what the role may do', [
  ...PUSH.flatMap((action) => [
    {
      name: `${action} on a given repository`,
      allow: request(ofRepository, action, arnOf('team/api')),
      denyWhen: [
        ...denied,
        { when: 'the name is longer', change: { resource: arnOf('team/api-2') } },
        { when: 'it is in another region', change: { resource: arnOf('team/api', 'eu-west-1') } },
      ],
    },
    {
      name: `${action} below a prefix`,
      allow: request(ofPrefix, action, arnOf('team-b/api')),
      denyWhen: [
        ...denied,
        { when: 'it creates the repository instead', change: { action: 'ecr:CreateRepository' } },
        { when: 'the prefix is another one', change: { resource: arnOf('team-c/api') } },
        { when: 'the prefix is longer', change: { resource: arnOf('team-bb/api') } },
        { when: 'it is in another region', change: { resource: arnOf('team-b/api', 'eu-west-1') } },
      ],
    },
    {
      name: `${action} by tag`,
      allow: {
        ...request(ofTag, action, arnOf('any/api')),
        context: { 'aws:PrincipalTag/team': 'a', 'aws:ResourceTag/team': 'a' },
      },
      denyWhen: [
        ...denied,
        { when: 'the repository has another value', change: { context: { 'aws:ResourceTag/team': 'b' } } },
        { when: 'the repository has no tag', change: { context: { 'aws:ResourceTag/team': undefined } } },
        { when: 'the role has another value', change: { context: { 'aws:PrincipalTag/team': 'b' } } },
        { when: 'the role has no tag', change: { context: { 'aws:PrincipalTag/team': undefined } } },
        { when: 'it tags instead', change: { action: 'ecr:TagResource' }, explicitly: true },
        { when: 'it untags instead', change: { action: 'ecr:UntagResource' }, explicitly: true },
      ],
    },
  ]),
  {
    name: 'creates a repository below a prefix',
    allow: request(ofCreating, 'ecr:CreateRepository', arnOf('team-a/new')),
    denyWhen: [
      ...denied,
      { when: 'the prefix is another one', change: { resource: arnOf('team-b/new') } },
      { when: 'the registry does not create on push', change: { identityPolicies: ofPrefix } },
    ],
  },
  ...Object.entries({ ofRepository, ofPrefix, ofTag }).map(([kind, identityPolicies]) => ({
    name: `logs in, ${kind}`,
    allow: request(identityPolicies, 'ecr:GetAuthorizationToken', '*'),
    denyWhen: [{ when: 'it may push to public repositories only', change: { identityPolicies: ofPublic } }],
  })),
  {
    name: 'pushes to a public repository',
    allow: request(ofPublic, 'ecr-public:PutImage', `arn:aws:ecr-public::${ACCOUNT}:repository/acme/cli`),
    denyWhen: [
      { when: 'it is another one', change: { resource: `arn:aws:ecr-public::${ACCOUNT}:repository/acme/web` } },
      { when: 'it deletes instead', change: { action: 'ecr-public:BatchDeleteImage' } },
      { when: 'it may push to private repositories only', change: { identityPolicies: ofRepository } },
    ],
  },
  {
    name: 'logs in to the public registry',
    allow: request(ofPublic, 'sts:GetServiceBearerToken', '*'),
    denyWhen: [{ when: 'it may push to private repositories only', change: { identityPolicies: ofRepository } }],
  },
]);
