import { REGISTRY_ACTIONS } from './action-names';
import type { EcrAction, PublicEcrAction } from './action-names';

/** Returns action names. Their type admits only actions that exist. */
const privateActions = (...names: EcrAction[]): string[] => names;
const publicActions = (...names: PublicEcrAction[]): string[] => names;
const privateAction = (name: EcrAction): string => name;

/** Logs in to the registry. Only an identity policy can allow it, because it has no repository. */
export const TOKEN_ACTION = privateAction('ecr:GetAuthorizationToken');

/** Creates a repository. A client also needs it if a push, a cache or replication creates the repository. */
export const CREATE_ACTION = privateAction('ecr:CreateRepository');

/** Replicates an image into a registry. Only a registry policy allows it to another account. */
export const REPLICATE_ACTION = privateAction('ecr:ReplicateImage');

/** Imports an image from the upstream of a pull-through cache. */
export const IMPORT_ACTION = privateAction('ecr:BatchImportUpstreamImage');

/** Tags a repository. It is also needed if a creation template with tags creates the repository. */
export const TAG_ACTION = privateAction('ecr:TagResource');

/** Completes the push of an image. */
export const PUT_IMAGE_ACTION = privateAction('ecr:PutImage');

/** Sets an account setting, which has no resource. */
export const ACCOUNT_SETTING_ACTION = privateAction('ecr:PutAccountSetting');

/** All actions that change the tags of a repository. */
export const TAG_CHANGES = privateActions('ecr:TagResource', 'ecr:UntagResource');

/** Actions that change a registry policy. A Deny on them could never be undone. */
export const REGISTRY_POLICY_CHANGES = privateActions('ecr:PutRegistryPolicy', 'ecr:DeleteRegistryPolicy');

/** Sets how a registry scans. Amazon Inspector needs it for enhanced scanning. */
export const SCANNING_ACTION = privateAction('ecr:PutRegistryScanningConfiguration');

/** Actions that a registry policy controls under policy scope V1. */
export const SCOPE_V1_ACTIONS = [REPLICATE_ACTION, IMPORT_ACTION, CREATE_ACTION];

/** Actions a client needs on a repository to pull an image. */
export const PULL_ACTIONS = privateActions(
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
);

/** Actions of a service that pulls images itself. It does not check which layers it has. */
export const SERVICE_PULL_ACTIONS = privateActions('ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer');

/** Actions that upload layers and an image. */
export const UPLOAD_ACTIONS = privateActions(
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
);

/** Actions a client needs on a repository to push an image, including the reads of buildx, crane and Bazel. */
export const PUSH_ACTIONS = [...PULL_ACTIONS, ...UPLOAD_ACTIONS, ...privateActions('ecr:DescribeImages')].sort();

/** Actions on the upstream that a pull-through cache needs to read another private registry. */
export const UPSTREAM_READ_ACTIONS = privateActions(
  'ecr:BatchGetImage',
  'ecr:BatchImportUpstreamImage',
  'ecr:GetDownloadUrlForLayer',
  'ecr:GetImageCopyStatus',
);

/** Actions that describe a repository and its images without their content. */
export const READ_ACTIONS = privateActions('ecr:DescribeImages', 'ecr:DescribeRepositories', 'ecr:ListImages');

export const DELETE_ACTIONS = privateActions('ecr:BatchDeleteImage');

export const SCAN_ACTIONS = privateActions('ecr:DescribeImageScanFindings', 'ecr:StartImageScan');

/** All actions that read, write or delete content. Actions that configure or describe a repository are not included. */
export const DATA_PLANE_ACTIONS = [...PULL_ACTIONS, ...UPLOAD_ACTIONS, ...DELETE_ACTIONS].sort();

/** The same, and the actions with which a cache or replication writes content. They come from the network of AWS. */
export const CONTENT_ACTIONS = [...DATA_PLANE_ACTIONS, IMPORT_ACTION, REPLICATE_ACTION].sort();

/** Actions that delete a repository, archive its images, or change its policy and settings. */
export const REPOSITORY_SETTING_ACTIONS = privateActions(
  'ecr:DeleteLifecyclePolicy',
  'ecr:DeleteRepository',
  'ecr:DeleteRepositoryPolicy',
  'ecr:PutImageScanningConfiguration',
  'ecr:PutImageTagMutability',
  'ecr:PutLifecyclePolicy',
  'ecr:SetRepositoryPolicy',
  'ecr:UpdateImageStorageClass',
);

/** Actions that change the policy and the settings of a registry: all but those that read. */
export const REGISTRY_SETTING_ACTIONS: readonly string[] = REGISTRY_ACTIONS.filter(
  (name) => !/:(Describe|Get|List|Validate)/.test(name),
);

/** Actions that delete a public repository, or change its policy. */
export const PUBLIC_SETTING_ACTIONS = publicActions(
  'ecr-public:DeleteRepository',
  'ecr-public:DeleteRepositoryPolicy',
  'ecr-public:SetRepositoryPolicy',
);

/**
 * Actions that delete or configure a repository, or archive its images. Read access is not included. A Deny on them must
 * exempt a principal that can take it back.
 */
export const ADMINISTRATION_ACTIONS = [...REPOSITORY_SETTING_ACTIONS, ...TAG_CHANGES].sort();

/** Actions a client needs on a public repository to push an image. */
export const PUBLIC_PUSH_ACTIONS = publicActions(
  'ecr-public:BatchCheckLayerAvailability',
  'ecr-public:CompleteLayerUpload',
  'ecr-public:InitiateLayerUpload',
  'ecr-public:PutImage',
  'ecr-public:UploadLayerPart',
);

/** Actions a client needs on the repositories of a cache. The first pull of an image imports it, and may create its repository. */
export function cachePullActions(mayCreate: boolean): string[] {
  return [...PULL_ACTIONS, IMPORT_ACTION, ...(mayCreate ? [CREATE_ACTION] : [])];
}
