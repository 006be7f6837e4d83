import type { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { DecisionCase } from './decision-case';
import { ACCOUNT, OTHER_ACCOUNT, REGION, resource, template } from './decision-case';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { ImagePushRole } from '../../../src/ci/image-push-role';
import { WorkloadIdentity } from '../../../src/ci/workload-identity';
import type { ACCESS_DECISIONS } from '../../../src/ecr/decisions/access-decisions';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { RegistryEndpoints } from '../../../src/network/registry-endpoints';
import { Registry } from '../../../src/registry/registry';
import { ImageSigningProfile } from '../../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../../src/repository/private-repository';

const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const STATEMENT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, Action: PULL };
const PATH = 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111';

const repository = (statement: object) =>
  resource('AWS::ECR::Repository', {
    RepositoryPolicyText: { Version: '2012-10-17', Statement: [{ ...STATEMENT, ...statement }] },
  });
const paths = (operator: string, path: string) =>
  repository({ Principal: '*', Condition: { [operator]: { 'aws:PrincipalOrgPaths': [path] } } });

const withStatement = (props: iam.PolicyStatementProps) => (stack: Stack) => {
  const own = new PrivateRepository(stack, 'Api');
  own.addToResourcePolicy(new iam.PolicyStatement({ actions: PULL, ...props }));
  return own;
};

const withPath = (operator: string, path: string) =>
  withStatement({
    principals: [new iam.AnyPrincipal()],
    conditions: { [operator]: { 'aws:PrincipalOrgPaths': [path] } },
  });

export const ACCESS_CASES: Record<keyof typeof ACCESS_DECISIONS, DecisionCase> = {
  [EcrRule.OPEN_POLICY]: {
    warning: withStatement({ principals: [new iam.AnyPrincipal()] }),
    finding: repository({ Principal: '*' }),
  },
  [EcrRule.POLICY_REPLACED]: {
    warning: (stack) => {
      const own = new PrivateRepository(stack, 'Api', {
        access: [RepositoryAccess.pullFromAccounts([OTHER_ACCOUNT])],
      });
      (own.node.defaultChild as ecr.CfnRepository).repositoryPolicyText = undefined;
      return own;
    },
  },
  [EcrRule.ALLOWED_PRINCIPALS]: {
    finding: { ...repository({}), parameters: { allowedAccounts: ['777788889999'] } },
  },
  [EcrRule.REQUIRED_PERIMETER]: {
    finding: {
      ...repository({}),
      parameters: { requiredPerimeter: [{ Sid: 'Fence', Effect: 'Deny', Principal: '*', Action: PULL }] },
    },
  },
  [EcrRule.SERVICE_SOURCE]: {
    warning: withStatement({ principals: [new iam.ServicePrincipal('lambda.amazonaws.com')] }),
    finding: repository({ Principal: { Service: 'lambda.amazonaws.com' } }),
  },
  [EcrRule.SOURCE_ORGANIZATION]: {
    warning: withStatement({
      principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    }),
  },
  [EcrRule.FOR_ALL_VALUES]: {
    warning: withPath('ForAllValues:StringLike', `${PATH}/*`),
    finding: paths('ForAllValues:StringLike', `${PATH}/*`),
  },
  [EcrRule.ORGANIZATION_PATH]: {
    warning: withPath('ForAnyValue:StringLike', `${PATH}*`),
    finding: paths('ForAnyValue:StringLike', `${PATH}*`),
  },
  [EcrRule.POLICY_CONDITIONS]: {
    finding: repository({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-*' } } }),
  },
  [EcrRule.REGISTRY_DENY]: {
    finding: resource('AWS::ECR::RegistryPolicy', {
      PolicyText: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Principal: '*', Action: 'ecr:*', Resource: '*' }],
      },
    }),
  },
  [EcrRule.POLICY_ACTIONS]: { finding: repository({ Action: [...PULL, 'ecr:GetAuthorizationToken'] }) },
  [EcrRule.ACCOUNT_PUSH]: {
    warning: withStatement({ actions: ['ecr:PutImage'], principals: [new iam.AccountPrincipal(OTHER_ACCOUNT)] }),
    finding: repository({ Action: 'ecr:*' }),
  },
  [EcrRule.ADMINISTRATION]: {
    warning: withStatement({
      actions: ['ecr:SetRepositoryPolicy'],
      principals: [new iam.AccountPrincipal(OTHER_ACCOUNT)],
    }),
    finding: repository({ Action: 'ecr:SetRepositoryPolicy' }),
  },
  [EcrRule.IDENTITY_POLICY]: {
    finding: resource('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }] },
    }),
  },
  [EcrRule.PUSH_TRUST]: {
    finding: resource('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
              StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/*' },
            },
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'push',
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ecr:PutImage', Resource: '*' }] },
        },
      ],
    }),
  },
  [EcrRule.PINNED_IMAGE]: {
    finding: {
      ...resource('AWS::ECS::TaskDefinition', {
        ContainerDefinitions: [{ Image: 'public.ecr.aws/nginx/nginx:latest' }],
      }),
      parameters: { requirePinnedImages: true },
    },
  },
  [EcrRule.IMAGE_REGISTRY]: {
    finding: {
      ...resource('AWS::CodeBuild::Project', { Environment: { Image: 'nginx:1.27' } }),
      parameters: { allowedImageRegistries: ['public.ecr.aws'] },
    },
  },
  [EcrRule.IMAGE_REFERENCE]: {
    finding: resource('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{ Image: `https://${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/team/api:v1` }],
    }),
  },
  [EcrRule.IMAGE_PULL]: {
    finding: resource('AWS::ECS::TaskDefinition', {
      RequiresCompatibilities: ['FARGATE'],
      ContainerDefinitions: [{ Image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/team/api:v1` }],
    }),
  },
  [EcrRule.VPC_ENDPOINTS]: {
    finding: {
      ...resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
      parameters: { requireVpcEndpoints: true },
    },
  },
  [EcrRule.ENDPOINT_PULL]: {
    finding: resource('AWS::EC2::VPCEndpoint', {
      VpcId: 'vpc-1',
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.us-east-1.ecr.dkr',
      PrivateDnsEnabled: true,
    }),
  },
  [EcrRule.LAMBDA_IMAGE]: {
    finding: resource('AWS::Lambda::Function', {
      PackageType: 'Image',
      Code: { ImageUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/team/api:v1` },
    }),
  },
  [EcrRule.POLICY_RESOURCES]: {
    warning: withStatement({ principals: [new iam.AccountPrincipal(OTHER_ACCOUNT)], resources: ['*'] }),
    finding: repository({ Resource: '*' }),
  },
  [EcrRule.POLICY_FORM]: { finding: repository({ Principal: { AWS: 12345678901 } }) },
  [EcrRule.REUSABLE_NAME]: {
    warning: (stack) => {
      const identity = WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', branch: 'main' });
      return new ImagePushRole(stack, 'Ci', { identity, prefixes: ['team-a/'] });
    },
  },
  [EcrRule.PULL_REQUEST_PUSH]: {
    warning: (stack) => {
      const identity = WorkloadIdentity.gitHub({
        owner: 'acme',
        repository: 'api',
        repositoryId: '456',
        environment: 'prod',
      });
      return new ImagePushRole(stack, 'Ci', { identity, prefixes: ['team-a/'] });
    },
  },
  [EcrRule.CANNOT_SIGN]: {
    notShown: 'the construct warns of roles that no template declares',
    finding: {
      templates: [
        template({
          Registry: [
            'AWS::ECR::SigningConfiguration',
            { Rules: [{ SigningProfileArn: `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/images` }] },
          ],
          Role: [
            'AWS::IAM::Role',
            {
              Policies: [
                {
                  PolicyName: 'push',
                  PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ecr:PutImage', Resource: '*' }] },
                },
              ],
            },
          ],
        }),
      ],
    },
    warning: (stack) => {
      const profile = ImageSigningProfile.fromSigningProfileArn(
        stack,
        'Profile',
        `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/images`,
      );
      new Registry(stack, 'Registry').addSigningRule({ profile, repositoryFilters: ['prod/*'] });
      const own = new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api' });
      own.grants.push(iam.Role.fromRoleArn(stack, 'Imported', `arn:aws:iam::${OTHER_ACCOUNT}:role/ci`));
      return own;
    },
  },
  [EcrRule.LAYERS_UNREACHABLE]: {
    warning: (stack) => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
      const client = new ec2.SecurityGroup(stack, 'Client', { vpc, allowAllOutbound: false });
      return new RegistryEndpoints(stack, 'Endpoints', { vpc, clients: [client] });
    },
  },
};
