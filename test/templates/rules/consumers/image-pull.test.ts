import { Stack } from 'aws-cdk-lib';
import * as apprunner from 'aws-cdk-lib/aws-apprunner';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { fargateTask, project, task } from './consumers';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Json } from '../../../checks/mutations/mutant';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, problemsOf, REGION, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.IMAGE_PULL;
const OTHER = '444455556666';
const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const IMAGE = `${HOST}/team/api:v1`;
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const IMPORT = ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'];
const arnOf = (name: string) => `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${name}`;
const allow = (Action: string | string[], Resource: unknown = '*'): Json => ({ Effect: 'Allow', Action, Resource });
const LOGIN = allow('ecr:GetAuthorizationToken');
const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;

testRuleTable({
  rule,
  l1: fargateTask(IMAGE, [LOGIN, allow(PULL, arnOf('team/other'))]),
  l2: (stack) => {
    const definition = new ecs.FargateTaskDefinition(stack, 'Bad', {
      executionRole: new iam.Role(stack, 'Role', {
        assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
        inlinePolicies: { login: new iam.PolicyDocument({ statements: [iam.PolicyStatement.fromJson(LOGIN)] }) },
      }),
    });
    definition.addContainer('main', { image: ecs.ContainerImage.fromRegistry(IMAGE) });
  },
  override: (stack) => {
    fargateTask(IMAGE, [LOGIN, allow(PULL)])(stack);
    (stack.node.findChild('Bad') as ecs.CfnTaskDefinition).addPropertyDeletionOverride('ExecutionRoleArn');
  },
  passes: (stack) => {
    const repository = new PrivateRepository(stack, 'Api');
    const image = ecs.ContainerImage.fromEcrRepository(repository, 'v1');
    new ecs.FargateTaskDefinition(stack, 'Task').addContainer('main', { image });
  },
});

test('names the permissions that an execution role lacks', () => {
  const builds = [
    fargateTask(IMAGE, []),
    fargateTask(IMAGE, [allow(PULL)]),
    fargateTask(IMAGE, [allow([...PULL, 'ecr:GetAuthorizationToken'], arnOf('team/api'))]),
    fargateTask(IMAGE, [LOGIN, allow('ecr:BatchGetImage', arnOf('team/*'))]),
    fargateTask(IMAGE, [LOGIN, allow(PULL), { ...allow('ecr:*'), Effect: 'Deny' }]),
    fargateTask(IMAGE, [], [managed('CloudWatchLogsFullAccess')]),
  ];
  expect(builds.flatMap((build) => problemsOf(rule, build)).join('\n')).toMatchInlineSnapshot(`
    "Properties/ContainerDefinitions/0/Image: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1, may not ecr:GetAuthorizationToken, without which it cannot log in
    Properties/ContainerDefinitions/0/Image: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1, may not ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on its repository
    Properties/ContainerDefinitions/0/Image: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1, may not ecr:GetAuthorizationToken, without which it cannot log in
    Properties/ContainerDefinitions/0/Image: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1, may not ecr:GetAuthorizationToken, without which it cannot log in
    Properties/ContainerDefinitions/0/Image: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1, may not ecr:GetDownloadUrlForLayer on its repository
    Properties/ContainerDefinitions/0/Image: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1, may not ecr:GetAuthorizationToken, without which it cannot log in
    Properties/ContainerDefinitions/0/Image: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1, may not ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on its repository
    Properties/ContainerDefinitions/0/Image: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1, may not ecr:GetAuthorizationToken, without which it cannot log in
    Properties/ContainerDefinitions/0/Image: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1, may not ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on its repository"
  `);
});

test.each<[string, Build]>([
  ['the repository', fargateTask(IMAGE, [LOGIN, allow(PULL, arnOf('team/api'))])],
  ['its namespace', fargateTask(IMAGE, [LOGIN, allow('ecr:*', arnOf('team/*'))])],
  ['all repositories', fargateTask(IMAGE, [allow('*')])],
  ['no repository, but has a policy of AWS', fargateTask(IMAGE, [], [managed('AmazonEC2ContainerRegistryReadOnly')])],
  ['no repository, but has a policy of another app', fargateTask(IMAGE, [], [`arn:aws:iam::${ACCOUNT}:policy/pull`])],
  ['no repository, but the image is of another registry', fargateTask('public.ecr.aws/nginx/nginx:1', [])],
])('does not report a role that may pull from %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});

test('does not report a task on instances, whose own role pulls', () => {
  expect(problemsOf(rule, task(IMAGE))).toEqual([]);
});

test('does not report a role that the policy of the repository names', () => {
  const build: Build = (stack) => {
    fargateTask(IMAGE, [LOGIN])(stack);
    const { attrArn } = stack.node.findChild('Role') as iam.CfnRole;
    const Statement = [{ Effect: 'Allow', Principal: { AWS: attrArn }, Action: PULL }];
    new ecr.CfnRepository(stack, 'Api', { repositoryName: 'team/api', repositoryPolicyText: { Statement } });
  };
  expect(problemsOf(rule, build)).toEqual([]);
});

test('reports a repository of another account whose policy does not admit the account of a task', () => {
  const pulling = (principal?: iam.IPrincipal): Build => {
    return (stack) => {
      const other = new Stack(stack.node.root, 'Images', { env: { account: OTHER, region: REGION } });
      const repository = new ecr.Repository(other, 'Api', { repositoryName: 'team/api' });
      if (principal) {
        repository.addToResourcePolicy(new iam.PolicyStatement({ actions: PULL, principals: [principal] }));
      }
      task(`${OTHER}.dkr.ecr.${REGION}.amazonaws.com/team/api:v1`)(stack);
    };
  };
  const expected = [
    `the policy of Images/Api/Resource lets nobody of account ${ACCOUNT} pull ` +
      `${OTHER}.dkr.ecr.${REGION}.amazonaws.com/team/api:v1`,
  ];
  expect(textsOf(rule, pulling())).toEqual(expected);
  expect(textsOf(rule, pulling(new iam.AccountPrincipal('777788889999')))).toEqual(expected);
  expect(textsOf(rule, pulling(new iam.AccountPrincipal(ACCOUNT)))).toEqual([]);
  expect(textsOf(rule, pulling(new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/run`)))).toEqual([]);
  expect(textsOf(rule, pulling(new iam.OrganizationPrincipal('o-a1b2c3d4e5')))).toEqual([]);
});

test('reports a role that cannot import an image through a cache, as a warning', () => {
  const cached = (statements: Json[], add?: Build): Build => {
    return (stack) => {
      const policies = [managed('service-role/AmazonECSTaskExecutionRolePolicy')];
      new ecr.CfnPullThroughCacheRule(stack, 'Cache', { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' });
      fargateTask(`${HOST}/quay/coreos/etcd:v3`, statements, policies)(stack);
      add?.(stack);
    };
  };
  const declared: Build = (stack) => new ecr.CfnRepository(stack, 'Etcd', { repositoryName: 'quay/coreos/etcd' });
  const byRegistry: Build = (stack) =>
    new ecr.CfnRegistryPolicy(stack, 'Policy', {
      policyText: { Statement: [{ ...allow(IMPORT), Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }] },
    });
  const found = [
    cached([]),
    cached([allow(IMPORT, arnOf('ghcr/*'))]),
    cached([allow(IMPORT[0], arnOf('quay/*'))]),
    cached([], declared),
  ].flatMap((build) => findingsOfRule(rule, build));
  expect(found.map(({ severity, text }) => `${severity}: ${text.split('. ')[0]}`).join('\n')).toMatchInlineSnapshot(`
    "warning: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay/coreos/etcd:v3, may not ecr:BatchImportUpstreamImage and ecr:CreateRepository, so it cannot pull an image through the cache Stack/Cache for the first time
    warning: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay/coreos/etcd:v3, may not ecr:BatchImportUpstreamImage and ecr:CreateRepository, so it cannot pull an image through the cache Stack/Cache for the first time
    warning: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay/coreos/etcd:v3, may not ecr:CreateRepository, so it cannot pull an image through the cache Stack/Cache for the first time
    warning: Stack/Role, the role that pulls 111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay/coreos/etcd:v3, may not ecr:BatchImportUpstreamImage, so it cannot pull an image through the cache Stack/Cache for the first time"
  `);
  const sound = [
    cached([allow(IMPORT, arnOf('quay/*'))]),
    cached([allow(IMPORT[0], arnOf('quay/*'))], declared),
    cached([], byRegistry),
  ];
  expect(sound.flatMap((build) => problemsOf(rule, build))).toEqual([]);
});

test('reports an image that CodeBuild pulls itself unless the policy of the repository admits it', () => {
  const built = (statements: Json[], credentials?: string): Build => {
    return (stack) => {
      const Statement = statements.map((each) => ({ Effect: 'Allow', Action: PULL, ...each }));
      new ecr.CfnRepository(stack, 'Api', { repositoryName: 'team/api', repositoryPolicyText: { Statement } });
      project(IMAGE)(stack);
      const build = stack.node.findChild('Bad') as codebuild.CfnProject;
      build.addPropertyOverride('Environment.ImagePullCredentialsType', credentials);
    };
  };
  const service = { Principal: { Service: 'codebuild.amazonaws.com' } };
  const expected = [
    'CodeBuild pulls the image with its own credentials, but the policy of Stack/Api does not let ' +
      'codebuild.amazonaws.com pull',
  ];
  expect(textsOf(rule, built([], 'CODEBUILD'))).toEqual(expected);
  expect(textsOf(rule, built([]))).toEqual(expected);
  expect(textsOf(rule, built([{ ...service, Action: PULL[0] }], 'CODEBUILD'))).toEqual(expected);
  expect(textsOf(rule, built([service], 'CODEBUILD'))).toEqual([]);
  expect(textsOf(rule, built([], 'SERVICE_ROLE'))).toEqual([]);
});

test('reports a service of App Runner without a role for its image', () => {
  const build: Build = (stack) => {
    const imageRepository = { imageIdentifier: IMAGE, imageRepositoryType: 'ECR' };
    new apprunner.CfnService(stack, 'Bad', { sourceConfiguration: { imageRepository } });
  };
  expect(problemsOf(rule, build)).toEqual([
    'Properties/SourceConfiguration/AuthenticationConfiguration/AccessRoleArn: AccessRoleArn is not set, but App Runner ' +
      'needs a role to pull images of Amazon ECR',
  ]);
});
