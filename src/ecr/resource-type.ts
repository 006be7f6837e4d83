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
  KEY: 'AWS::KMS::Key',
  TOPIC: 'AWS::SNS::Topic',
  TOPIC_POLICY: 'AWS::SNS::TopicPolicy',
  EVENT_RULE: 'AWS::Events::Rule',
  ALARM: 'AWS::CloudWatch::Alarm',
} as const;
