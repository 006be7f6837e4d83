/**
 * The CloudFormation types of the resources that the library declares or judges.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ECR.html
 */
export const ResourceType = {
  REPOSITORY: 'AWS::ECR::Repository',
  PUBLIC_REPOSITORY: 'AWS::ECR::PublicRepository',
  REGISTRY_POLICY: 'AWS::ECR::RegistryPolicy',
  SCANNING_CONFIGURATION: 'AWS::ECR::RegistryScanningConfiguration',
  REPLICATION_CONFIGURATION: 'AWS::ECR::ReplicationConfiguration',
  PULL_THROUGH_CACHE_RULE: 'AWS::ECR::PullThroughCacheRule',
  CREATION_TEMPLATE: 'AWS::ECR::RepositoryCreationTemplate',
  SIGNING_CONFIGURATION: 'AWS::ECR::SigningConfiguration',
  PULL_TIME_EXCLUSION: 'AWS::ECR::PullTimeUpdateExclusion',
  SECRET: 'AWS::SecretsManager::Secret',
  KEY: 'AWS::KMS::Key',
  KEY_ALIAS: 'AWS::KMS::Alias',
  SIGNING_PROFILE: 'AWS::Signer::SigningProfile',
  TOPIC: 'AWS::SNS::Topic',
  TOPIC_POLICY: 'AWS::SNS::TopicPolicy',
  QUEUE: 'AWS::SQS::Queue',
  QUEUE_POLICY: 'AWS::SQS::QueuePolicy',
  EVENT_RULE: 'AWS::Events::Rule',
  ALARM: 'AWS::CloudWatch::Alarm',
  FUNCTION: 'AWS::Lambda::Function',
  TASK_DEFINITION: 'AWS::ECS::TaskDefinition',
  BUILD_PROJECT: 'AWS::CodeBuild::Project',
  APP_RUNNER_SERVICE: 'AWS::AppRunner::Service',
  JOB_DEFINITION: 'AWS::Batch::JobDefinition',
  NESTED_STACK: 'AWS::CloudFormation::Stack',
  VPC: 'AWS::EC2::VPC',
  VPC_ENDPOINT: 'AWS::EC2::VPCEndpoint',
  SECURITY_GROUP: 'AWS::EC2::SecurityGroup',
  SECURITY_GROUP_INGRESS: 'AWS::EC2::SecurityGroupIngress',
  HOSTED_ZONE: 'AWS::Route53::HostedZone',
  BUCKET: 'AWS::S3::Bucket',
  FUNCTION_PERMISSION: 'AWS::Lambda::Permission',
  IAM_POLICY: 'AWS::IAM::Policy',
  IAM_MANAGED_POLICY: 'AWS::IAM::ManagedPolicy',
  IAM_ROLE: 'AWS::IAM::Role',
  IAM_USER: 'AWS::IAM::User',
  IAM_GROUP: 'AWS::IAM::Group',
  IAM_ROLE_POLICY: 'AWS::IAM::RolePolicy',
  IAM_USER_POLICY: 'AWS::IAM::UserPolicy',
  IAM_GROUP_POLICY: 'AWS::IAM::GroupPolicy',
} as const;

/** Whether a type is that of a repository, private or public. */
export function isRepositoryType(type: string): boolean {
  return type === ResourceType.REPOSITORY || type === ResourceType.PUBLIC_REPOSITORY;
}
