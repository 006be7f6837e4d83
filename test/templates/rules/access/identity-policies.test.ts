import { RemovalPolicy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, findingsOfRule, testRuleTable, textsOf } from '../../../checks/support';
import type { Build } from '../../../checks/support';

const rule = EcrRule.IDENTITY_POLICY;
type Json = Record<string, unknown>;

const statementOf = (changes: Json): Json => ({ Effect: 'Allow', Action: 'ecr:*', Resource: '*', ...changes });
const documentOf = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements.map(statementOf) });
const managed =
  (...statements: Json[]): Build =>
  (stack) =>
    new iam.CfnManagedPolicy(stack, 'Bad', { policyDocument: documentOf(...statements) });
const role = (props: Partial<iam.CfnRoleProps>): Build => {
  const trust = {
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  return (stack) => new iam.CfnRole(stack, 'Bad', { assumeRolePolicyDocument: trust, ...props });
};
const EC2 = new iam.ServicePrincipal('ec2.amazonaws.com');
const allowAll = () => new iam.PolicyStatement({ actions: ['*'], resources: ['*'] });
const ofAll = (service = 'ecr', account = '*') => `arn:aws:${service}:*:${account}:repository/*`;

testRuleTable({
  rule,
  l1: managed({}),
  l2: (stack) => {
    const props = { actions: ['ecr:*'], resources: ['*'] };
    new iam.ManagedPolicy(stack, 'Bad', { statements: [new iam.PolicyStatement(props)] });
  },
  override: (stack) => {
    const bad = new iam.CfnManagedPolicy(stack, 'Bad', {
      policyDocument: documentOf({ Action: 'ecr:GetAuthorizationToken' }),
    });
    bad.addPropertyOverride('PolicyDocument', documentOf({}));
  },
  passes: managed({ Action: 'ecr:GetAuthorizationToken' }),
});

test('reports as a warning what identities may do with every repository', () => {
  const policyDocument = documentOf({ Action: 'ecr:BatchDeleteImage' });
  const managedPolicyArns = ['arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess'];
  const builds = [
    managed({}, { Sid: 'Policies', Action: 'ecr:*RepositoryPolicy' }),
    role({ policies: [{ policyName: 'inline', policyDocument }], managedPolicyArns }),
  ];
  const found = builds.flatMap((build) => findingsOfRule(rule, build));
  const texts = found.map(({ severity, at, text }) => `${severity} ${at}: ${text.split('. ')[0]}`);
  expect(texts.join('\n')).toMatchInlineSnapshot(`
    "warning Properties/PolicyDocument/Statement/0: statement 1 allows ecr:BatchDeleteImage, ecr:DeleteLifecyclePolicy and 7 more on every repository
    warning Properties/PolicyDocument/Statement/1: statement Policies allows ecr:DeleteRepositoryPolicy, ecr:SetRepositoryPolicy on every repository
    warning Properties/Policies/0/PolicyDocument/Statement/0: statement 1 allows ecr:BatchDeleteImage on every repository
    warning Properties/ManagedPolicyArns/0: it has the managed policy AmazonEC2ContainerRegistryFullAccess, which allows all actions on every repository"
  `);
});

test.each<[string, Build]>([
  [
    'the managed policy of AWS on a role',
    role({ managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess'] }),
  ],
  [
    'the managed policy of AWS by its L2',
    (stack) => {
      const policy = iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonEC2ContainerRegistryFullAccess');
      new iam.Role(stack, 'Bad', {
        assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
        managedPolicies: [policy],
      });
    },
  ],
  [
    'the managed policy of AWS for public registries',
    (stack) =>
      new iam.CfnGroup(stack, 'Bad', {
        managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonElasticContainerRegistryPublicFullAccess'],
      }),
  ],
  [
    'a policy of a user',
    (stack) => new iam.CfnUser(stack, 'Bad', { policies: [{ policyName: 'x', policyDocument: documentOf({}) }] }),
  ],
  [
    'a policy of a group',
    (stack) => new iam.CfnGroup(stack, 'Bad', { policies: [{ policyName: 'x', policyDocument: documentOf({}) }] }),
  ],
  [
    'a policy',
    (stack) => new iam.CfnPolicy(stack, 'Bad', { policyName: 'x', policyDocument: documentOf({}), roles: ['r'] }),
  ],
  [
    'a policy of its own type',
    (stack) => new iam.CfnRolePolicy(stack, 'Bad', { policyName: 'x', policyDocument: documentOf({}), roleName: 'r' }),
  ],
  ['all actions of all services', managed({ Action: '*' })],
  ['a pattern of actions', managed({ Action: 'ecr:Put*' })],
  ['all but some actions', managed({ Action: undefined, NotAction: 'iam:*' })],
  ['all repositories of an account', managed({ Action: 'ecr:DeleteRepository', Resource: ofAll('ecr', ACCOUNT) })],
  [
    'all that Amazon ECR has',
    managed({ Action: 'ecr:SetRepositoryPolicy', Resource: ['arn:aws:s3:::x', 'arn:aws:ecr:*'] }),
  ],
  [
    'all repositories of the stack',
    managed({
      Action: 'ecr:PutLifecyclePolicy',
      Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*' },
    }),
  ],
  [
    'all public repositories',
    managed({ Action: 'ecr-public:DeleteRepository', Resource: `arn:aws:ecr-public::${ACCOUNT}:repository/*` }),
  ],
  ['all but some repositories', managed({ Resource: undefined, NotResource: 'arn:aws:ecr:*:*:repository/prod/*' })],
  ['a condition that anybody meets', managed({ Condition: { StringLike: { 'aws:ResourceTag/team': '*' } } })],
  ['a condition that is no limit', managed({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
])('reports %s', (_, build) => {
  expect(textsOf(rule, build)).toHaveLength(1);
});

test.each<[string, Build]>([
  ['the login', managed({ Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:Describe*'] })],
  ['pushes', managed({ Action: ['ecr:PutImage', 'ecr:*LayerUpload', 'ecr:UploadLayerPart', 'ecr:CreateRepository'] })],
  ['one repository', managed({ Resource: `arn:aws:ecr:*:${ACCOUNT}:repository/team/api` })],
  [
    'some repositories',
    managed({ Resource: [`arn:aws:ecr:*:${ACCOUNT}:repository/team-*`, 'arn:aws:ecr:*:*:repository/*-dev'] }),
  ],
  ['another service', managed({ Action: 's3:*' })],
  ['resources of another service', managed({ Action: '*', Resource: 'arn:aws:s3:::*' })],
  [
    'settings of the registry, which have no resource',
    managed({ Action: ['ecr:PutAccountSetting', 'ecr:PutReplicationConfiguration'] }),
  ],
  ['a Deny', managed({ Effect: 'Deny' })],
  ['what a Deny takes away', managed({ Action: 'ecr:*Image' }, { Effect: 'Deny', Action: 'ecr:BatchDelete*' })],
  ['a tag of the repository', managed({ Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } } })],
  [
    'a tag of the repository by the key of Amazon ECR',
    managed({ Condition: { StringEquals: { 'ecr:ResourceTag/team': '${aws:PrincipalTag/team}' } } }),
  ],
  [
    'another managed policy',
    role({ managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly'] }),
  ],
  [
    'a managed policy that is only a boundary',
    (stack) => {
      const boundary = new iam.ManagedPolicy(stack, 'Boundary', { statements: [allowAll()] });
      new iam.Role(stack, 'Role', { assumedBy: EC2, permissionsBoundary: boundary });
    },
  ],
  [
    'what the CDK needs to empty a repository',
    (stack) => new ecr.Repository(stack, 'Repo', { removalPolicy: RemovalPolicy.DESTROY, emptyOnDelete: true }),
  ],
  [
    'the handler of the CDK that deletes images',
    (stack) => new ecr.Repository(stack, 'Repo', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteImages: true }),
  ],
])('does not report %s', (_, build) => {
  expect(textsOf(rule, build)).toEqual([]);
});

test('reports a managed policy that is the boundary of one role and the policy of another', () => {
  const found = textsOf(rule, (stack) => {
    const policy = new iam.ManagedPolicy(stack, 'Policy', { statements: [allowAll()] });
    new iam.Role(stack, 'Role', { assumedBy: EC2, permissionsBoundary: policy });
    new iam.Role(stack, 'Other', { assumedBy: EC2, managedPolicies: [policy] });
  });
  expect(found).toHaveLength(1);
});
