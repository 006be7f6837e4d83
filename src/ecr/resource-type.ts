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
  SECRET: 'AWS::SecretsManager::Secret',
  KEY: 'AWS::KMS::Key',
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
  VPC: 'AWS::EC2::VPC',
  VPC_ENDPOINT: 'AWS::EC2::VPCEndpoint',
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
