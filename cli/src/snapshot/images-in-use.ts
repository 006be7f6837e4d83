import type { CoverageFilterCriteria, Inspector2Client } from '@aws-sdk/client-inspector2';
import { paginateListCoverage } from '@aws-sdk/client-inspector2';
import type { ImageLine } from './format';
import type { Refusals } from './refusals';
import { withoutUndefined } from '../../../src/text/without-undefined';

/** What Amazon Inspector knows of an image. */
export type ImageUse = Pick<ImageLine, 'inUseCount' | 'lastInUseAt'>;

/** `…:repository/team/api/sha256:…` */
const IMAGE = /:repository\/(?<repository>.+)\/(?<digest>sha256:[0-9a-f]+)$/;

/** Where images run, by the coverage of Amazon Inspector. It knows tasks of Amazon ECS and pods of Amazon EKS. */
export class ImagesInUse {
  /** Reads the coverage of an account in a region. An administrator of Amazon Inspector sees other accounts as well. */
  public static async read(client: Inspector2Client, account: string, refusals: Refusals): Promise<ImagesInUse> {
    const uses = new Map<string, ImageUse>();
    await refusals.ask(async () => {
      const filterCriteria: CoverageFilterCriteria = {
        accountId: [{ comparison: 'EQUALS', value: account }],
        resourceType: [{ comparison: 'EQUALS', value: 'AWS_ECR_CONTAINER_IMAGE' }],
      };
      const pages = paginateListCoverage({ client, pageSize: 200 }, { filterCriteria });
      for await (const { coveredResources = [] } of pages) {
        for (const { resourceId = '', resourceMetadata } of coveredResources) {
          const { inUseCount, lastInUseAt } = resourceMetadata?.ecrImage ?? {};
          const { repository, digest } = IMAGE.exec(resourceId)?.groups ?? {};
          if (repository === undefined) continue;
          const use = withoutUndefined({ inUseCount, lastInUseAt: lastInUseAt?.toISOString() });
          uses.set(keyOf(repository, digest), use);
        }
      }
    });
    return new ImagesInUse(uses);
  }

  private constructor(private readonly uses: ReadonlyMap<string, ImageUse>) {}

  /** An image, and its use as far as it is known. */
  public addTo(repositoryName: string, image: ImageLine): ImageLine {
    return { ...image, ...this.uses.get(keyOf(repositoryName, image.imageDigest)) };
  }
}

function keyOf(repositoryName: string, digest: string): string {
  return `${repositoryName}@${digest}`;
}
