import type { ECRClient, Repository } from '@aws-sdk/client-ecr';
import {
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeImages,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import type { ImageLine, RepositoryLine } from './format';
import type { KeyManagers } from './key-managers';
import type { Refusals } from './refusals';
import type { RepositoryReader } from './repository-reader';
import { PAGE_SIZE } from './repository-reader';
import { plain, stackOf, tagsOf } from './sdk-values';
import { withoutUndefined } from '../../../src/text/without-undefined';

/** Reads the repositories of a private registry. */
export class PrivateRepositories implements RepositoryReader {
  public constructor(
    private readonly client: ECRClient,
    private readonly keys: KeyManagers,
    private readonly refusals: Refusals,
  ) {}

  public async *list(): AsyncGenerator<RepositoryLine> {
    const pages = paginateDescribeRepositories({ client: this.client, pageSize: PAGE_SIZE }, {});
    for await (const { repositories = [] } of pages) yield* repositories.map(listed);
  }

  public async complete(repository: RepositoryLine): Promise<RepositoryLine> {
    const { repositoryName, repositoryArn, encryption } = repository;
    const of = repositoryName;
    const [tagged, policy, lifecycle, keyManager] = await Promise.all([
      this.refusals.ask(async () => this.client.send(new ListTagsForResourceCommand({ resourceArn: repositoryArn })), {
        of,
      }),
      this.refusals.ask(async () => this.client.send(new GetRepositoryPolicyCommand({ repositoryName })), {
        of,
        none: 'RepositoryPolicyNotFoundException',
      }),
      this.refusals.ask(async () => this.client.send(new GetLifecyclePolicyCommand({ repositoryName })), {
        of,
        none: 'LifecyclePolicyNotFoundException',
      }),
      encryption?.kmsKey === undefined ? undefined : this.keys.of(encryption.kmsKey),
    ]);
    const tags = tagsOf(tagged?.tags);
    return withoutUndefined({
      ...repository,
      encryption: encryption && withoutUndefined({ ...encryption, keyManager }),
      tags,
      policy: this.refusals.policy(policy?.policyText, 'ecr:GetRepositoryPolicy', of),
      lifecyclePolicy: this.refusals.policy(lifecycle?.lifecyclePolicyText, 'ecr:GetLifecyclePolicy', of),
      stack: stackOf(tags),
    });
  }

  public async *images({ repositoryName }: RepositoryLine): AsyncGenerator<readonly ImageLine[]> {
    const input = { repositoryName, filter: { imageStatus: 'ANY' } } as const;
    const pages = paginateDescribeImages({ client: this.client, pageSize: PAGE_SIZE }, input);
    for await (const { imageDetails = [] } of pages) yield imageDetails.map((image) => plain(image) as ImageLine);
  }
}

/** A repository as it is in a list. */
function listed({ encryptionConfiguration: encryption, imageScanningConfiguration, ...repository }: Repository) {
  const { imageTagMutabilityExclusionFilters: filters } = repository;
  return withoutUndefined({
    repositoryName: repository.repositoryName!,
    repositoryArn: repository.repositoryArn!,
    repositoryUri: repository.repositoryUri!,
    createdAt: repository.createdAt?.toISOString(),
    encryption: encryption && withoutUndefined({ ...encryption, encryptionType: encryption.encryptionType! }),
    imageTagMutability: repository.imageTagMutability,
    imageTagMutabilityExclusionFilters: filters?.map(plain),
    scanOnPush: imageScanningConfiguration?.scanOnPush,
  });
}
