import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { PrivateRepository } from '../../src/repository/private-repository';

const ENV = { account: '111122223333', region: 'eu-west-1' };

let stack: Stack;
let repository: PrivateRepository;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: ENV });
  repository = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
});

/** The pull actions and the token, which the consumer's role gets through the inherited grantPull. */
function expectPullGranted(): void {
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: Match.arrayWith([
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ]),
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Api'), 'Arn'] },
        }),
        Match.objectLike({ Action: 'ecr:GetAuthorizationToken', Resource: '*' }),
      ]),
    },
  });
}

const IMAGE = Match.objectLike({ 'Fn::Join': Match.arrayWith([Match.arrayWith([':v1'])]) });

test('a task of Amazon ECS on EC2 runs an image of a PrivateRepository', () => {
  const task = new ecs.Ec2TaskDefinition(stack, 'Task');
  task.addContainer('Main', { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1'), memoryLimitMiB: 64 });
  expectPullGranted();
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [Match.objectLike({ Image: IMAGE })],
  });
});

test('a task of AWS Fargate runs an image of a PrivateRepository', () => {
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  task.addContainer('Main', { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') });
  expectPullGranted();
});

test('the role of Amazon EKS nodes is granted pulls from a PrivateRepository', () => {
  const role = new iam.Role(stack, 'NodeRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  repository.grantPull(role);
  expectPullGranted();
});

test('a Lambda function runs an image of a PrivateRepository', () => {
  new lambda.DockerImageFunction(stack, 'Function', {
    code: lambda.DockerImageCode.fromEcr(repository, { tagOrDigest: 'v1' }),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    PackageType: 'Image',
    Code: { ImageUri: IMAGE },
  });
});

test('a CodeBuild project builds in an image of a PrivateRepository', () => {
  new codebuild.Project(stack, 'Project', {
    buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2' }),
    environment: { buildImage: codebuild.LinuxBuildImage.fromEcrRepository(repository, 'v1') },
  });
  expectPullGranted();
  Template.fromStack(stack).hasResourceProperties('AWS::CodeBuild::Project', { Environment: { Image: IMAGE } });
});

test('a pipeline has a PrivateRepository as its source', () => {
  const output = new codepipeline.Artifact();
  new codepipeline.Pipeline(stack, 'Pipeline', {
    stages: [
      {
        stageName: 'Source',
        actions: [new actions.EcrSourceAction({ actionName: 'Image', repository, imageTag: 'v1', output })],
      },
      {
        stageName: 'Approve',
        actions: [new actions.ManualApprovalAction({ actionName: 'Approve' })],
      },
    ],
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::CodePipeline::Pipeline', {
    Stages: Match.arrayWith([
      Match.objectLike({
        Actions: [
          Match.objectLike({
            Configuration: { RepositoryName: { Ref: Match.stringLikeRegexp('^Api') }, ImageTag: 'v1' },
          }),
        ],
      }),
    ]),
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: Match.objectLike({ source: ['aws.ecr'] }),
  });
});

test('a load-balanced service pulls from a PrivateRepository without further permissions', () => {
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('Main', { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') });
  new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, minHealthyPercent: 100 });
  Template.fromStack(stack).resourceCountIs('AWS::ECS::Service', 1);
});
