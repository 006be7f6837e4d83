/** All actions of AWS that a snapshot needs. They are in `docs/snapshot-policy.json`. */
export const READ_ACTIONS = [
  'cloudformation:GetTemplate',
  'ecr:DescribeImages',
  'ecr:DescribePullThroughCacheRules',
  'ecr:DescribeRegistry',
  'ecr:DescribeRepositories',
  'ecr:DescribeRepositoryCreationTemplates',
  'ecr:GetAccountSetting',
  'ecr:GetLifecyclePolicy',
  'ecr:GetRegistryPolicy',
  'ecr:GetRegistryScanningConfiguration',
  'ecr:GetRepositoryPolicy',
  'ecr:GetSigningConfiguration',
  'ecr:ListPullTimeUpdateExclusions',
  'ecr:ListTagsForResource',
  'ecr-public:DescribeImages',
  'ecr-public:DescribeRepositories',
  'ecr-public:GetRepositoryCatalogData',
  'ecr-public:GetRepositoryPolicy',
  'ecr-public:ListTagsForResource',
  'inspector2:ListCoverage',
  'kms:DescribeKey',
  'sts:GetCallerIdentity',
];

/** What the caller needs to read other accounts. They are in `docs/snapshot-accounts-policy.json`. */
export const ACCOUNT_ACTIONS = ['organizations:ListAccounts', 'sts:AssumeRole'];
