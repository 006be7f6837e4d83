import type { RegistryFile, RepositoryLine } from '../../../src/snapshot/format';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const MANAGED_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/aaaaaaaa-12ab-34cd-56ef-1234567890ab`;

/** The actions that the library grants for pulls, for pulls by AWS Lambda, and for pushes. */
export const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
export const SERVICE_PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
export const PUSH = [
  ...PULL,
  'ecr:CompleteLayerUpload',
  'ecr:DescribeImages',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

export function registryFile(
  place: Partial<Pick<RegistryFile, 'account' | 'region' | 'partition'>> = {},
): RegistryFile {
  return {
    version: 1,
    account: ACCOUNT,
    region: REGION,
    partition: 'aws',
    time: '2026-11-28T08:00:00.000Z',
    contents: { images: false, inspector: false, templates: false },
    unread: [],
    ...place,
  };
}

/** A repository as a person makes it in the console. */
export function repository(repositoryName: string, others: Partial<RepositoryLine> = {}): RepositoryLine {
  return {
    repositoryName,
    repositoryArn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${repositoryName}`,
    repositoryUri: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${repositoryName}`,
    encryption: { encryptionType: 'AES256' },
    imageTagMutability: 'MUTABLE',
    scanOnPush: false,
    tags: {},
    ...others,
  };
}
