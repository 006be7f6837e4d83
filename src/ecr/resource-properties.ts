import { ResourceType } from './resource-type';

/** The properties of a type, with the members of those that are objects or lists of objects. */
type Properties = Readonly<Record<string, readonly string[]>>;

const ENCRYPTION = ['EncryptionType', 'KmsKey'];
const EXCLUSIONS = ['ImageTagMutabilityExclusionFilterType', 'ImageTagMutabilityExclusionFilterValue'];
const TAG = ['Key', 'Value'];

/**
 * The properties that CloudFormation knows. It refuses any other.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ECR.html
 */
export const RESOURCE_PROPERTIES: Readonly<Record<string, Properties>> = {
  [ResourceType.REPOSITORY]: {
    EmptyOnDelete: [],
    EncryptionConfiguration: ENCRYPTION,
    ImageScanningConfiguration: ['ScanOnPush'],
    ImageTagMutability: [],
    ImageTagMutabilityExclusionFilters: EXCLUSIONS,
    LifecyclePolicy: ['LifecyclePolicyText', 'RegistryId'],
    RepositoryName: [],
    RepositoryPolicyText: [],
    Tags: TAG,
  },
  [ResourceType.PUBLIC_REPOSITORY]: {
    RepositoryCatalogData: ['AboutText', 'Architectures', 'OperatingSystems', 'RepositoryDescription', 'UsageText'],
    RepositoryName: [],
    RepositoryPolicyText: [],
    Tags: TAG,
  },
  [ResourceType.CREATION_TEMPLATE]: {
    AppliedFor: [],
    CustomRoleArn: [],
    Description: [],
    EncryptionConfiguration: ENCRYPTION,
    ImageTagMutability: [],
    ImageTagMutabilityExclusionFilters: EXCLUSIONS,
    LifecyclePolicy: [],
    Prefix: [],
    RepositoryPolicy: [],
    ResourceTags: TAG,
  },
  [ResourceType.PULL_THROUGH_CACHE_RULE]: {
    CredentialArn: [],
    CustomRoleArn: [],
    EcrRepositoryPrefix: [],
    UpstreamRegistry: [],
    UpstreamRegistryUrl: [],
    UpstreamRepositoryPrefix: [],
  },
  [ResourceType.PULL_TIME_EXCLUSION]: { PrincipalArn: [] },
  [ResourceType.REGISTRY_POLICY]: { PolicyText: [] },
  [ResourceType.REPLICATION_CONFIGURATION]: { ReplicationConfiguration: ['Rules'] },
  [ResourceType.SCANNING_CONFIGURATION]: { Rules: ['RepositoryFilters', 'ScanFrequency'], ScanType: [] },
  [ResourceType.SIGNING_CONFIGURATION]: { Rules: ['RepositoryFilters', 'SigningProfileArn'] },
};
