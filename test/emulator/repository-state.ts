import {
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-ecr';
import type { Repository } from '@aws-sdk/client-ecr';

/** What a template says of a repository, or what Amazon ECR does, by property. Absent is what is not set. */
export type RepositoryState = Readonly<Record<string, unknown>>;

interface RepositoryProperties {
  readonly ImageTagMutability?: string;
  readonly ImageTagMutabilityExclusionFilters?: {
    readonly ImageTagMutabilityExclusionFilterType: string;
    readonly ImageTagMutabilityExclusionFilterValue: string;
  }[];
  readonly Tags?: { readonly Key: string; readonly Value: string }[];
  readonly LifecyclePolicy?: { readonly LifecyclePolicyText: string };
  readonly RepositoryPolicyText?: object;
  readonly ImageScanningConfiguration?: { readonly ScanOnPush: boolean };
  readonly EncryptionConfiguration?: { readonly EncryptionType: string; readonly KmsKey?: string };
}

const parsed = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));
const sorted = (tags: readonly { Key?: string; Value?: string }[]) =>
  tags.map(({ Key, Value }) => `${Key}=${Value}`).sort();

/** Of a resource whose references are resolved. */
export function declaredState(properties: object): RepositoryState {
  const of = properties as RepositoryProperties;
  const encryption = of.EncryptionConfiguration;
  return {
    mutability: of.ImageTagMutability ?? 'MUTABLE',
    exclusions: (of.ImageTagMutabilityExclusionFilters ?? []).map(
      (filter) => `${filter.ImageTagMutabilityExclusionFilterType} ${filter.ImageTagMutabilityExclusionFilterValue}`,
    ),
    tags: sorted(of.Tags ?? []),
    lifecycle: parsed(of.LifecyclePolicy?.LifecyclePolicyText),
    policy: of.RepositoryPolicyText,
    scanOnPush: of.ImageScanningConfiguration?.ScanOnPush ?? false,
    encryption: `${encryption?.EncryptionType ?? 'AES256'} ${encryption?.KmsKey ?? ''}`,
  };
}

/** Of a repository, by the API; `undefined` where there is none. */
export async function actualState(client: ECRClient, name: string): Promise<RepositoryState | undefined> {
  const repository = await unlessAbsent(describe(client, name));
  if (!repository) return undefined;
  const of = { repositoryName: name };
  const { tags = [] } = await client.send(new ListTagsForResourceCommand({ resourceArn: repository.repositoryArn }));
  const lifecycle = await unlessAbsent(client.send(new GetLifecyclePolicyCommand(of)));
  const policy = await unlessAbsent(client.send(new GetRepositoryPolicyCommand(of)));
  const { encryptionType, kmsKey } = repository.encryptionConfiguration ?? {};
  return {
    mutability: repository.imageTagMutability,
    exclusions: (repository.imageTagMutabilityExclusionFilters ?? []).map(
      ({ filterType, filter }) => `${filterType} ${filter}`,
    ),
    // CloudFormation adds some of its own.
    tags: sorted(tags.filter(({ Key }) => !Key?.startsWith('aws:'))),
    lifecycle: parsed(lifecycle?.lifecyclePolicyText),
    policy: parsed(policy?.policyText),
    scanOnPush: repository.imageScanningConfiguration?.scanOnPush ?? false,
    encryption: `${encryptionType ?? 'AES256'} ${kmsKey ?? ''}`,
  };
}

async function describe(client: ECRClient, name: string): Promise<Repository | undefined> {
  const { repositories } = await client.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
  return repositories?.[0];
}

async function unlessAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as Error).name.endsWith('NotFoundException')) return undefined;
    throw error;
  }
}
