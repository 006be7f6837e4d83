import type { ECRPUBLICClient, Repository } from '@aws-sdk/client-ecr-public';
import {
  GetRepositoryCatalogDataCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeImages,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr-public';
import type { ImageLine, RepositoryLine } from './format';
import type { Refusals } from './refusals';
import type { RepositoryReader } from './repository-reader';
import { PAGE_SIZE } from './repository-reader';
import { plain, stackOf, tagsOf } from './sdk-values';
import { withoutUndefined } from '../../../src/text/without-undefined';

/** Reads the repositories of a public registry. */
export class PublicRepositories implements RepositoryReader {
  public constructor(
    private readonly client: ECRPUBLICClient,
    private readonly refusals: Refusals,
  ) {}

  public async *list(): AsyncGenerator<RepositoryLine> {
    const pages = paginateDescribeRepositories({ client: this.client, pageSize: PAGE_SIZE }, {});
    for await (const { repositories = [] } of pages) yield* repositories.map(listed);
  }

  public async complete(repository: RepositoryLine): Promise<RepositoryLine> {
    const { repositoryName, repositoryArn } = repository;
    const of = repositoryName;
    const [tagged, policy, catalog] = await Promise.all([
      this.refusals.ask(async () => this.client.send(new ListTagsForResourceCommand({ resourceArn: repositoryArn })), {
        of,
      }),
      this.refusals.ask(async () => this.client.send(new GetRepositoryPolicyCommand({ repositoryName })), {
        of,
        none: 'RepositoryPolicyNotFoundException',
      }),
      this.refusals.ask(async () => this.client.send(new GetRepositoryCatalogDataCommand({ repositoryName })), {
        of,
        none: 'RepositoryCatalogDataNotFoundException',
      }),
    ]);
    const tags = tagsOf(tagged?.tags);
    return withoutUndefined({
      ...repository,
      tags,
      policy: this.refusals.policy(policy?.policyText, 'ecr-public:GetRepositoryPolicy', of),
      stack: stackOf(tags),
      catalogData: catalog?.catalogData && plain(catalog.catalogData),
    });
  }

  public async *images({ repositoryName }: RepositoryLine): AsyncGenerator<readonly ImageLine[]> {
    const pages = paginateDescribeImages({ client: this.client, pageSize: PAGE_SIZE }, { repositoryName });
    for await (const { imageDetails = [] } of pages) yield imageDetails.map((image) => plain(image) as ImageLine);
  }
}

/** A repository as it is in a list. */
function listed({ repositoryName, repositoryArn, repositoryUri, createdAt }: Repository): RepositoryLine {
  return withoutUndefined({
    repositoryName: repositoryName!,
    repositoryArn: repositoryArn!,
    repositoryUri: repositoryUri!,
    createdAt: createdAt?.toISOString(),
    isPublic: true,
  });
}
