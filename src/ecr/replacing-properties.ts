import { ResourceType } from './resource-type';

/**
 * The properties that CloudFormation cannot change. It creates a new resource instead, which fails if the old one has the
 * same name.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export const REPLACING_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  [ResourceType.REPOSITORY]: ['EncryptionConfiguration', 'RepositoryName'],
  [ResourceType.PUBLIC_REPOSITORY]: ['RepositoryName'],
  [ResourceType.PULL_THROUGH_CACHE_RULE]: [
    'CredentialArn',
    'CustomRoleArn',
    'EcrRepositoryPrefix',
    'UpstreamRegistry',
    'UpstreamRegistryUrl',
    'UpstreamRepositoryPrefix',
  ],
  [ResourceType.CREATION_TEMPLATE]: ['Prefix'],
  [ResourceType.PULL_TIME_EXCLUSION]: ['PrincipalArn'],
  [ResourceType.REGISTRY_POLICY]: [],
  [ResourceType.REPLICATION_CONFIGURATION]: [],
  [ResourceType.SCANNING_CONFIGURATION]: [],
  [ResourceType.SIGNING_CONFIGURATION]: [],
  [ResourceType.KEY]: [],
  [ResourceType.KEY_ALIAS]: ['AliasName'],
  [ResourceType.SECRET]: ['Name'],
  [ResourceType.IAM_ROLE]: ['Path', 'RoleName'],
  [ResourceType.TOPIC]: ['FifoTopic', 'TopicName'],
  [ResourceType.SIGNING_PROFILE]: ['PlatformId', 'ProfileName', 'SignatureValidityPeriod'],
};
