import type { Environment } from './intrinsics';

/** How a type's `Ref` and ARN follow from its name. */
export interface ResourceType {
  /** Property that holds the name; otherwise the logical id is taken for it. */
  readonly name?: string;
  readonly ref: 'name' | 'arn' | 'url';
  readonly arn: (name: string, env: Required<Environment>) => string;
}

function arn(service: string, resource: string): ResourceType['arn'] {
  return (name, { partition, region, account }) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}${name}`;
}

function globalArn(service: string, resource: string): ResourceType['arn'] {
  return (name, { partition, account }) => `arn:${partition}:${service}::${account}:${resource}${name}`;
}

export const TYPES: Record<string, ResourceType> = {
  'AWS::CloudWatch::Alarm': { name: 'AlarmName', ref: 'name', arn: arn('cloudwatch', 'alarm:') },
  'AWS::CodeBuild::Project': { name: 'Name', ref: 'name', arn: arn('codebuild', 'project/') },
  'AWS::ECR::PublicRepository': { name: 'RepositoryName', ref: 'name', arn: globalArn('ecr-public', 'repository/') },
  'AWS::ECR::Repository': { name: 'RepositoryName', ref: 'name', arn: arn('ecr', 'repository/') },
  'AWS::Events::Rule': { name: 'Name', ref: 'name', arn: arn('events', 'rule/') },
  'AWS::IAM::ManagedPolicy': { name: 'ManagedPolicyName', ref: 'arn', arn: globalArn('iam', 'policy/') },
  'AWS::IAM::Role': { name: 'RoleName', ref: 'name', arn: globalArn('iam', 'role/') },
  'AWS::IAM::User': { name: 'UserName', ref: 'name', arn: globalArn('iam', 'user/') },
  'AWS::KMS::Key': { ref: 'name', arn: arn('kms', 'key/') },
  'AWS::Lambda::Function': { name: 'FunctionName', ref: 'name', arn: arn('lambda', 'function:') },
  'AWS::Logs::LogGroup': { name: 'LogGroupName', ref: 'name', arn: arn('logs', 'log-group:') },
  'AWS::S3::Bucket': { name: 'BucketName', ref: 'name', arn: (name, { partition }) => `arn:${partition}:s3:::${name}` },
  'AWS::SecretsManager::Secret': { name: 'Name', ref: 'arn', arn: arn('secretsmanager', 'secret:') },
  'AWS::SNS::Topic': { name: 'TopicName', ref: 'arn', arn: arn('sns', '') },
  'AWS::SQS::Queue': { name: 'QueueName', ref: 'url', arn: arn('sqs', '') },
};

/** Attributes that are the ARN under another name; `Arn` always is. */
export const ARN_ATTRIBUTES = ['TopicArn'];

/** Property of a resource that is its own policy. */
export const OWN_POLICY: Record<string, string> = {
  'AWS::EC2::VPCEndpoint': 'PolicyDocument',
  'AWS::ECR::PublicRepository': 'RepositoryPolicyText',
  'AWS::ECR::RegistryPolicy': 'PolicyText',
  'AWS::ECR::Repository': 'RepositoryPolicyText',
  'AWS::ECR::RepositoryCreationTemplate': 'RepositoryPolicy',
  'AWS::IAM::Role': 'AssumeRolePolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
};

/** Resources that give others their policy: what they name them by, and in which property. */
export const ATTACHED_POLICY: Record<string, { readonly type: string; readonly targets: string }> = {
  'AWS::S3::Bucket': { type: 'AWS::S3::BucketPolicy', targets: 'Bucket' },
  'AWS::SecretsManager::Secret': { type: 'AWS::SecretsManager::ResourcePolicy', targets: 'SecretId' },
  'AWS::SNS::Topic': { type: 'AWS::SNS::TopicPolicy', targets: 'Topics' },
  'AWS::SQS::Queue': { type: 'AWS::SQS::QueuePolicy', targets: 'Queues' },
};

/** Property of role or user that a policy names it in. */
export const ATTACHED_TO: Record<string, string> = { 'AWS::IAM::Role': 'Roles', 'AWS::IAM::User': 'Users' };
