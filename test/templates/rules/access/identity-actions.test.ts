import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, findingsOfRule, problemsOf, textsOf } from '../../../checks/support';
import type { Build } from '../../../checks/support';

type Json = Record<string, unknown>;
const NAMED = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/team/*`;
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

const policy =
  (...statements: Json[]): Build =>
  (stack) => {
    const document = statements.map((each) => ({ Effect: 'Allow', Action: PULL, Resource: NAMED, ...each }));
    new iam.CfnManagedPolicy(stack, 'Bad', { policyDocument: { Version: '2012-10-17', Statement: document } });
  };
const group =
  (...names: string[]): Build =>
  (stack) =>
    new iam.CfnGroup(stack, 'Bad', { managedPolicyArns: names.map((name) => `arn:aws:iam::aws:policy/${name}`) });

test('says which actions of an identity policy have no effect, and on which resource', () => {
  const builds = [
    policy({ Action: ['ecr:GetAuthorizationToken', ...PULL] }),
    policy({ Sid: 'Pull', Resource: `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/team/api` }),
  ];
  const found = builds.flatMap((build) => findingsOfRule(EcrRule.POLICY_ACTIONS, build));
  expect(found.map(({ severity, at, text }) => `${severity} ${at}: ${text.split('. ')[0]}`)).toMatchInlineSnapshot(`
    [
      "error Properties/PolicyDocument/Statement/0: statement 1 names ecr:GetAuthorizationToken with a Resource, but it has none, so the statement has no effect on it",
      "error Properties/PolicyDocument/Statement/0: statement Pull names ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api, which is no ARN of a repository for it, so it has no effect",
    ]
  `);
});

test.each<[string, Json]>([
  ['the login on repositories', { Action: 'ecr:GetAuthorizationToken' }],
  [
    'the login on a repository of the stack',
    { Action: 'ecr:GetAuthorizationToken', Resource: { 'Fn::GetAtt': ['Repo', 'Arn'] } },
  ],
  ['a setting of the registry on repositories', { Action: ['ecr:PutRegistryPolicy', 'ecr:DescribeRegistry'] }],
  ['a pattern of settings of the registry', { Action: 'ecr:*RegistryPolicy' }],
  ['a pull from a name without "repository/"', { Resource: `arn:aws:ecr:eu-west-1:${ACCOUNT}:team/api` }],
  ['a pull of one tag', { Resource: `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/team/api:latest` }],
  ['a pull from public repositories', { Resource: `arn:aws:ecr-public::${ACCOUNT}:repository/api` }],
  ['a push to a bucket', { Action: 'ecr:PutImage', Resource: 'arn:aws:s3:::images/*' }],
  ['a pull from a name in capitals', { Resource: `arn:aws:ecr:*:${ACCOUNT}:repository/Team/*` }],
  ['a push to a public repository in a region', { Action: 'ecr-public:PutImage', Resource: NAMED }],
  ['a Deny of a login to repositories', { Effect: 'Deny', Action: 'ecr:GetAuthorizationToken' }],
])('reports %s', (_, statement) => {
  const build: Build = (stack) => {
    new ecr.CfnRepository(stack, 'Repo');
    policy(statement)(stack);
  };
  expect(textsOf(EcrRule.POLICY_ACTIONS, build)).toHaveLength(1);
});

test.each<[string, Build]>([
  ['a pull from repositories, and the login', policy({}, { Action: 'ecr:GetAuthorizationToken', Resource: '*' })],
  ['a list with the login, which another statement allows', policy({ Action: [...PULL, 'ecr:Get*'] })],
  [
    'the login in both statements',
    policy({ Action: [...PULL, 'ecr:GetAuthorizationToken'] }, { Action: 'ecr:GetAuth*', Resource: ['*'] }),
  ],
  ['all actions on some repositories', policy({ Action: 'ecr:*' })],
  ['resources of which one is a repository', policy({ Resource: ['arn:aws:s3:::images', NAMED] })],
  ['a pattern for all of Amazon ECR', policy({ Resource: 'arn:aws:ecr:*' })],
  ['a pattern for all of an account', policy({ Resource: `arn:aws:ecr:eu-west-1:${ACCOUNT}:*` })],
  ['a name with variables', policy({ Resource: 'arn:aws:ecr:*:*:repository/${aws:PrincipalTag/team}/*' })],
  [
    'an ARN of the stack in any partition',
    policy({ Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/team/*' } }),
  ],
  [
    'the attribute of a repository',
    (stack) => {
      new ecr.CfnRepository(stack, 'Repo');
      policy({ Resource: { 'Fn::GetAtt': ['Repo', 'Arn'] } })(stack);
    },
  ],
  ['an ARN known only at deployment', policy({ Resource: { 'Fn::ImportValue': 'Images' } })],
  ['all but some actions', policy({ Action: undefined, NotAction: 'ecr:GetAuthorizationToken' })],
  ['actions in lower case', policy({ Action: 'ecr:batchgetimage' })],
  ['the actions of other services', policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::images/*' })],
  [
    'public repositories',
    policy({ Action: 'ecr-public:PutImage', Resource: `arn:aws:ecr-public::${ACCOUNT}:repository/*` }),
  ],
])('does not report %s', (_, build) => {
  expect(textsOf(EcrRule.POLICY_ACTIONS, build)).toEqual([]);
  expect(textsOf(EcrRule.UNKNOWN_NAME, build)).toEqual([]);
});

test.each<[string, Build]>([
  ['a misspelt action', policy({ Action: ['ecr:BatchGetImages', ...PULL] })],
  ['a pattern without any action', policy({ Action: 'ecr:Pull*' })],
  ['a misspelt action of public registries', policy({ Action: 'ecr-public:PutImages', Resource: '*' })],
  ['a managed policy that AWS does not have', group('AmazonECRReadOnly')],
  ['a misspelt managed policy', group('AmazonEC2ContainerRegistryReadonly')],
])('warns of %s', (_, build) => {
  expect(textsOf(EcrRule.UNKNOWN_NAME, build)).toHaveLength(1);
});

test('knows the managed policies of Amazon ECR, and does not judge those of other services', () => {
  const build = group(
    'AmazonEC2ContainerRegistryPullOnly',
    'service-role/AmazonECSTaskExecutionRolePolicy',
    'SecretsManagerReadWrite',
  );
  expect(textsOf(EcrRule.UNKNOWN_NAME, build)).toEqual([]);
});

/** A role with such statements. */
const role =
  (...statements: Json[]): Build =>
  (stack) => {
    const own = new iam.Role(stack, 'Bad', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
    for (const each of statements) {
      own.addToPolicy(iam.PolicyStatement.fromJson({ Effect: 'Allow', Resource: '*', ...each }));
    }
  };
const LOGIN = 'ecr-public:GetAuthorizationToken';
const BEARER = 'sts:GetServiceBearerToken';

test('reports a login to the public registry by a role that may not get the bearer token', () => {
  const found = findingsOfRule(EcrRule.POLICY_ACTIONS, role({ Action: LOGIN, Sid: 'Login' }));
  expect(found.map(({ at, text, fix }) => [at, text.split('. ')[0], fix])).toMatchInlineSnapshot(`
    [
      [
        "Properties/PolicyDocument/Statement/0",
        "statement Login allows ecr-public:GetAuthorizationToken, but Stack/Bad/Resource may not sts:GetServiceBearerToken, so the login to the public registry fails",
        "allow sts:GetServiceBearerToken on "*" as well",
      ],
    ]
  `);
});

test.each<[string, Build]>([
  ['the bearer token in the same statement', role({ Action: [LOGIN, BEARER] })],
  ['the bearer token in another statement', role({ Action: LOGIN }, { Action: BEARER })],
  ['the login by a pattern', role({ Action: 'ecr-public:*' })],
  ['a Deny of the login', role({ Action: LOGIN, Effect: 'Deny' })],
  [
    'a role with a policy that the app does not declare',
    (stack) => {
      role({ Action: LOGIN })(stack);
      (stack.node.findChild('Bad') as iam.Role).addManagedPolicy(
        iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonElasticContainerRegistryPublicReadOnly'),
      );
    },
  ],
])('does not report of a public login %s', (_, build) => {
  expect(textsOf(EcrRule.POLICY_ACTIONS, build)).toEqual([]);
});

test('reports a Principal and a missing element in an identity policy, which IAM refuses', () => {
  const found = [
    policy({ Principal: '*' }),
    policy({ Sid: 'Own', NotPrincipal: { AWS: ACCOUNT } }),
    policy({ Effect: 'allow' }),
    policy({ Effect: undefined }),
    policy({ NotAction: 'ecr:PutImage' }),
    policy({ Resource: undefined }),
    policy({ Resource: [] }),
  ].flatMap((build) => problemsOf(EcrRule.POLICY_FORM, build));
  expect(found).toMatchInlineSnapshot(`
    [
      "Properties/PolicyDocument/Statement/0: statement 1 has a Principal, but the principal of an identity policy is the one that has it",
      "Properties/PolicyDocument/Statement/0: statement Own has a NotPrincipal, but the principal of an identity policy is the one that has it",
      "Properties/PolicyDocument/Statement/0: statement 1 has the Effect allow, which is neither Allow nor Deny",
      "Properties/PolicyDocument/Statement/0: statement 1 has no Effect",
      "Properties/PolicyDocument/Statement/0: statement 1 has Action and NotAction",
      "Properties/PolicyDocument/Statement/0: statement 1 has no Resource",
      "Properties/PolicyDocument/Statement/0: statement 1 has an empty Resource",
    ]
  `);
  expect(
    problemsOf(EcrRule.POLICY_FORM, policy({}, { Effect: 'Deny', Resource: undefined, NotResource: NAMED })),
  ).toEqual([]);
  expect(problemsOf(EcrRule.POLICY_FORM, policy({ Principal: '*', Action: 's3:GetObject' }))).toEqual([]);
});

/** A repository, and a policy for it. */
const beside =
  (...statements: Json[]): Build =>
  (stack) => {
    new ecr.CfnRepository(stack, 'Repo');
    policy(...statements)(stack);
  };
const TAGGED = { StringEquals: { 'aws:ResourceTag/team': 'web' } };
const TOKEN = { Action: 'ecr:GetAuthorizationToken', Resource: '*' };
const joined = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });

test('reports a repository by its name or its URI, another partition, and the login under a tag', () => {
  const builds = [
    beside({ Resource: { Ref: 'Repo' } }),
    beside({ Resource: { 'Fn::GetAtt': ['Repo', 'RepositoryUri'] } }),
    beside({
      Resource: joined(`arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/`, { 'Fn::GetAtt': 'Repo.RepositoryUri' }),
    }),
    policy({ Resource: `arn:aws:ecr:us-gov-west-1:${ACCOUNT}:repository/team/api` }),
    policy({ Resource: `arn:aws-cn:ecr:*:${ACCOUNT}:repository/team/api` }),
    policy({ ...TOKEN, Condition: TAGGED }),
  ];
  expect(builds.flatMap((build) => textsOf(EcrRule.POLICY_ACTIONS, build))).toMatchInlineSnapshot(`
    [
      "statement 1 names ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on \${Repo}, which is no ARN of a repository for it, so it has no effect",
      "statement 1 names ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on \${Repo.RepositoryUri}, which is no ARN of a repository for it, so it has no effect",
      "statement 1 names ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on arn:aws:ecr:eu-west-1:111122223333:repository/\${Repo.RepositoryUri}, which is no ARN of a repository for it, so it has no effect",
      "statement 1 names ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on arn:aws:ecr:us-gov-west-1:111122223333:repository/team/api, which is no ARN of a repository for it, so it has no effect",
      "statement 1 names ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on arn:aws-cn:ecr:*:111122223333:repository/team/api, which is no ARN of a repository for it, so it has no effect",
      "statement 1 allows ecr:GetAuthorizationToken on a condition on aws:ResourceTag/team, but it has no resource with tags, so it is never allowed",
    ]
  `);
});

test.each<[string, Build]>([
  [
    'the name of a repository in an ARN',
    beside({
      Resource: joined('arn:', { Ref: 'AWS::Partition' }, `:ecr:eu-west-1:${ACCOUNT}:repository/`, { Ref: 'Repo' }),
    }),
  ],
  ['a parameter', policy({ Resource: { Ref: 'Images' } })],
  [
    'the partition of the region',
    policy({ Resource: `arn:aws-us-gov:ecr:us-gov-west-1:${ACCOUNT}:repository/team/api` }),
  ],
  ['any partition', policy({ Resource: `arn:*:ecr:*:${ACCOUNT}:repository/team/api` })],
  ['a tag on repositories', policy({ Resource: '*', Condition: TAGGED }, TOKEN)],
  ['all actions under a tag', policy({ Action: 'ecr:*', Resource: '*', Condition: TAGGED })],
  [
    'the login in another statement',
    policy({ Action: ['ecr:GetAuthorizationToken', ...PULL], Resource: '*', Condition: TAGGED }, TOKEN),
  ],
  [
    'the login under the organization',
    policy({ ...TOKEN, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
  ],
])('does not report %s', (_, build) => {
  expect(textsOf(EcrRule.POLICY_ACTIONS, build)).toEqual([]);
});

test('warns of condition keys that the library does not know', () => {
  const on = (key: string) => policy({ Condition: { StringEquals: { [key]: 'web' } } });
  const texts = ['ecr:ResourceTags/team', 'aws:ResourceTags/team', 'ecr:ResourceTag/team'].flatMap((key) =>
    textsOf(EcrRule.UNKNOWN_NAME, on(key)),
  );
  expect(texts).toMatchInlineSnapshot(`
    [
      "statement 1 has a condition on ecr:ResourceTags/team, which is no condition key that the library knows; the nearest is "ecr:ResourceTag/"",
      "statement 1 has a condition on aws:ResourceTags/team, which is no condition key that the library knows; the nearest is "aws:ResourceTag/"",
    ]
  `);
  const bucket = policy({ Action: ['s3:ListBucket', ...PULL], Condition: { StringEquals: { 's3:prefix': 'web' } } });
  expect(textsOf(EcrRule.UNKNOWN_NAME, bucket)).toEqual([]);
});
