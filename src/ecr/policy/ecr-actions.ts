import type { EcrAction, PublicEcrAction } from './action-names';

/** The type of the names keeps them to actions that exist. */
const privateActions = (...names: EcrAction[]): string[] => names;
const publicActions = (...names: PublicEcrAction[]): string[] => names;
const privateAction = (name: EcrAction): string => name;

/** Belongs to the account and knows no repository: only an identity policy can allow it. */
export const TOKEN_ACTION = privateAction('ecr:GetAuthorizationToken');

/** Creates a repository: also asked of a client when replication, a cache or a push creates one. */
export const CREATE_ACTION = privateAction('ecr:CreateRepository');

/** Replicates an image into a registry. Only a registry policy allows it to another account. */
export const REPLICATE_ACTION = privateAction('ecr:ReplicateImage');

/** Imports an image from the upstream of a pull-through cache. */
export const IMPORT_ACTION = privateAction('ecr:BatchImportUpstreamImage');

/** Tags a repository: also asked when a creation template with tags creates one. */
export const TAG_ACTION = privateAction('ecr:TagResource');

/** Completes the push of an image. */
export const PUT_IMAGE_ACTION = privateAction('ecr:PutImage');

/** Sets an account setting, which has no resource. */
export const ACCOUNT_SETTING_ACTION = privateAction('ecr:PutAccountSetting');

/** All actions that change the tags of a repository. */
export const TAG_CHANGES = privateActions('ecr:TagResource', 'ecr:UntagResource');

/** Actions that change a registry policy. A Deny on them could never be undone. */
export const REGISTRY_POLICY_CHANGES = privateActions('ecr:PutRegistryPolicy', 'ecr:DeleteRegistryPolicy');

/** Actions that a registry policy controls under policy scope V1. */
export const SCOPE_V1_ACTIONS = [REPLICATE_ACTION, IMPORT_ACTION, CREATE_ACTION];

/** Actions a client needs on a repository to pull an image. */
export const PULL_ACTIONS = privateActions(
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
);

/** Actions of a service that pulls by itself and never asks for layers it may have. */
export const SERVICE_PULL_ACTIONS = privateActions('ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer');

/** Actions by which layers and an image are uploaded. */
export const UPLOAD_ACTIONS = privateActions(
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
);

/** Actions a client needs on a repository to push an image, with those that buildx, crane and Bazel read with first. */
export const PUSH_ACTIONS = [...PULL_ACTIONS, ...UPLOAD_ACTIONS, ...privateActions('ecr:DescribeImages')].sort();

/** Actions on the upstream by which a pull-through cache reads another private registry. */
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

/** All actions that move or remove content. Those that configure or describe a repository are not among them. */
export const DATA_PLANE_ACTIONS = [...PULL_ACTIONS, ...UPLOAD_ACTIONS, ...DELETE_ACTIONS].sort();

/** Actions a client needs on a public repository to push an image. */
export const PUBLIC_PUSH_ACTIONS = publicActions(
  'ecr-public:BatchCheckLayerAvailability',
  'ecr-public:CompleteLayerUpload',
  'ecr-public:InitiateLayerUpload',
  'ecr-public:PutImage',
  'ecr-public:UploadLayerPart',
);

/** Actions on the repositories of a cache: a pull of an image that is not cached yet imports it, and may create its repository. */
export function cachePullActions(mayCreate: boolean): string[] {
  return [...PULL_ACTIONS, IMPORT_ACTION, ...(mayCreate ? [CREATE_ACTION] : [])];
}
