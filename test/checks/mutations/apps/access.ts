import { Fn, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  handWritten,
  handWrittenKey,
  keyOfL2,
  ofL2,
  ORGANIZATION,
  OTHER,
  policy,
  PULL,
  registryPolicy,
  stackIn,
} from './parts';
import { RepositoryAccess } from '../../../../src/access/repository-access';
import { RepositoryPerimeter } from '../../../../src/access/repository-perimeter';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { ACCOUNT, REGION } from '../../support';
import type { Json, SoundApp } from '../mutant';

const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111`;
const IN_ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } };

/** A repository with a policy written by hand. */
function withPolicy(app: App, repositoryPolicyText: unknown): void {
  const stack = stackIn(app, 'Service');
  handWritten(stack, 'Api', handWrittenKey(stack).attrArn, { repositoryName: 'shop/api', repositoryPolicyText });
}

export const ACCESS_APPS: readonly SoundApp[] = [
  {
    name: 'other accounts pull and their roles push',
    options: () => ({ allowedAccounts: [OTHER] }),
    build: (app) => {
      const ci = stackIn(app, 'Ci', { account: OTHER });
      const role = new iam.Role(ci, 'Role', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'ci' });
      const stack = stackIn(app, 'Service');
      const repository = new PrivateRepository(stack, 'Api', {
        repositoryName: 'shop/api',
        access: [RepositoryAccess.pullFromAccounts([OTHER])],
      });
      repository.grantPush(role);
      const imported = new iam.ArnPrincipal(`arn:aws:iam::${OTHER}:role/release`);
      repository.addToResourcePolicy(
        new iam.PolicyStatement({ actions: ['ecr:PutImage', 'ecr:InitiateLayerUpload'], principals: [imported] }),
      );
    },
  },
  {
    name: 'an organization pulls',
    options: () => ({ allowedOrganizations: [ORGANIZATION], allowedAccounts: [OTHER] }),
    build: (app) =>
      withPolicy(
        app,
        policy(
          { Sid: 'All', Principal: '*', Condition: IN_ORGANIZATION },
          {
            Sid: 'Units',
            Principal: { AWS: '*' },
            Condition: {
              'ForAnyValue:StringLike': {
                'aws:PrincipalOrgPaths': [`${UNIT}/*`, `${ORGANIZATION}/r-ab12/ou-*`],
              },
            },
          },
          {
            Sid: 'Present',
            Principal: '*',
            Condition: {
              'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${UNIT}/*` },
              Null: { 'aws:PrincipalOrgPaths': 'false' },
            },
          },
        ),
      ),
  },
  {
    name: 'a network and a Deny close what an Allow opens',
    build: (app) =>
      withPolicy(
        app,
        policy(
          { Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } } },
          { Principal: '*', Action: 'ecr:ListImages' },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'ecr:*',
            Condition: { StringNotEquals: IN_ORGANIZATION.StringEquals },
          },
        ),
      ),
  },
  {
    name: 'a guardrail is required and is there',
    options: () => ({ requiredPerimeter: RepositoryPerimeter.organization(ORGANIZATION) }),
    build: (app) => {
      const stack = stackIn(app, 'Service');
      new PrivateRepository(stack, 'Api', {
        repositoryName: 'shop/api',
        access: [
          RepositoryAccess.pullFromAccounts([OTHER]),
          RepositoryAccess.pullFromLambda({ accounts: [OTHER] }),
          RepositoryAccess.denyOutside(RepositoryPerimeter.organization(ORGANIZATION)),
        ],
      });
    },
  },
  {
    name: 'functions of two accounts run an image',
    build: (app) => {
      const stack = stackIn(app, 'Images');
      const repository = ofL2(stack, 'Api', keyOfL2(stack), { repositoryName: 'functions/api' });
      const lambdas = new iam.ServicePrincipal('lambda.amazonaws.com');
      for (const account of [ACCOUNT, OTHER]) {
        const source = { ArnLike: { 'aws:SourceArn': `arn:aws:lambda:${REGION}:${account}:function:*` } };
        const statement = { actions: PULL, principals: [lambdas], conditions: source };
        repository.addToResourcePolicy(new iam.PolicyStatement(statement));
      }
      repository.grantPull(new iam.AccountPrincipal(OTHER));
      const imported = ecr.Repository.fromRepositoryName(stack, 'Imported', 'functions/api');
      const code = lambda.Code.fromEcrImage(imported, { tagOrDigest: 'v1' });
      const { FROM_IMAGE: image } = lambda.Runtime;
      new lambda.Function(stack, 'Function', { code, handler: lambda.Handler.FROM_IMAGE, runtime: image });
    },
  },
  {
    name: 'the policy is the one that Lambda writes itself',
    build: (app) =>
      withPolicy(
        app,
        policy({
          Sid: 'LambdaECRImageRetrievalPolicy',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: [...PULL, 'ecr:GetRepositoryPolicy', 'ecr:SetRepositoryPolicy', 'ecr:DeleteRepositoryPolicy'],
          Condition: { StringLike: { 'aws:sourceArn': `arn:aws:lambda:${REGION}:${ACCOUNT}:function:*` } },
        }),
      ),
  },
  {
    name: 'a service that analyzes data pulls',
    build: (app) =>
      withPolicy(
        app,
        policy({
          Principal: { Service: 'omics.amazonaws.com' },
          Action: [...PULL, 'ecr:BatchCheckLayerAvailability'],
        }),
      ),
  },
  {
    name: 'CodeBuild pulls its environment and a role pushes',
    build: (app) => {
      const stack = stackIn(app, 'Pipeline');
      const project = new codebuild.PipelineProject(stack, 'Build');
      const repository = ofL2(stack, 'Tools', keyOfL2(stack), { repositoryName: 'build/tools' });
      const conditions = { ArnLike: { 'aws:SourceArn': project.projectArn } };
      const principals = [new iam.ServicePrincipal('codebuild.amazonaws.com')];
      repository.addToResourcePolicy(new iam.PolicyStatement({ actions: PULL, principals, conditions }));
      const role = new iam.Role(stack, 'Ci', { assumedBy: new iam.AccountRootPrincipal() });
      repository.addToResourcePolicy(new iam.PolicyStatement({ actions: ['ecr:PutImage'], principals: [role] }));
    },
  },
  {
    name: 'nodes of a cluster and its pods pull',
    build: (app) => {
      const stack = stackIn(app, 'Cluster');
      const nodes = new iam.Role(stack, 'Nodes', {
        assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
        managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonEC2ContainerRegistryPullOnly')],
      });
      const pods = new iam.Role(stack, 'Pods', { assumedBy: new iam.ServicePrincipal('pods.eks.amazonaws.com') });
      const repository = ofL2(stack, 'Api', keyOfL2(stack), { repositoryName: 'cluster/api' });
      repository.grantPull(nodes);
      repository.grantPull(pods);
    },
  },
  {
    name: 'a policy is a text, is imported or is chosen by a condition',
    options: () => ({ allowedAccounts: [OTHER] }),
    build: (app) => {
      const stack = stackIn(app, 'Service');
      const key = handWrittenKey(stack).attrArn;
      const own = policy({ Principal: { AWS: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } });
      const either = Fn.conditionIf('IsProd', policy({}).Statement, { Ref: 'AWS::NoValue' });
      const policies: Json = {
        Text: { 'Fn::Sub': JSON.stringify(own) },
        Imported: Fn.importValue('RepositoryPolicy'),
        Chosen: { Version: '2012-10-17', Statement: either },
        Single: { Version: '2012-10-17', Statement: policy({}).Statement[0] },
      };
      stack.templateOptions.description = 'Policies in all forms.';
      stack.addTransform('AWS::LanguageExtensions');
      for (const [id, repositoryPolicyText] of Object.entries(policies)) {
        handWritten(stack, id, key, { repositoryPolicyText });
      }
    },
  },
  {
    name: 'a registry policy protects itself and lets caches be used',
    options: () => ({ allowedAccounts: [OTHER], allowedOrganizations: [ORGANIZATION] }),
    build: (app) => {
      const stack = stackIn(app, 'Registry', { region: 'us-west-2' });
      const outside = { StringNotEquals: IN_ORGANIZATION.StringEquals };
      const deny: Json = { Effect: 'Deny', Principal: '*', Resource: '*' };
      registryPolicy(
        stack,
        { ...deny, Action: undefined, NotAction: 'ecr:*RegistryPolicy', Condition: outside },
        { ...deny, Action: ['ecr:DeleteRepository', 'ecr:BatchDeleteImage'] },
        {
          Principal: { AWS: `arn:aws:iam::${OTHER}:role/deploy` },
          Action: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
          Resource: `arn:aws:ecr:us-west-2:${ACCOUNT}:repository/docker-hub/*`,
        },
        {
          Principal: '*',
          Action: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
          Resource: Stack.of(stack).formatArn({ service: 'ecr', resource: 'repository', resourceName: 'quay/*' }),
          Condition: IN_ORGANIZATION,
        },
      );
    },
  },
];
