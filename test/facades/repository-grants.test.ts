import { App, Aws, Fn, Lazy, NestedStack, PhysicalName, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as fc from 'fast-check';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RepositoryPerimeter } from '../../src/access/repository-perimeter';
import { RepositoryPermission } from '../../src/ecr/policy/repository-permission';
import { RepositoryGrants } from '../../src/facades/repository-grants';
import { Registry } from '../../src/registry/registry';
import { ImageSigningProfile } from '../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../src/repository/private-repository';
import { warningsOf } from '../support/warnings';

const OWNER = '111122223333';
const CONSUMER = '444455556666';
const ENV = { account: OWNER, region: 'eu-west-1' };
const NAME = 'team/api';

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
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
const READ = ['ecr:DescribeImages', 'ecr:DescribeRepositories', 'ecr:ListImages'];
const SCAN = ['ecr:DescribeImageScanFindings', 'ecr:StartImageScan'];
const TOKEN = { Action: 'ecr:GetAuthorizationToken', Effect: 'Allow', Resource: '*' };

let app: App;
let stack: Stack;
let consumerStack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: ENV });
  consumerStack = new Stack(app, 'Consumer', { env: { account: CONSUMER, region: 'eu-west-1' } });
});

type Declare = (scope: Stack) => ecr.IRepositoryRef;
const DECLARED: [string, Declare][] = [
  ['the L1', (scope) => new ecr.CfnRepository(scope, 'Repository', { repositoryName: NAME })],
  ['the L2', (scope) => new ecr.Repository(scope, 'Repository', { repositoryName: NAME })],
  ['ours', (scope) => new PrivateRepository(scope, 'Repository', { repositoryName: NAME })],
];
const IMPORTED: [string, Declare][] = [
  ['an imported L1', (scope) => ecr.CfnRepository.fromRepositoryName(scope, 'Repository', NAME)],
  ['an imported L2', (scope) => ecr.Repository.fromRepositoryName(scope, 'Repository', NAME)],
  ['our imported one', (scope) => PrivateRepository.fromRepositoryName(scope, 'Repository', NAME)],
];

const grantsOn = (declare: Declare) => RepositoryGrants.fromRepository(declare(stack));
const role = (scope = stack, props: Partial<iam.RoleProps> = {}) =>
  new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), ...props });
const root = (account: string) => ({
  AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]] },
});

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

function statementsIn(scope: Stack, type: string, property: string): Statement[] {
  return Object.values(Template.fromStack(scope).findResources(type)).flatMap(
    ({ Properties }) => (Properties[property]?.Statement ?? []) as Statement[],
  );
}

const identityStatements = (scope = stack) => statementsIn(scope, 'AWS::IAM::Policy', 'PolicyDocument');
const policyStatements = (scope = stack) => statementsIn(scope, 'AWS::ECR::Repository', 'RepositoryPolicyText');

type Grant = (grants: RepositoryGrants, grantee: iam.IGrantable) => iam.Grant;
const PERMISSIONS: [RepositoryPermission, Grant, string | string[], boolean][] = [
  [RepositoryPermission.PULL, (grants, grantee) => grants.pull(grantee), PULL, true],
  [RepositoryPermission.PUSH, (grants, grantee) => grants.push(grantee), PUSH, true],
  [RepositoryPermission.PULL_PUSH, (grants, grantee) => grants.pullPush(grantee), PUSH, true],
  [RepositoryPermission.READ, (grants, grantee) => grants.read(grantee), READ, false],
  [RepositoryPermission.DELETE, (grants, grantee) => grants.delete(grantee), 'ecr:BatchDeleteImage', false],
  [RepositoryPermission.SCAN, (grants, grantee) => grants.scan(grantee), SCAN, false],
];

describe.each([...DECLARED, ...IMPORTED])('on %s', (_, declare) => {
  test.each(PERMISSIONS)('%s gives a role of the account its permissions, in its own policy alone', (...row) => {
    const [, grant, actions, withToken] = row;
    const result = grant(grantsOn(declare), role());
    expect(result.success).toBe(true);
    const [given, ...others] = identityStatements();
    expect(given).toMatchObject({ Action: actions, Resource: expect.anything() });
    expect(given.Resource).not.toBe('*');
    expect(others).toEqual(withToken ? [TOKEN] : []);
    expect(policyStatements()).toEqual([]);
  });
});

describe.each(DECLARED)('on %s', (_, declare) => {
  test.each(PERMISSIONS)('%s for an account is a statement of the repository policy', (...row) => {
    const [permission, grant, actions] = row;
    const grants = grantsOn(declare);
    const result = grant(grants, new iam.AccountPrincipal(CONSUMER));
    expect(result.success).toBe(true);
    expect(policyStatements()).toEqual([{ Effect: 'Allow', Action: actions, Principal: root(CONSUMER) }]);
    const data = grants.statementFor(permission, new iam.AccountPrincipal(CONSUMER));
    expect(stack.resolve(data.toStatementJson())).toEqual(policyStatements()[0]);
  });

  test('an immutable role of the account is named in the policy of the repository', () => {
    const immutable = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${OWNER}:role/deploy`, { mutable: false });
    grantsOn(declare).pull(immutable);
    expect(policyStatements()).toMatchObject([
      { Action: PULL, Principal: { AWS: `arn:aws:iam::${OWNER}:role/deploy` } },
    ]);
    expect(identityStatements()).toEqual([]);
  });

  test('an imported role of another account is named by its ARN', () => {
    grantsOn(declare).pull(iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${CONSUMER}:role/deploy`));
    expect(policyStatements()).toMatchObject([
      { Action: PULL, Principal: { AWS: `arn:aws:iam::${CONSUMER}:role/deploy` } },
    ]);
  });

  test('a named role of another account gets both halves, and need not exist yet', () => {
    grantsOn(declare).pull(role(consumerStack, { roleName: 'task', path: '/apps/' }));
    expect(policyStatements()).toEqual([
      {
        Effect: 'Allow',
        Action: PULL,
        Principal: root(CONSUMER),
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': {
              'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${CONSUMER}:role/apps/task`]],
            },
          },
        },
      },
    ]);
    expect(identityStatements(consumerStack)).toMatchObject([
      {
        Action: PULL,
        Resource: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:eu-west-1:${OWNER}:repository/${NAME}`]],
        },
      },
      TOKEN,
    ]);
    // A reference from the repository to the role would close a circle once the consumer uses the image.
    expect(() => app.synth()).not.toThrow();
    expect(stack.dependencies).toEqual([]);
  });

  test('a role of another account without a name gets both halves, and a tag that identifies it', () => {
    grantsOn(declare).push(role(consumerStack));
    const [{ Condition: condition, Principal: principal }] = policyStatements();
    expect(principal).toEqual(root(CONSUMER));
    const { Properties } = Object.values(Template.fromStack(consumerStack).findResources('AWS::IAM::Role'))[0];
    expect(condition).toEqual({ StringEquals: { 'aws:PrincipalTag/aws-cdk:id': Properties.Tags[0].Value } });
    expect(Properties.Tags[0]).toEqual({ Key: 'aws-cdk:id', Value: expect.stringMatching(/^Consumer_[0-9a-f]+$/) });
    expect(identityStatements(consumerStack)).toMatchObject([{ Action: PUSH }, TOKEN]);
  });

  test('a user and a group of another account get both halves', () => {
    const grants = grantsOn(declare);
    grants.pull(new iam.User(consumerStack, 'User', { userName: 'robot' }));
    grants.read(new iam.Group(consumerStack, 'Group'));
    expect(policyStatements()).toMatchObject([
      { Principal: root(CONSUMER), Condition: { ArnEquals: { 'aws:PrincipalArn': expect.anything() } } },
      { Principal: root(CONSUMER), Action: READ },
    ]);
    expect(JSON.stringify(policyStatements()[0])).toContain(`:iam::${CONSUMER}:user/robot`);
  });

  test('two grants are two statements', () => {
    const grants = grantsOn(declare);
    grants.pull(new iam.AccountPrincipal(CONSUMER));
    RepositoryGrants.fromRepository(stack.node.findChild('Repository') as ecr.CfnRepository).push(
      new iam.AccountPrincipal(CONSUMER),
    );
    expect(policyStatements().map(({ Action }) => Action)).toEqual([PULL, PUSH]);
  });

  test('admit adds the statements of RepositoryAccess, in the same order for any order of calls', () => {
    const synthesize = (order: number[]) => {
      stack = new Stack(new App(), 'Stack', { env: ENV });
      const grants = grantsOn(declare);
      for (const index of order) APPLY[index](grants);
      return policyStatements();
    };
    const statements = synthesize(APPLY.map((_each, index) => index));
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'PullFromAccounts',
      'PushFromAccounts',
      'PullFromOrganization',
      'PullFromOrganizationPaths',
      'PullFromPermissionSets',
      'LambdaDeploymentAccounts',
      'LambdaECRImageRetrievalPolicy',
      'DenyOutsideOrganization',
      'DenyOutsideOrganizationAdministration',
      'DenyOutsideOrganizationServices',
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray([...APPLY.keys()], { minLength: APPLY.length }), (order) => {
        expect(synthesize(order)).toEqual(statements);
      }),
      { numRuns: 5 },
    );
  });

  test('an admitted organization is no finding of cdk-nag', () => {
    grantsOn(declare).admit(RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5'));
    expect(warningsOf(stack)).toEqual([]);
    expect(acknowledged()).toContain('AwsSolutions-ECR1');
  });

  test('a grant to everybody is a warning, and stays a finding of cdk-nag', () => {
    grantsOn(declare).pull(new iam.AnyPrincipal());
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-ecr::openPolicy]')]);
    expect(acknowledged()).not.toContain('AwsSolutions-ECR1');
  });

  test('a condition on the organization of Lambda functions is a warning', () => {
    const statement = new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
      actions: ['ecr:BatchGetImage'],
      conditions: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    });
    grantsOn(declare).admit(RepositoryAccess.of(statement));
    expect(warningsOf(stack)).toEqual([
      'a statement of the repository policy depends on aws:SourceOrgID; AWS does not document that Lambda tells it to ' +
        'Amazon ECR, and without it functions lose their image weeks after the deployment; name the accounts instead ' +
        '[ack: cdk-ecr::sourceOrganization]',
    ]);
  });

  test('a guardrail, which denies only services that tell another organization, is no warning', () => {
    grantsOn(declare).admit(RepositoryAccess.denyOutside(RepositoryPerimeter.organization('o-a1b2c3d4e5')));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a Deny of services that tell no organization is a warning', () => {
    const statement = new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
      actions: ['ecr:BatchGetImage'],
      conditions: { StringNotEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    });
    grantsOn(declare).admit(RepositoryAccess.of(statement));
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-ecr::sourceOrganization]')]);
  });

  test('a grant to push to a signed repository includes signing', () => {
    const arn = `arn:aws:signer:eu-west-1:${OWNER}:/signing-profiles/images`;
    const profile = ImageSigningProfile.fromSigningProfileArn(stack, 'Profile', arn);
    new Registry(stack, 'Registry').addSigningRule({ profile });
    grantsOn(declare).push(role());
    expect(identityStatements()).toContainEqual({ Action: 'signer:SignPayload', Effect: 'Allow', Resource: arn });
  });
});

const APPLY: ((grants: RepositoryGrants) => void)[] = [
  (grants) => grants.admit(RepositoryAccess.pullFromAccounts([CONSUMER])),
  (grants) => grants.admit(RepositoryAccess.pullFromAccounts([OWNER])),
  (grants) => grants.admit(RepositoryAccess.pushFromAccounts([CONSUMER])),
  (grants) => grants.admit(RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')),
  (grants) => grants.admit(RepositoryAccess.pullFromOrganizationPaths(['o-a1b2c3d4e5/r-ab12/*'])),
  (grants) =>
    grants.admit(RepositoryAccess.pullFromPermissionSets({ accounts: [CONSUMER], permissionSets: ['Developer'] })),
  (grants) => grants.admit(RepositoryAccess.pullFromLambda({ accounts: [CONSUMER] })),
  (grants) => grants.admit(RepositoryAccess.pullFromLambda({ accounts: [OWNER] })),
  (grants) => grants.admit(RepositoryAccess.denyOutside(RepositoryPerimeter.organization('o-a1b2c3d4e5'))),
];

/** Ids of findings that the repository acknowledges. */
function acknowledged(): string {
  return JSON.stringify(stack.node.findAll().flatMap((one) => one.node.metadata));
}

describe.each(IMPORTED)('on %s', (_, declare) => {
  const statement =
    '{"Action":["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Effect":"Allow",' +
    `"Principal":{"AWS":"arn:\${AWS::Partition}:iam::${CONSUMER}:root"}}`;

  test('fails when pull is granted to an account', () => {
    expect(() => grantsOn(declare).pull(new iam.AccountPrincipal(CONSUMER))).toThrow(
      `RepositoryGrants.pull at Stack/Repository: grantee is "AccountPrincipal(${CONSUMER})" but must be a role or user ` +
        'whose policy the app can change, as it cannot change that of the repository; let the owner of the repository ' +
        `add ${statement}`,
    );
  });

  test.each(PERMISSIONS)('fails when an immutable role is granted: %s', (...row) => {
    const immutable = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${OWNER}:role/deploy`, { mutable: false });
    expect(() => row[1](grantsOn(declare), immutable)).toThrow(
      /: grantee is "Stack\/Role" but must be a role or user whose policy the app can change, .* let the owner of the repository add \{"Action":/,
    );
  });

  test('fails when pull is granted to a role of another account', () => {
    const foreign = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${CONSUMER}:role/deploy`);
    expect(() => grantsOn(declare).pull(foreign)).toThrow(`"Principal":{"AWS":"arn:aws:iam::${CONSUMER}:role/deploy"}`);
  });

  test.each(APPLY.map((apply) => [apply]))('fails when services or organizations are admitted: %s', (apply) => {
    expect(() => apply(grantsOn(declare))).toThrow(
      /^RepositoryGrants\.\w+ at Stack\/Repository: repository is "Stack\/Repository" but must be declared in the app, which cannot change the policy of an imported one; let the owner of the repository add \{.*\}$/,
    );
  });
});

test('a role whose account only the deployment knows gets its half, and the repository policy does not name it', () => {
  const anywhere = new Stack(app, 'Anywhere');
  const repository = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
  repository.grants.pull(role(anywhere));
  expect(JSON.stringify(Template.fromStack(anywhere).toJSON())).toContain('ecr:BatchGetImage');
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('ecr:BatchGetImage');
});

test('fails when an imported repository admits Lambda, and tells both statements', () => {
  const repository = PrivateRepository.fromRepositoryName(stack, 'Repository', NAME);
  const source = `arn:\${AWS::Partition}:lambda:*:${CONSUMER}:function:*`;
  expect(() => repository.grants.admit(RepositoryAccess.pullFromLambda({ accounts: [CONSUMER] }))).toThrow(
    'RepositoryGrants.admit at Stack/Repository: repository is "Stack/Repository" but must be declared in the ' +
      'app, which cannot change the policy of an imported one; let the owner of the repository add ' +
      '{"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Effect":"Allow",' +
      `"Principal":{"AWS":"arn:\${AWS::Partition}:iam::${CONSUMER}:root"},"Sid":"LambdaDeploymentAccounts"} and ` +
      '{"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Condition":{"StringLike":{"aws:SourceArn":' +
      `"${source}"}},"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Sid":"LambdaECRImageRetrievalPolicy"}`,
  );
});

describe('a principal of this app on the repository of another account', () => {
  test('gets its half, and the half of the owner is data', () => {
    const { grants } = PrivateRepository.fromRepositoryAttributes(stack, 'Repository', {
      repositoryName: NAME,
      account: CONSUMER,
    });
    const task = role(stack, { roleName: 'task' });
    expect(grants.pull(task).success).toBe(true);
    expect(identityStatements()).toMatchObject([{ Action: PULL }, TOKEN]);
    expect(stack.resolve(grants.statementFor(RepositoryPermission.PULL, task).toStatementJson())).toMatchObject({
      Action: PULL,
      Principal: root(OWNER),
      Condition: {
        ArnEquals: {
          'aws:PrincipalArn': { 'Fn::Join': ['', [expect.anything(), expect.anything(), `:iam::${OWNER}:role/task`]] },
        },
      },
    });
  });
});

describe('an unresolved account', () => {
  test('of repository and principal is the same account', () => {
    stack = new Stack(app, 'Open');
    grantsOn(DECLARED[2][1]).pull(role());
    expect(policyStatements()).toEqual([]);
    expect(identityStatements()).toHaveLength(2);
  });

  test('of the repository may differ from the named account', () => {
    stack = new Stack(app, 'Open');
    grantsOn(DECLARED[2][1]).pull(new iam.AccountPrincipal(CONSUMER));
    expect(policyStatements()).toMatchObject([{ Principal: root(CONSUMER) }]);
  });
});

describe('the policy that an L1 has before a grant', () => {
  const OTHERS = { Sid: 'Others', Effect: 'Allow', Action: 'ecr:BatchGetImage', Principal: { AWS: OWNER } };
  const document = () => ({ Version: '2012-10-17', Statement: [OTHERS] });
  const declare = (repositoryPolicyText: unknown, id = 'Repository') =>
    new ecr.CfnRepository(stack, id, { repositoryPolicyText });
  const admit = (repository: ecr.IRepositoryRef) =>
    RepositoryGrants.fromRepository(repository).pull(new iam.AccountPrincipal(CONSUMER));
  const sids = () => policyStatements().map(({ Sid }) => Sid);

  test.each<[string, () => unknown]>([
    ['an object', document],
    ['an object with one statement', () => ({ ...document(), Statement: OTHERS })],
    ['a text', () => JSON.stringify(document())],
    ['a document', () => iam.PolicyDocument.fromJson(document())],
    ['a token', () => Lazy.any({ produce: document })],
  ])('stays if it is %s', (_, text) => {
    admit(declare(text()));
    expect(policyStatements()).toHaveLength(2);
    expect(sids()).toEqual(['Others', undefined]);
    expect(Template.fromStack(stack).findResources('AWS::ECR::Repository').Repository.Properties).toMatchObject({
      RepositoryPolicyText: { Version: '2012-10-17' },
    });
  });

  test('replaces what was added if it is set later, as in plain CDK', () => {
    const repository = declare(undefined);
    admit(repository);
    repository.repositoryPolicyText = document();
    admit(repository);
    admit(repository);
    expect(sids()).toEqual(['Others', undefined]);
  });

  test('stays as it is for other repositories that share it', () => {
    const shared = iam.PolicyDocument.fromJson(document());
    admit(declare(shared));
    declare(shared, 'Other');
    expect(sids()).toEqual(['Others', undefined, 'Others']);
  });

  test('of a PrivateRepository stays as it is for the others with the same access', () => {
    const access = [RepositoryAccess.pullFromAccounts([OWNER])];
    const one = new PrivateRepository(stack, 'One', { access });
    new PrivateRepository(stack, 'Other', { access });
    one.grants.admit(RepositoryAccess.pushFromAccounts([CONSUMER]));
    one.grants.admit(RepositoryAccess.pullFromAccounts([CONSUMER]));
    expect(policyStatements()).toMatchObject([
      { Sid: 'PullFromAccounts', Principal: { AWS: [expect.anything(), expect.anything()] } },
      { Sid: 'PushFromAccounts' },
      { Sid: 'PullFromAccounts', Principal: root(OWNER) },
    ]);
  });

  test('of the L2 gets the statements of both ways', () => {
    const repository = new ecr.Repository(stack, 'Repository');
    admit(repository);
    repository.addToResourcePolicy(iam.PolicyStatement.fromJson(OTHERS));
    expect(sids()).toEqual(['Others', undefined]);
  });

  test.each([['{'], [{ Fn: 1 }], [42]])('fails when it is %j', (text) => {
    expect(() => admit(declare(text))).toThrow(
      `RepositoryGrants at Stack/Repository: repositoryPolicyText is ${JSON.stringify(text)} but must be a policy with ` +
        'statements, so that one can be added; write the policy as an object or an iam.PolicyDocument',
    );
  });

  test('fails when it is unresolved', () => {
    admit(declare(Fn.conditionIf('Condition', document(), Aws.NO_VALUE)));
    expect(() => app.synth()).toThrow(/repositoryPolicyText is .*Fn::If.* but must be a policy with statements/);
  });
});

test('fails when a grant to another account is for an L1 without a name', () => {
  const grants = RepositoryGrants.fromRepository(new ecr.CfnRepository(stack, 'Api'));
  expect(() => grants.pull(role(consumerStack))).toThrow(
    `RepositoryGrants at Stack/Api: repositoryName is undefined but must be known at synthesis for a grant to account ${CONSUMER}; ` +
      'give the repository a name',
  );
});

describe('an inherited grant, which other constructs call', () => {
  type Inherited = (repository: ecr.IRepository, grantee: iam.IGrantable) => iam.Grant;
  const INHERITED: [string, Inherited, string[]][] = [
    ['grantPull', (repository, grantee) => repository.grantPull(grantee), PULL],
    ['grantPush', (repository, grantee) => repository.grantPush(grantee), PUSH],
    ['grantPullPush', (repository, grantee) => repository.grantPullPush(grantee), PUSH],
    ['grantRead', (repository, grantee) => repository.grantRead(grantee), READ],
    ['grant', (repository, grantee) => repository.grant(grantee, ...SCAN), SCAN],
  ];

  test.each(INHERITED)('gives the same as RepositoryGrants: %s', (_, grant, actions) => {
    const repository = new PrivateRepository(stack, 'Repository');
    expect(grant(repository, role()).success).toBe(true);
    expect(grant(repository, new iam.AccountPrincipal(CONSUMER)).success).toBe(true);
    expect(identityStatements()[0].Action).toEqual(actions);
    expect(policyStatements()).toMatchObject([{ Action: actions, Principal: root(CONSUMER) }]);
  });

  test.each(INHERITED)('tells if it could do nothing, and does not throw: %s', (_, grant) => {
    const repository = PrivateRepository.fromRepositoryName(stack, 'Repository', NAME);
    expect(grant(repository, new iam.AccountPrincipal(CONSUMER)).success).toBe(false);
    const immutable = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${OWNER}:role/deploy`, { mutable: false });
    expect(grant(repository, immutable).success).toBe(false);
  });

  test('can be waited for', () => {
    const repository = new PrivateRepository(stack, 'Repository');
    const task = role();
    const waiting = new ecr.CfnRepository(stack, 'Waiting');
    repository.grantPull(task).applyBefore(waiting);
    repository.grants.pull(new iam.AccountPrincipal(CONSUMER)).applyBefore(waiting);
    Template.fromStack(stack).hasResource('AWS::ECR::Repository', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^Repository'), Match.stringLikeRegexp('^RoleDefaultPolicy')]),
    });
  });

  describe('for Lambda', () => {
    const use = (scope: Stack, repository: ecr.IRepository, id = 'Function') =>
      new lambda.DockerImageFunction(scope, id, {
        code: lambda.DockerImageCode.fromEcr(repository, { tagOrDigest: 'v1' }),
      });
    const functions = (account: string) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:lambda:*:${account}:function:*`]],
    });

    test('admits the functions of the app, not those of every account', () => {
      app = new App();
      stack = new Stack(app, 'Stack', { env: ENV });
      const repository = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
      use(stack, repository);
      use(stack, repository, 'Other');
      expect(policyStatements()).toEqual([
        {
          Sid: 'LambdaECRImageRetrievalPolicy',
          Effect: 'Allow',
          Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          Principal: { Service: 'lambda.amazonaws.com' },
          Condition: { StringLike: { 'aws:SourceArn': functions(OWNER) } },
        },
      ]);
    });

    test('admits functions of another account that use the image, and those who deploy them', () => {
      new Stack(app, 'Unrelated', { env: { account: '666677778888', region: ENV.region } });
      const repository = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
      use(consumerStack, repository);
      repository.grants.admit(RepositoryAccess.pullFromLambda({ accounts: ['777788889999'] }));
      expect(policyStatements()).toMatchObject([
        {
          Sid: 'LambdaDeploymentAccounts',
          Principal: { AWS: [CONSUMER, '777788889999'].map((account) => root(account).AWS) },
        },
        {
          Sid: 'LambdaECRImageRetrievalPolicy',
          Condition: {
            StringLike: { 'aws:SourceArn': [functions(OWNER), functions(CONSUMER), functions('777788889999')] },
          },
        },
      ]);
    });

    test.each<[string, (repository: ecr.IRepository) => void]>([
      [
        'an L1 that names the image',
        (repository) =>
          void new lambda.CfnFunction(consumerStack, 'Function', {
            role: 'arn:aws:iam::444455556666:role/fn',
            packageType: 'Image',
            code: { imageUri: repository.repositoryUriForTag('v1') },
          }),
      ],
      [
        'Code.fromEcrImage',
        (repository) =>
          void new lambda.Function(consumerStack, 'Function', {
            code: lambda.Code.fromEcrImage(repository, { tagOrDigest: 'v1' }),
            handler: lambda.Handler.FROM_IMAGE,
            runtime: lambda.Runtime.FROM_IMAGE,
          }),
      ],
      ['a function in a nested stack', (repository) => void use(new NestedStack(consumerStack, 'Nested'), repository)],
    ])('admits those who deploy %s in another account', (_, declare) => {
      const repository = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
      repository.grantPull(new iam.ServicePrincipal('lambda.amazonaws.com'));
      declare(repository);
      expect(policyStatements()[0]).toMatchObject({ Sid: 'LambdaDeploymentAccounts', Principal: root(CONSUMER) });
    });

    test('admits no account whose functions use the image of another repository only', () => {
      const repository = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
      use(consumerStack, new PrivateRepository(consumerStack, 'Other', { repositoryName: 'team/other' }));
      use(stack, repository);
      expect(policyStatements()).toMatchObject([{ Condition: { StringLike: { 'aws:SourceArn': functions(OWNER) } } }]);
    });

    test('deploys the functions of another account after the policy that admits them', () => {
      const repository = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
      use(consumerStack, repository);
      app.synth();
      expect(consumerStack.dependencies).toContain(stack);
      expect(stack.dependencies).not.toContain(consumerStack);
    });

    test('leaves the order of the stacks to the app where the repository is to be deployed last', () => {
      const repository = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
      use(consumerStack, repository);
      stack.addDependency(consumerStack);
      expect(() => app.synth()).not.toThrow();
      expect(consumerStack.dependencies).not.toContain(stack);
    });

    test('fails for a function in another region, where Lambda cannot pull the image', () => {
      const repository = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
      use(new Stack(app, 'Far', { env: { account: OWNER, region: 'us-east-1' } }), repository);
      expect(() => app.synth()).toThrow(
        `Function at Far/Function: region is "us-east-1" but must be ${ENV.region}, the region of its image in ` +
          'Stack/Repository; replicate the repository to the region of the function, and use the image of the replica there',
      );
    });

    test('fails for a function in another account if the repository has no name, with the remedy', () => {
      const repository = new PrivateRepository(stack, 'Repository');
      use(consumerStack, repository);
      expect(() => app.synth()).toThrow(
        'PrivateRepository at Stack/Repository: repositoryName is undefined but must be known at synthesis, because a ' +
          'resource of another account or region refers to the repository; give the repository a `repositoryName`',
      );
    });

    test('names a repository itself where a name is to be generated', () => {
      const repository = new PrivateRepository(stack, 'Repository', {
        repositoryName: PhysicalName.GENERATE_IF_NEEDED,
      });
      use(consumerStack, repository);
      expect(() => app.synth()).not.toThrow();
    });

    test('does not throw on an imported repository', () => {
      use(stack, PrivateRepository.fromRepositoryName(stack, 'Repository', NAME));
      expect(() => app.synth()).not.toThrow();
    });
  });
});

describe('a grant to CodeBuild', () => {
  const image = (repository: ecr.IRepository) => ({
    buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2' }),
    environment: { buildImage: codebuild.LinuxBuildImage.fromEcrRepository(repository, 'v1') },
  });

  test('names the project that uses the image', () => {
    const repository = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
    const project = new codebuild.Project(stack, 'Project', { projectName: 'build', ...image(repository) });
    repository.grants.pullFromCodeBuild(project);
    expect(policyStatements()).toEqual([
      {
        Sid: 'PullFromCodeBuild',
        Effect: 'Allow',
        Action: PULL,
        Principal: { Service: 'codebuild.amazonaws.com' },
        Condition: {
          ArnLike: {
            'aws:SourceArn': {
              'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:codebuild:eu-west-1:${OWNER}:project/build`]],
            },
          },
          StringEquals: { 'aws:SourceAccount': OWNER },
        },
      },
    ]);
  });

  test('accepts an imported project and an L1', () => {
    const { grants } = new PrivateRepository(stack, 'Repository');
    grants.pullFromCodeBuild(codebuild.Project.fromProjectName(stack, 'Imported', 'one'));
    grants.pullFromCodeBuild(
      new codebuild.CfnProject(stack, 'L1', {
        name: 'two',
        artifacts: { type: 'NO_ARTIFACTS' },
        environment: {
          computeType: 'BUILD_GENERAL1_SMALL',
          image: 'aws/codebuild/standard:7.0',
          type: 'LINUX_CONTAINER',
        },
        serviceRole: 'role',
        source: { type: 'NO_SOURCE' },
      }),
    );
    const text = JSON.stringify(policyStatements());
    expect(text).toContain('project/one');
    expect(text).toContain('project/two');
  });

  test('fails when the project has no name', () => {
    const repository = new PrivateRepository(stack, 'Repository');
    const project = new codebuild.Project(stack, 'Project', image(repository));
    expect(() => repository.grants.pullFromCodeBuild(project)).toThrow(
      'RepositoryGrants.pullFromCodeBuild at Stack/Repository: project is "Stack/Project" but must have a name that is ' +
        'known at synthesis: by a reference, project and repository would need each other; give the project a `projectName`',
    );
  });
});

test('a repository in a nested stack gets the same grants', () => {
  const nested = new NestedStack(stack, 'Nested');
  new PrivateRepository(nested, 'Repository').grants.pull(role());
  expect(identityStatements()).toHaveLength(2);
});

test('fails when the repository policy is too long', () => {
  const accounts = Array.from({ length: 320 }, (_, index) => `${100_000_000_000 + index}`);
  const repository = new PrivateRepository(stack, 'Repository', {
    access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5'), RepositoryAccess.pullFromAccounts(accounts)],
  });
  expect(() => app.synth()).toThrow(
    /PrivateRepository at Stack\/Repository: length of the repository policy is 1\d{4} but must be at most 10240 characters; shorten one of its 2 statements \(PullFromAccounts: 1\d{4}, PullFromOrganization: 2\d\d\), for instance by naming an organization instead of its accounts/,
  );
  expect(repository.node.validate()).toHaveLength(1);
});

test('the length of a repository policy is the length that Amazon ECR sees, as far as it is known', () => {
  const repository = new PrivateRepository(stack, 'Repository', {
    access: [RepositoryAccess.pullFromAccounts([OWNER])],
  });
  for (let index = 0; index < 40; index++) {
    repository.grants.pull(new iam.AccountPrincipal(`${100_000_000_000 + index}`));
  }
  expect(repository.node.validate()).toEqual([]);
  for (let index = 40; index < 80; index++) {
    repository.grants.pull(new iam.AccountPrincipal(`${100_000_000_000 + index}`));
  }
  expect(repository.node.validate()).toEqual([
    expect.stringMatching(
      /length of the repository policy is 1\d{4} .* its 81 statements \(PullFromAccounts: 1\d\d, number 2: 1\d\d, number 3: (.*, ){6}…\)/,
    ),
  ]);
});

test('a grant for a service that never calls Amazon ECR fails, because a role of the service pulls', () => {
  const { grants } = new PrivateRepository(stack, 'Repository', { repositoryName: NAME });
  expect(() => grants.pull(new iam.ServicePrincipal('ecs-tasks.amazonaws.com'))).toThrow(
    'RepositoryGrants at Stack/Repository: grantee is "ecs-tasks.amazonaws.com" but must be a principal that calls Amazon ' +
      'ECR, which this service never does itself; grant to the role that the service assumes',
  );
  expect(() => grants.pull(new iam.ServicePrincipal('codebuild.amazonaws.com'))).not.toThrow();
});
