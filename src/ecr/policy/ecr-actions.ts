/** Belongs to the account and knows no repository: only an identity policy can allow it. */
export const TOKEN_ACTION = 'ecr:GetAuthorizationToken';

/** What a client needs on a repository to pull an image. */
export const PULL_ACTIONS = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** What a service needs that pulls by itself and never asks for layers it may have. */
export const SERVICE_PULL_ACTIONS = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** What a client needs on a repository to push an image, with what buildx, crane and Bazel read before they push. */
export const PUSH_ACTIONS = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:DescribeImages',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

/** What tells about a repository and its images without their content. */
export const READ_ACTIONS = ['ecr:DescribeImages', 'ecr:DescribeRepositories', 'ecr:ListImages'];

export const DELETE_ACTIONS = ['ecr:BatchDeleteImage'];

export const SCAN_ACTIONS = ['ecr:DescribeImageScanFindings', 'ecr:StartImageScan'];

/** All that moves or removes content. What configures or describes a repository is not among it. */
export const DATA_PLANE_ACTIONS = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchDeleteImage',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];
