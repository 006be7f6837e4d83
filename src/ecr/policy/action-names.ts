/**
 * The names of all actions, by their resource. The actions of a registry have no repository, so a repository policy can
 * neither allow nor deny them. A test compares the lists with those that AWS publishes.
 */

/** An action of private registries. */
export type EcrAction = (typeof REPOSITORY_ACTIONS)[number] | (typeof REGISTRY_ACTIONS)[number];
/** An action of public registries. */
export type PublicEcrAction = (typeof PUBLIC_REPOSITORY_ACTIONS)[number] | (typeof PUBLIC_REGISTRY_ACTIONS)[number];

export const REPOSITORY_ACTIONS = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchDeleteImage',
  'ecr:BatchGetImage',
  'ecr:BatchGetRepositoryScanningConfiguration',
  'ecr:BatchImportUpstreamImage',
  'ecr:CompleteLayerUpload',
  'ecr:CreateRepository',
  'ecr:DeleteLifecyclePolicy',
  'ecr:DeleteRepository',
  'ecr:DeleteRepositoryPolicy',
  'ecr:DescribeImageReplicationStatus',
  'ecr:DescribeImageScanFindings',
  'ecr:DescribeImageSigningStatus',
  'ecr:DescribeImages',
  'ecr:DescribeRepositories',
  'ecr:GetDownloadUrlForLayer',
  'ecr:GetImageCopyStatus',
  'ecr:GetLifecyclePolicy',
  'ecr:GetLifecyclePolicyPreview',
  'ecr:GetRepositoryPolicy',
  'ecr:InitiateLayerUpload',
  'ecr:ListImages',
  'ecr:ListTagsForResource',
  'ecr:PutImage',
  'ecr:PutImageScanningConfiguration',
  'ecr:PutImageTagMutability',
  'ecr:PutLifecyclePolicy',
  'ecr:ReplicateImage',
  'ecr:SetRepositoryPolicy',
  'ecr:StartImageScan',
  'ecr:StartLifecyclePolicyPreview',
  'ecr:TagResource',
  'ecr:UntagResource',
  'ecr:UpdateImageStorageClass',
  'ecr:UploadLayerPart',
] as const;

export const REGISTRY_ACTIONS = [
  'ecr:CreatePullThroughCacheRule',
  'ecr:CreateRepositoryCreationTemplate',
  'ecr:DeletePullThroughCacheRule',
  'ecr:DeleteRegistryPolicy',
  'ecr:DeleteRepositoryCreationTemplate',
  'ecr:DeleteSigningConfiguration',
  'ecr:DeregisterPullTimeUpdateExclusion',
  'ecr:DescribePullThroughCacheRules',
  'ecr:DescribeRegistry',
  'ecr:DescribeRepositoryCreationTemplates',
  'ecr:GetAccountSetting',
  'ecr:GetAuthorizationToken',
  'ecr:GetRegistryPolicy',
  'ecr:GetRegistryScanningConfiguration',
  'ecr:GetSigningConfiguration',
  'ecr:ListPullTimeUpdateExclusions',
  'ecr:PutAccountSetting',
  'ecr:PutRegistryPolicy',
  'ecr:PutRegistryScanningConfiguration',
  'ecr:PutReplicationConfiguration',
  'ecr:PutSigningConfiguration',
  'ecr:RegisterPullTimeUpdateExclusion',
  'ecr:UpdatePullThroughCacheRule',
  'ecr:UpdateRepositoryCreationTemplate',
  'ecr:ValidatePullThroughCacheRule',
] as const;

export const PUBLIC_REPOSITORY_ACTIONS = [
  'ecr-public:BatchCheckLayerAvailability',
  'ecr-public:BatchDeleteImage',
  'ecr-public:CompleteLayerUpload',
  'ecr-public:CreateRepository',
  'ecr-public:DeleteRepository',
  'ecr-public:DeleteRepositoryPolicy',
  'ecr-public:DescribeImageTags',
  'ecr-public:DescribeImages',
  'ecr-public:DescribeRepositories',
  'ecr-public:GetRepositoryCatalogData',
  'ecr-public:GetRepositoryPolicy',
  'ecr-public:InitiateLayerUpload',
  'ecr-public:ListTagsForResource',
  'ecr-public:PutImage',
  'ecr-public:PutRepositoryCatalogData',
  'ecr-public:SetRepositoryPolicy',
  'ecr-public:TagResource',
  'ecr-public:UntagResource',
  'ecr-public:UploadLayerPart',
] as const;

export const PUBLIC_REGISTRY_ACTIONS = [
  'ecr-public:DescribeRegistries',
  'ecr-public:GetAuthorizationToken',
  'ecr-public:GetRegistryCatalogData',
  'ecr-public:PutRegistryCatalogData',
] as const;
