import { CfnCondition, CfnParameter, Fn, NestedStack } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Mistake, SoundVariant } from './seed';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { RepositoryPerimeter } from '../../../src/access/repository-perimeter';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../src/repository/private-repository';
import type { CleanApp } from '../clean-app';
import { ACCOUNT } from '../support';

const OTHER = '444455556666';
const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111`;
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const IN_ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } };

type Json = Record<string, unknown>;

function policy(...statements: Json[]): Json {
  const whole = statements.map((each) => ({ Effect: 'Allow', Principal: { AWS: root(OTHER) }, Action: PULL, ...each }));
  return { Version: '2012-10-17', Statement: whole };
}

function root(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** Replaces the policy of the repository. */
function setPolicy(clean: CleanApp, value: unknown): void {
  clean.l1('AWS::ECR::Repository', 'Api').addPropertyOverride('RepositoryPolicyText', value);
}

const onRepository =
  (...statements: Json[]) =>
  (clean: CleanApp) =>
    setPolicy(clean, policy(...statements));

/** Replaces the policy of the repositories that a creation template makes. */
function setTemplatePolicy(clean: CleanApp, value: unknown): void {
  clean.l1('AWS::ECR::RepositoryCreationTemplate', 'team').addPropertyOverride('RepositoryPolicy', value);
}

/** Gives the public repository a policy. */
const onPublicRepository = (statement: Json) => (clean: CleanApp) =>
  clean
    .l1('AWS::ECR::PublicRepository', '', clean.gallery)
    .addPropertyOverride('RepositoryPolicyText', policy(statement));

/** A registry in which nobody has set anything, with a policy. */
const onRegistry =
  (...statements: Json[]) =>
  (clean: CleanApp) =>
    void new ecr.CfnRegistryPolicy(clean.stack('Elsewhere', 'us-west-2'), 'Policy', {
      policyText: policy(...statements.map((each) => ({ Resource: '*', ...each }))),
    });

/** Another repository, to which statements are added as to any L2. */
function addRepository(scope: Stack, ...statements: iam.PolicyStatementProps[]): PrivateRepository {
  const repository = new PrivateRepository(scope, 'Web', { repositoryName: 'shop/web', tags: { team: 'payments' } });
  statements.forEach((each) => repository.addToResourcePolicy(new iam.PolicyStatement(each)));
  return repository;
}

export const ACCESS_MISTAKES: readonly Mistake[] = [
  {
    name: 'everybody may pull',
    rule: EcrRule.OPEN_POLICY,
    seed: ({ primary }) => void addRepository(primary, { actions: PULL, principals: [new iam.AnyPrincipal()] }),
  },
  {
    name: 'everybody may do all in a policy that is a text',
    rule: EcrRule.OPEN_POLICY,
    seed: (clean) => setPolicy(clean, JSON.stringify(policy({ Principal: { AWS: '*' }, Action: 'ecr:*' }))),
  },
  {
    name: 'a creation template lets everybody do all',
    rule: EcrRule.OPEN_POLICY,
    seed: (clean) => setTemplatePolicy(clean, JSON.stringify(policy({ Principal: '*', Action: 'ecr:*' }))),
  },
  {
    name: 'everybody may push to a public repository',
    rule: EcrRule.OPEN_POLICY,
    seed: onPublicRepository({ Principal: '*', Action: ['ecr-public:PutImage', 'ecr-public:InitiateLayerUpload'] }),
  },
  {
    name: 'a condition on the organization takes any organization',
    rule: EcrRule.OPEN_POLICY,
    seed: onRepository({ Principal: '*', Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-*' } } }),
  },
  {
    name: 'a condition on the organization need not be met',
    rule: EcrRule.OPEN_POLICY,
    seed: onRepository({ Principal: '*', Condition: { StringEqualsIfExists: IN_ORGANIZATION.StringEquals } }),
  },
  {
    name: 'an Allow is for all but an account',
    rule: EcrRule.OPEN_POLICY,
    seed: onRepository({ Principal: undefined, NotPrincipal: { AWS: root(OTHER) } }),
  },
  {
    name: 'a registry lets everybody create repositories',
    rule: EcrRule.OPEN_POLICY,
    seed: onRegistry({ Principal: '*', Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'] }),
  },
  {
    name: 'an account is admitted that is not allowed',
    rule: EcrRule.ALLOWED_PRINCIPALS,
    props: { allowedAccounts: ['777788889999'] },
    seed: onRepository({}),
  },
  {
    name: 'an organization is admitted that is not allowed',
    rule: EcrRule.ALLOWED_PRINCIPALS,
    props: { allowedOrganizations: [ORGANIZATION] },
    seed: onRepository({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } } }),
  },
  {
    name: 'Lambda is admitted for all accounts',
    rule: EcrRule.SERVICE_SOURCE,
    seed: ({ primary }) =>
      void addRepository(primary, { actions: PULL, principals: [new iam.ServicePrincipal('lambda.amazonaws.com')] }),
  },
  {
    name: 'Lambda is admitted on a condition that it never meets',
    rule: EcrRule.SERVICE_SOURCE,
    seed: onRepository({ Principal: { Service: 'lambda.amazonaws.com' }, Condition: IN_ORGANIZATION }),
  },
  {
    name: 'all values of an organization path are compared, though there may be none',
    rule: EcrRule.FOR_ALL_VALUES,
    seed: onRepository({
      Principal: '*',
      Condition: { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${UNIT}/*` } },
    }),
  },
  {
    name: 'an organization path lacks the last slash',
    rule: EcrRule.ORGANIZATION_PATH,
    seed: onRepository({
      Principal: '*',
      Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${UNIT}*` } },
    }),
  },
  {
    name: 'an organization is compared with a pattern as a text',
    rule: EcrRule.POLICY_CONDITIONS,
    seed: onRepository({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-*' } } }),
  },
  {
    name: 'a registry denies all to everybody',
    rule: EcrRule.REGISTRY_DENY,
    seed: onRegistry({ Effect: 'Deny', Principal: '*', Action: 'ecr:*' }),
  },
  {
    name: 'the library does not know an action',
    rule: EcrRule.UNKNOWN_NAME,
    seed: onRepository({ Action: [...PULL, 'ecr:BatchImportLayerAvailability'] }),
  },
  {
    name: 'a repository policy grants the login',
    rule: EcrRule.POLICY_ACTIONS,
    seed: onRepository({ Action: [...PULL, 'ecr:GetAuthorizationToken'] }),
  },
  {
    name: 'the policy of a public repository has actions of private ones',
    rule: EcrRule.POLICY_ACTIONS,
    seed: onPublicRepository({ Action: ['ecr:PutImage', 'ecr:InitiateLayerUpload'] }),
  },
  {
    name: 'another account may push and delete',
    rule: EcrRule.ACCOUNT_PUSH,
    seed: onRepository({ Action: ['ecr:PutImage', 'ecr:BatchDeleteImage'] }),
  },
  {
    name: 'a role of another account may change the policy',
    rule: EcrRule.ADMINISTRATION,
    seed: onRepository({
      Action: 'ecr:SetRepositoryPolicy',
      Principal: { AWS: `arn:aws:iam::${OTHER}:role/admin` },
    }),
  },
  {
    name: 'a role may do all with every repository',
    rule: EcrRule.IDENTITY_POLICY,
    seed: ({ primary }) => {
      const role = new iam.Role(primary, 'Admin', { assumedBy: new iam.AccountRootPrincipal() });
      role.addToPolicy(new iam.PolicyStatement({ actions: ['ecr:*'], resources: ['*'] }));
    },
  },
  {
    name: 'Lambda is admitted for another account whose principals are not',
    rule: EcrRule.LAMBDA_IMAGE,
    seed: onRepository({
      Principal: { Service: 'lambda.amazonaws.com' },
      Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:lambda:*:${OTHER}:function:*` } },
    }),
  },
  {
    name: 'all of an organization may push',
    rule: EcrRule.ACCOUNT_PUSH,
    seed: ({ primary }) =>
      void addRepository(primary, {
        actions: ['ecr:PutImage'],
        principals: [new iam.OrganizationPrincipal(ORGANIZATION)],
      }),
  },
  {
    name: 'a repository policy has a Resource',
    rule: EcrRule.POLICY_RESOURCES,
    seed: ({ primary }) =>
      void addRepository(primary, {
        actions: PULL,
        principals: [new iam.AccountPrincipal(OTHER)],
        resources: ['*'],
      }),
  },
  {
    name: 'a registry policy names repositories of the public registry',
    rule: EcrRule.POLICY_RESOURCES,
    seed: onRegistry({ Resource: `arn:aws:ecr-public::${ACCOUNT}:repository/docker-hub/*` }),
  },
  {
    name: 'the policy of a creation template is an object',
    rule: EcrRule.POLICY_FORM,
    seed: (clean) => setTemplatePolicy(clean, policy({})),
  },
  {
    name: 'an account id has lost its leading zero',
    rule: EcrRule.POLICY_FORM,
    seed: onRepository({ Principal: { AWS: 12345678901 } }),
  },
  {
    name: 'a condition has an operator that does not exist',
    rule: EcrRule.POLICY_FORM,
    seed: onRepository({ Principal: '*', Condition: { StringEqual: IN_ORGANIZATION.StringEquals } }),
  },
  {
    name: 'a principal is a pattern',
    rule: EcrRule.POLICY_FORM,
    seed: onRepository({ Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci-*` } }),
  },
];

export const ACCESS_SOUND: readonly SoundVariant[] = [
  {
    name: 'everybody in some units of an organization may pull',
    seed: onRepository({
      Principal: '*',
      Condition: {
        'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [`${UNIT}/*`, `${ORGANIZATION}/r-ab12/ou-*`] },
      },
    }),
  },
  {
    name: 'everybody may pull through an endpoint',
    seed: ({ primary }) =>
      void addRepository(primary, {
        actions: PULL,
        principals: [new iam.AnyPrincipal()],
        conditions: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } },
      }),
  },
  {
    name: 'a Deny closes what an Allow opens',
    seed: onRepository(
      { Principal: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'ecr:*',
        Condition: { StringNotEquals: IN_ORGANIZATION.StringEquals },
      },
    ),
  },
  {
    name: 'a guardrail of the library is around an account',
    seed: ({ primary }) =>
      void new PrivateRepository(primary, 'Web', {
        repositoryName: 'shop/web',
        tags: { team: 'payments' },
        access: [
          RepositoryAccess.pullFromAccounts([OTHER]),
          RepositoryAccess.pullFromLambda({ accounts: [OTHER] }),
          RepositoryAccess.denyOutside(RepositoryPerimeter.organization(ORGANIZATION)),
        ],
      }),
  },
  {
    name: 'all values are compared of a key that has to be there',
    seed: onRepository({
      Principal: '*',
      Condition: {
        'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${UNIT}/*` },
        Null: { 'aws:PrincipalOrgPaths': 'false' },
      },
    }),
  },
  {
    name: 'CodeBuild is admitted for a project of the app',
    seed: ({ primary }) => {
      const project = new codebuild.PipelineProject(primary, 'Build');
      addRepository(primary, {
        actions: PULL,
        principals: [new iam.ServicePrincipal('codebuild.amazonaws.com')],
        conditions: { ArnLike: { 'aws:SourceArn': project.projectArn } },
      });
    },
  },
  {
    name: 'a role of the app pushes',
    props: { allowedAccounts: ['777788889999'] },
    seed: ({ primary }) => {
      const role = new iam.Role(primary, 'Ci', { assumedBy: new iam.AccountRootPrincipal() });
      addRepository(primary, { actions: ['ecr:PutImage'], principals: [role] });
    },
  },
  {
    name: 'a role of another stack and account pushes',
    seed: (clean) => {
      const ci = clean.stack('Ci', 'eu-west-1', OTHER);
      const role = new iam.Role(ci, 'Role', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'ci' });
      addRepository(clean.primary).grantPush(role);
    },
  },
  {
    name: 'an imported role pushes',
    seed: ({ primary }) => {
      const role = iam.Role.fromRoleArn(primary, 'Ci', `arn:aws:iam::${OTHER}:role/ci`);
      addRepository(primary, { actions: ['ecr:PutImage'], principals: [new iam.ArnPrincipal(role.roleArn)] });
    },
  },
  {
    name: 'an account is a parameter',
    props: { allowedAccounts: ['777788889999'] },
    seed: ({ primary }) => {
      const account = new CfnParameter(primary, 'Account').valueAsString;
      addRepository(primary, { actions: ['ecr:PutImage'], principals: [new iam.AccountPrincipal(account)] });
    },
  },
  {
    name: 'a condition of the template decides on a statement',
    seed: (clean) => {
      new CfnCondition(clean.primary, 'IsProd', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') });
      const either = { 'Fn::If': ['IsProd', policy({}).Statement, { Ref: 'AWS::NoValue' }] };
      setPolicy(clean, { Version: '2012-10-17', Statement: either });
    },
  },
  {
    name: 'the policy is imported from another stack',
    seed: (clean) => setPolicy(clean, Fn.importValue('RepositoryPolicy')),
  },
  {
    name: 'a nested stack is told the organization',
    props: { allowedOrganizations: [ORGANIZATION] },
    seed: ({ primary }) => {
      const nested = new NestedStack(primary, 'Nested', { parameters: { Organization: ORGANIZATION } });
      const organization = new CfnParameter(nested, 'Organization').valueAsString;
      addRepository(nested, { actions: PULL, principals: [new iam.OrganizationPrincipal(organization)] });
    },
  },
  {
    name: 'a policy is a text with references',
    props: { allowedAccounts: ['777788889999'] },
    seed: (clean) =>
      setPolicy(clean, {
        'Fn::Sub': JSON.stringify(policy({ Principal: { AWS: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } })),
      }),
  },
  {
    name: 'a registry denies all but its own policy, and what is outside of the organization',
    seed: onRegistry(
      {
        Effect: 'Deny',
        Principal: '*',
        Action: undefined,
        NotAction: 'ecr:*RegistryPolicy',
        Condition: {
          StringNotEquals: IN_ORGANIZATION.StringEquals,
        },
      },
      { Effect: 'Deny', Principal: '*', Action: 'ecr:*', Condition: { StringNotEquals: IN_ORGANIZATION.StringEquals } },
      { Effect: 'Deny', Principal: '*', Action: ['ecr:DeleteRepository', 'ecr:BatchDeleteImage'] },
    ),
  },
  {
    name: 'everybody may see what is in a public repository',
    seed: onPublicRepository({
      Principal: '*',
      Action: ['ecr-public:DescribeImages', 'ecr-public:ListTagsForResource'],
    }),
  },
];
